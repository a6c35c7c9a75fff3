from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.captions import Captions, Cue, Note, plain_text
from server.captions.comparing import Difference, comparison
from server.captions.cuetext import text_faults
from server.captions.lines import broken_lines, joined_lines, widest, width
from server.captions.operations import (
    extracted,
    frame_rate,
    merged_cues,
    merged_lines,
    renumbered,
    scaled,
    split_lines,
    statistics,
)


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("25", Fraction(25)),
        ("23.976", Fraction(24000, 1001)),
        ("29.97", Fraction(30000, 1001)),
        ("30000/1001", Fraction(30000, 1001)),
        ("12.5", Fraction(25, 2)),
    ],
)
def test_a_frame_rate_is_exact(text: str, rate: Fraction) -> None:
    assert frame_rate(text) == rate


@pytest.mark.parametrize("text", ["", "0", "-25", "25/0", "fast", "1e3", "²", "9" * 5000])
def test_what_is_no_frame_rate_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no frame rate"):
        frame_rate(text)


def test_times_are_scaled_with_the_moments_inside_cues() -> None:
    captions = Captions((Cue(1000, 2000, "a <00:01.500>b"),), notes=(Note("on a", 0),))

    assert scaled(captions, Fraction(25) / frame_rate("23.976")) == Captions(
        (Cue(1043, 2085, "a <00:00:01.564>b"),), notes=(Note("on a", 0),)
    )


def test_cues_are_numbered_from_1() -> None:
    captions = Captions((Cue(0, 1, "a", "9"), Cue(1, 2, "b")))

    assert [cue.id for cue in renumbered(captions).cues] == ["1", "2"]


def test_a_range_is_cut_out_and_begins_at_0_unless_times_are_kept() -> None:
    captions = Captions((Cue(0, 1000, "a"), Cue(1000, 3000, "b"), Cue(4000, 5000, "c")))

    assert extracted(captions, 2000, 4500, keep_times=False).cues == (
        Cue(0, 1000, "b"),
        Cue(2000, 2500, "c"),
    )
    assert extracted(captions, 2000, 4500, keep_times=True).cues == (
        Cue(2000, 3000, "b"),
        Cue(4000, 4500, "c"),
    )


@pytest.mark.parametrize(
    ("text", "columns", "language", "broken"),
    [
        (
            "You can start with a GP. You do not need all the answers.",
            37,
            "en",
            "You can start with a GP.\nYou do not need all the answers.",
        ),
        (
            "He went to the shop because he wanted bread.",
            30,
            "en",
            "He went to the shop\nbecause he wanted bread.",
        ),
        ("- Where is it?\n- In the kitchen.", 60, "en", "- Where is it?\n- In the kitchen."),
        ("<v Ann>Hi.</v>\n<v Bob>Yes.", 60, "", "<v Ann>Hi.</v>\n<v Bob>Yes."),
        ("漢字かな、交じり文。", 12, "ja", "漢字かな、\n交じり文。"),
        ("<ruby>漢<rt>kan ji</rt></ruby> x", 40, "", "<ruby>漢<rt>kan ji</rt></ruby> x"),
        ("a&nbsp;b c", 3, "", "a&nbsp;b\nc"),
    ],
)
def test_lines_are_broken_where_readers_pause(
    text: str, columns: int, language: str, broken: str
) -> None:
    assert broken_lines(text, columns, language) == broken


def test_width_counts_columns() -> None:
    assert (width("abc"), width("漢字"), width("e\u0301"), widest("a&amp;b\n<b>漢字</b>")) == (
        *(3, 4, 1),
        4,
    )


def test_a_cue_that_does_not_fit_becomes_several_that_share_its_time() -> None:
    text = "<i>one two three\nfour five six seven</i>"
    captions = Captions(
        (Cue(0, 10_000, text, "x", "line:0"), Cue(10_000, 11_000, "b")), notes=(Note("on b", 1),)
    )

    split = split_lines(captions, 9, 2)

    assert [cue.text for cue in split.cues] == [
        "<i>one\ntwo three</i>",
        "<i>four five\nsix seven</i>",
        "b",
    ]
    assert [(cue.start, cue.id, cue.settings) for cue in split.cues[:2]] == [
        (0, "x", "line:0"),
        (split.cues[0].end, "", "line:0"),
    ]
    assert split.cues[1].end == 10_000
    assert split.notes == (Note("on b", 2),)


def test_a_cue_that_fits_stays_as_its_author_broke_it() -> None:
    captions = Captions((Cue(0, 1, "a\nlonger line"),))

    assert split_lines(captions, 37, 2) == captions


def test_lines_are_merged_but_those_of_several_speakers() -> None:
    captions = Captions((Cue(0, 1, "one\ntwo"), Cue(1, 2, "- a\n- b\nc")))

    assert [cue.text for cue in merged_lines(captions).cues] == ["one two", "- a\n- b c"]


