from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.captions import (
    Captions,
    Cue,
    Line,
    Paragraph,
    Part,
    Transcript,
    TranscriptSection,
    transcript,
)
from server.captions.cuetext import plain_text
from server.captions.transcript import transcript_text


def lines(of: Transcript) -> list[Line]:
    return [
        line
        for section in of.sections
        for paragraph in section.paragraphs
        for line in paragraph.lines
    ]


def paragraphs(*cues: Cue) -> list[tuple[str, list[str]]]:
    """Speakers and texts of a transcript without chapters."""
    found = transcript(Captions(cues)).sections[0].paragraphs
    return [(paragraph.speaker, [line.text for line in paragraph.lines]) for paragraph in found]


@pytest.mark.requirement("T-1/speakers and sounds")
def test_cues_of_one_speaker_are_one_paragraph_and_each_keeps_its_second() -> None:
    captions = Captions(
        (
            Cue(0, 1000, "<v Ann>Hello,\nall</v>"),
            Cue(1000, 2000, "<v Ann>of you."),
            Cue(2000, 3000, "<v Bob>Hi."),
        )
    )

    assert transcript(captions) == Transcript(
        (
            TranscriptSection(
                "",
                0,
                (
                    Paragraph(
                        "Ann",
                        (
                            Line(0, 1000, "Hello, all", parts=(Part("Hello, all"),)),
                            Line(1000, 2000, "of you.", parts=(Part("of you."),)),
                        ),
                    ),
                    Paragraph("Bob", (Line(2000, 3000, "Hi.", parts=(Part("Hi."),)),)),
                ),
            ),
        )
    )


def test_two_voices_in_one_cue_are_two_paragraphs() -> None:
    cue = Cue(0, 1000, "<v Ann>Well?</v>\n<v Bob>Well.</v>")

    assert paragraphs(cue) == [("Ann", ["Well?"]), ("Bob", ["Well."])]


@pytest.mark.requirement("T-1/speakers and sounds")
def test_sounds_are_kept() -> None:
    cues = (Cue(0, 1, "[soft music]"), Cue(1, 2, "(LAUGHTER)"), Cue(2, 3, "♪ la ♪"))

    assert paragraphs(*cues) == [("", ["[soft music]", "(LAUGHTER)", "♪ la ♪"])]


def test_a_pause_begins_a_paragraph() -> None:
    cues = (Cue(0, 1000, "One."), Cue(3999, 5000, "Two."), Cue(8000, 9000, "Three."))

    assert paragraphs(*cues) == [("", ["One.", "Two."]), ("", ["Three."])]


def test_a_long_paragraph_ends_with_a_sentence() -> None:
    long = "words " * 60
    cues = (Cue(0, 1, long), Cue(1, 2, "and its end.”"), Cue(2, 3, "Another."))

    assert [len(texts) for _, texts in paragraphs(*cues)] == [2, 1]


def test_text_without_any_sentence_is_broken_too() -> None:
    cues = [Cue(at, at + 1, "no stop " * 10) for at in range(40)]

    assert max(len(texts) for _, texts in paragraphs(*cues)) < 15


@pytest.mark.requirement("T-1/chapters")
def test_chapters_are_sections_and_what_comes_before_them_has_no_title() -> None:
    captions = Captions((Cue(0, 900, "zero"), Cue(1000, 1900, "one"), Cue(2500, 3000, "two")))
    chapters = Captions(
        (
            Cue(2000, 3000, "Second"),
            Cue(1000, 2000, "<i>First</i> &amp;\nbest"),
            Cue(9000, 9500, "Last"),
        )
    )

    found = transcript(captions, chapters=chapters).sections

    assert [(it.title, it.start, len(it.paragraphs)) for it in found] == [
        ("", 0, 1),
        ("First & best", 1000, 1),
        ("Second", 2000, 1),
        ("Last", 9000, 0),
    ]


LEVELS = [
    ("one after the other", [(0, 10), (10, 20), (20, 30)], [1, 1, 1]),
    ("two in one", [(0, 20), (0, 10), (10, 20), (20, 30)], [1, 2, 2, 1]),
    ("three deep", [(0, 30), (0, 20), (5, 10), (20, 30)], [1, 2, 3, 2]),
    ("one that ends after the next begins", [(0, 12), (10, 20)], [1, 1]),
    ("one of no length at the end of another", [(0, 10), (10, 10)], [1, 1]),
]


@pytest.mark.requirement("CN-1/levels")
@pytest.mark.parametrize(
    ("spans", "levels"), [it[1:] for it in LEVELS], ids=[it[0] for it in LEVELS]
)
def test_a_chapter_within_a_chapter_is_a_level_below_it(spans, levels) -> None:
    chapters = Captions(tuple(Cue(start, end, "Title") for start, end in spans))

    found = transcript(Captions((Cue(0, 1, "a"),)), chapters=chapters).sections

    assert [section.level for section in found] == levels


@pytest.mark.requirement("T-1/descriptions")
def test_descriptions_come_in_their_time_in_paragraphs_of_their_own() -> None:
    captions = Captions((Cue(0, 1000, "One."), Cue(2000, 3000, "Two.")))
    descriptions = Captions((Cue(2000, 2500, "She nods."), Cue(0, 500, "A room.")))

    found = transcript(captions, descriptions=descriptions)

    assert [(line.kind, line.text) for line in lines(found)] == [
        ("description", "A room."),
        ("cue", "One."),
        ("description", "She nods."),
        ("cue", "Two."),
    ]
    assert len(found.sections[0].paragraphs) == 4
    assert transcript_text(found) == "[A room.]\n\nOne.\n\n[She nods.]\n\nTwo.\n"


def test_cues_out_of_order_are_put_in_order() -> None:
    assert paragraphs(Cue(1000, 2000, "two"), Cue(0, 1000, "one")) == [("", ["one", "two"])]


def test_a_part_in_another_language_is_told_apart() -> None:
    found = lines(transcript(Captions((Cue(0, 1, "Say <lang cy>bore da</lang>\nto all"),))))

    assert found[0].text == "Say bore da to all"
    assert found[0].parts == (Part("Say "), Part("bore da ", "cy"), Part("to all"))


def test_lines_are_joined_without_a_space_in_scripts_that_have_none() -> None:
    cues = (
        Cue(0, 1, "你好，\n世界。"),
        Cue(1, 2, "<ruby>漢字<rt>かんじ</rt></ruby>"),
        Cue(2, 3, "안녕\n하세요"),
    )

    assert [texts for _, texts in paragraphs(*cues)] == [
        ["你好，世界。", "漢字(かんじ)", "안녕 하세요"]
    ]
    assert [line.apart for line in lines(transcript(Captions(cues)))] == [True, False, True]


def test_markup_never_reaches_the_text_as_markup() -> None:
    found = lines(transcript(Captions((Cue(0, 1, "<v <b>>a <script>x</script> &lt;b&gt;"),))))

    assert [line.text for line in found] == [">a x <b>"]


def test_empty_cues_and_empty_files_leave_nothing() -> None:
    assert transcript(Captions((Cue(0, 1, " <b></b>\n"),))) == Transcript(())
    assert transcript_text(transcript(Captions())) == ""


PIECES = st.sampled_from(
    ["<v A>", "</v>", "<lang cy>", "</lang>", "<i>", " ", "\n", "a", "漢", "&nbsp;"]
)
CUES = st.builds(
    Cue, st.integers(0, 9000), st.integers(0, 9000), st.lists(PIECES, max_size=12).map("".join)
)
CAPTIONS = st.lists(CUES, max_size=8).map(lambda cues: Captions(tuple(cues)))


@given(CAPTIONS, CAPTIONS, CAPTIONS)
def test_every_letter_is_in_the_transcript_in_order_of_time(
    captions: Captions, chapters: Captions, descriptions: Captions
) -> None:
    found = lines(transcript(captions, chapters=chapters, descriptions=descriptions))

    letters = sorted(letter for line in found for letter in line.text if not letter.isspace())
    expected = "".join(plain_text(cue.text) for cue in captions.cues + descriptions.cues)
    assert letters == sorted("".join(expected.split()))
    assert [line.start for line in found] == sorted(line.start for line in found)
    for line in found:
        assert "".join(part.text for part in line.parts) == line.text == line.text.strip()
        assert "\n" not in line.text