def test_cues_are_merged_where_both_fit_and_no_note_or_setting_is_between() -> None:
    captions = Captions(
        (Cue(0, 10, "a", "1"), Cue(15, 20, "b", "2"), Cue(20, 30, "c"), Cue(900, 999, "d")),
        notes=(Note("on c", 2), Note("end", 4)),
    )

    merged = merged_cues(captions, 37, 2, gap=5)

    assert merged.cues == (Cue(0, 20, "a b", "1"), Cue(20, 30, "c"), Cue(900, 999, "d"))
    assert merged.notes == (Note("on c", 1), Note("end", 3))


def test_figures_of_a_file() -> None:
    captions = Captions(
        (
            Cue(0, 1000, "<v Ann>one two\nthree"),
            Cue(500, 2500, "<v Bob><lang cy>chi</lang>"),
            Cue(4000, 4000, "漢字"),
        )
    )

    found = statistics(captions)

    assert (found.cues, found.duration, found.shown) == (3, 4000, 2500)
    assert (found.words, found.characters, found.speed) == (6, 17, (1.5, 6.8, 12.0))
    assert (found.longest_line.columns, found.longest_line.cue) == (7, 1)
    assert (found.speakers, found.languages) == ({"Ann": 1, "Bob": 1}, {"cy": 1})
    assert statistics(Captions()).speed == (0, 0, 0)


def test_two_files_are_compared_cue_by_cue() -> None:
    a, b, c = Cue(0, 10, "a"), Cue(10, 20, "hello"), Cue(20, 30, "c")

    found = comparison(Captions((a, b, c)), Captions((a, Cue(10, 20, "x"), Cue(40, 50, "new"))))

    assert found.same == 1
    assert found.differences == (
        Difference(b, Cue(10, 20, "x"), 2, 2),
        Difference(c, None, 3, 0),
        Difference(None, Cue(40, 50, "new"), 0, 3),
    )
    assert not found.equal


def test_a_file_that_is_later_as_a_whole_is_said_to_be() -> None:
    one = Captions(tuple(Cue(at, at + 10, str(at)) for at in range(0, 100, 10)))

    found = comparison(one, one.shift(250))

    assert (found.moved, found.same, len(found.differences)) == (250, 0, 10)
    assert comparison(one, one).equal
    assert comparison(one, Captions(one.cues, styles=("x",))).parts == ("styles",)


PIECES = st.sampled_from(
    [
        *("<b>", "</b>", "<v Ann Lee>", "</v>", "<ruby>", "<rt>", "</rt>", "</ruby>", "<i.a>"),
        *("</i>", "<", "&amp;", "&", "- ", "\n", " ", "the ", "word, ", "漢字", "。"),
    ]
)
TEXTS = st.lists(PIECES | st.text("ab e\u0301", max_size=4), max_size=25).map("".join)


def letters(text: str) -> str:
    return "".join(plain_text(text).split())


@given(TEXTS, st.integers(1, 40))
def test_breaking_and_joining_lines_changes_no_letter(text: str, columns: int) -> None:
    assert letters(broken_lines(text, columns, "en")) == letters(text)
    assert letters(joined_lines(text)) == letters(text)
    assert "\n\n" not in broken_lines(text, columns, "en")


@given(TEXTS, st.integers(1, 20), st.integers(1, 3))
def test_splitting_loses_no_letter_and_no_time(text: str, columns: int, lines: int) -> None:
    split = split_lines(Captions((Cue(0, 9000, text),)), columns, lines).cues

    assert (split[0].start, split[-1].end) == (0, 9000)
    assert all(one.end == two.start for one, two in pairwise(split))
    if not any(text_faults(text)):
        assert letters("".join(cue.text for cue in split)) == letters(text)
        assert all(cue.text.count("\n") < lines for cue in split)


CUES = st.builds(Cue, st.integers(0, 99), st.integers(0, 99), st.sampled_from(["a", "b", "[x]"]))
FILES = st.lists(CUES, max_size=8).map(lambda cues: Captions(tuple(cues)))


@given(FILES, FILES)
def test_a_comparison_counts_every_cue_of_both_files(one: Captions, two: Captions) -> None:
    found = comparison(one, two)

    assert found.equal == (one == two)
    old = [it.old_number for it in found.differences if it.old]
    new = [it.new_number for it in found.differences if it.new]
    assert found.same + len(old) == len(one.cues)
    assert found.same + len(new) == len(two.cues)
    assert (len(set(old)), len(set(new))) == (len(old), len(new))


@pytest.mark.parametrize(
    "piece", ["<", "<b>", "</ruby>", "<ruby>", "a ", "a", "漢", "&", "<v a>\n"]
)
def test_hostile_text_is_broken_too(piece: str) -> None:
    captions = Captions((Cue(0, 1000, piece * 20_000),))

    assert split_lines(captions, 37, 2).cues
    assert merged_lines(captions).cues
