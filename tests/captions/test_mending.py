"""What `--fix` may do to a file: each mend by a case, and the laws that hold for any file."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.captions import Captions, read
from server.captions.formats import read_as
from server.captions.mending import RULES, Mended, mended
from server.captions.quality.excuses import excuses
from server.captions.settings import settings


def mend(data: bytes | str, suffix: str = "vtt") -> Mended:
    content = data.encode() if isinstance(data, str) else data
    return mended(content, suffix, *read(content, suffix))


class Case(NamedTuple):
    title: str
    suffix: str
    before: str
    after: str
    rules: list[str]


CASES = [
    Case(
        "cues come in the order of their starts, those that start together as they were",
        "vtt",
        "WEBVTT\n\n00:05.000 --> 00:06.000\nC\n\n00:01.000 --> 00:02.000\nA\n\n"
        "00:01.000 --> 00:02.000\nB\n",
        "WEBVTT\n\n00:01.000 --> 00:02.000\nA\n\n00:01.000 --> 00:02.000\nB\n\n"
        "00:05.000 --> 00:06.000\nC\n",
        ["vtt-order"],
    ),
    Case(
        "a note goes with the cue under it, and what stands above the first cue stays",
        "vtt",
        "WEBVTT a title\n\nSTYLE\n::cue { color: red }\n\nNOTE by Ann\n\n"
        "c\n00:05.000 --> 00:06.000\nC\n\n\nNOTE\nexcuse link: why not\n\n"
        "a\n00:01.000 --> 00:02.000\nA\n\nNOTE the end\n",
        "WEBVTT a title\n\nSTYLE\n::cue { color: red }\n\nNOTE by Ann\n\n"
        "NOTE\nexcuse link: why not\n\na\n00:01.000 --> 00:02.000\nA\n\n\n"
        "c\n00:05.000 --> 00:06.000\nC\n\nNOTE the end\n",
        ["vtt-order"],
    ),
    Case(
        "what stood apart by nothing, and the last line without an end, stand apart afterwards",
        "vtt",
        "WEBVTT\n00:05.000 --> 00:06.000\nC\n00:04.000 --> 00:05.000\nB\n\n"
        "a\n00:01.000 --> 00:02.000\nA",
        "WEBVTT\n\na\n00:01.000 --> 00:02.000\nA\n\n00:04.000 --> 00:05.000\nB\n\n"
        "00:05.000 --> 00:06.000\nC\n",
        ["vtt-order"],
    ),
    Case(
        "the line ends of a file stay what they are",
        "vtt",
        "WEBVTT\r\n\r\n00:05.000 --> 00:06.000  \r\nC\r\n\r\n00:01.000 --> 00:02.000\r\nA",
        "WEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\nA\r\n\r\n00:05.000 --> 00:06.000\r\nC\r\n",
        ["trailing-space", "vtt-order"],
    ),
    Case(
        "middle is written center where that moves nothing",
        "vtt",
        "WEBVTT\n\n00:01.000 --> 00:02.000 line:0 align:middle\talign:up\nA middle\n",
        "WEBVTT\n\n00:01.000 --> 00:02.000 line:0 align:center\talign:up\nA middle\n",
        ["vtt-legacy-setting"],
    ),
    Case(
        "spaces at the end of an id, of times and of text go, those of other blocks stay",
        "vtt",
        "WEBVTT \n\nSTYLE\n::cue {}  \n\nNOTE  \na \n\nid\t\n00:01.000 --> 00:02.000 \nA \nB\t \n",
        "WEBVTT \n\nSTYLE\n::cue {}  \n\nNOTE  \na \n\nid\n00:01.000 --> 00:02.000\nA\nB\n",
        ["trailing-space"],
    ),
    Case(
        "a byte-order mark in a cue goes",
        "vtt",
        "WEBVTT\n\n00:01.000 --> 00:02.000\n\ufeffA\ufeff\n",
        "WEBVTT\n\n00:01.000 --> 00:02.000\nA\n",
        ["stray-bom"],
    ),
    Case(
        "cues of SubRip are numbered, by their order",
        "srt",
        "1\n00:00:05,000 --> 00:00:06,000\nC\n1984\n\n"
        "00:00:01,000 --> 00:00:02,000\nA\n00:00:03,000 --> 00:00:04,000\nB",
        "1\n00:00:01,000 --> 00:00:02,000\nA\n\n2\n00:00:03,000 --> 00:00:04,000\nB\n\n"
        "3\n00:00:05,000 --> 00:00:06,000\nC\n1984\n",
        ["vtt-order", "srt-number"],
    ),
    Case(
        "only numbers that are wrong are written",
        "srt",
        "001\n00:00:01,000 --> 00:00:02,000\nA\n\n 7 \n00:00:03,000 --> 00:00:04,000\nB\n",
        "001\n00:00:01,000 --> 00:00:02,000\nA\n\n 2\n00:00:03,000 --> 00:00:04,000\nB\n",
        ["trailing-space", "srt-number"],
    ),
    Case(
        "a mark between two SubRip files goes, and the number that it hid is one again",
        "srt",
        "1\n00:00:01,000 --> 00:00:02,000\nA\n\n\ufeff1\n00:00:03,000 --> 00:00:04,000\nB\n",
        "1\n00:00:01,000 --> 00:00:02,000\nA\n\n2\n00:00:03,000 --> 00:00:04,000\nB\n",
        ["stray-bom", "srt-number"],
    ),
    Case(
        "WebVTT under the name of SubRip is mended as what it is",
        "srt",
        "WEBVTT\n\n00:01.000 --> 00:02.000\nA \n",
        "WEBVTT\n\n00:01.000 --> 00:02.000\nA\n",
        ["trailing-space"],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_a_file_is_mended(case: Case) -> None:
    found = mend(case.before, case.suffix)

    assert found.data.decode() == case.after
    assert [it.rule for it in found.mends] == case.rules
    assert found.left == ""
    assert mend(found.data, case.suffix) == Mended(found.data)


UNTOUCHED = [
    ("a good file", "WEBVTT\n\n1\n00:01.000 --> 00:02.000 align:center\nA\n", ""),
    ("a mark at its beginning", "\ufeffWEBVTT\n\n00:01.000 --> 00:02.000\nA\n", ""),
    (
        "a line of spaces, which is part of a cue",
        "WEBVTT\n\n00:01.000 --> 00:02.000\nA\n \nB\n",
        "",
    ),
    ("a mark alone on its line", "WEBVTT\n\n00:01.000 --> 00:02.000\nA\n\ufeff\nB\n", ""),
    ("a mark in an arrow", "WEBVTT\n\n00:01.000 --> 00:02.000\nA --\ufeff> B\n", ""),
    (
        "an old setting that would move the cue",
        "WEBVTT\n\n00:01.000 --> 00:02.000 line:10%,middle\nA\n\n"
        "00:03.000 --> 00:04.000 align:start align:middle\nB\n",
        "",
    ),
    (
        "cues out of order among lost text",
        "WEBVTT\n\n00:05.000 --> 00:06.000\nA\n\nlost\n\n00:01.000 --> 00:02.000\nB\n",
        "until this is mended: vtt-block",
    ),
    (
        "a style that would begin to count",
        "WEBVTT\n\n00:05.000 --> 00:06.000\nA\n\nSTYLE\n::cue {}\n\n00:01.000 --> 00:02.000\nB\n",
        "until this is mended: vtt-late-block",
    ),
    (
        "an excuse that may be for the whole file",
        "WEBVTT\n\nNOTE excuse wrong-language: a song\n\n00:05.000 --> 00:06.000\nA\n\n"
        "00:01.000 --> 00:02.000\nB\n",
        "the first has an excuse",
    ),
    ("no cue", "WEBVTT \n", ""),
    ("nothing", "", ""),
]


@pytest.mark.parametrize(
    ("text", "left"), [it[1:] for it in UNTOUCHED], ids=[it[0] for it in UNTOUCHED]
)
def test_what_is_not_safe_is_left_as_it_is(text: str, left: str) -> None:
    found = mend(text)

    assert found.data == text.encode()
    assert found.mends == ()
    assert left in found.left
    assert bool(left) == bool(found.left)


FRENCH = "1\r\n00:00:01,000 --> 00:00:02,000\r\nDéjà vu à la crème brûlée, où ça ?\r\n"


@pytest.mark.parametrize(
    ("suffix", "rule"), [("srt", "captions-code-page"), ("vtt", "captions-encoding")]
)
@pytest.mark.parametrize("codec", ["cp1252", "utf-16", "utf-16-be"])
def test_a_file_becomes_utf_8_and_keeps_its_letters(codec: str, suffix: str, rule: str) -> None:
    text = (
        FRENCH
        if suffix == "srt"
        else FRENCH.replace(",0", ".0").replace("1\r\n", "WEBVTT\r\n\r\n", 1)
    )

    found = mend(text.encode(codec), suffix)

    assert found.data == text.encode()
    assert [it.rule for it in found.mends] == [rule]
    assert "look at its letters" in found.mends[0].done


def test_bytes_that_are_no_letters_are_not_lost() -> None:
    data = "WEBVTT\n\n00:01.000 --> 00:02.000 \nCafé, Café, Caf".encode() + b"\xe9\n"

    found = mend(data)

    assert found.data == data
    assert "save it as UTF-8" in found.left


@pytest.mark.parametrize("suffix", ["sbv", "json", "ttml"])
def test_other_formats_are_not_touched(suffix: str) -> None:
    data = b"0:00:05.000,0:00:06.000 \nA \n\n0:00:01.000,0:00:02.000\nB\n"
    assert mend(data, suffix) == Mended(data)


def test_what_only_mending_finds_is_told_with_its_first_line() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nA \nB \n\n7\n00:00:03,000 --> 00:00:04,000\nC\n\n"
    problems = mend(f"{text}8\n00:00:05,000 --> 00:00:06,000\nD\n", "srt").problems

    assert [str(it) for it in problems] == [
        "3:2: warning: Spaces that nobody sees end this line, and 1 more. Delete them. "
        "[trailing-space]",
        "6:1: warning: This is cue 2 of the file; expected that number above its times. So it is "
        "with 2 cues. [srt-number]",
    ]
    assert {it.rule for it in problems} == set(RULES)


def test_which_problems_are_gone_is_known() -> None:
    text = (
        "WEBVTT\n\n00:05.000 --> 00:06.000 align:middle\nA\n\n"
        "00:03.000 --> 00:02.000 line:1,middle\n\ufeffB\n"
    )
    captions, problems = read(text)
    found = mended(text.encode(), "vtt", captions, problems)

    assert [(it.rule, found.mends_problem(it)) for it in problems] == [
        ("vtt-legacy-setting", True),
        ("vtt-end", False),
        ("vtt-order", True),
        ("vtt-legacy-setting", False),
    ]


# Any file: lines that a cue, its neighbours and its ruins are made of, in any order.

TIMES = st.builds(
    "00:00:0{}{}000 --> 00:00:0{}{}000{}".format,
    st.integers(0, 5),
    st.shared(st.sampled_from([".", ","]), key="point"),
    st.integers(3, 9),
    st.shared(st.sampled_from([".", ","]), key="point"),
    st.sampled_from(
        ["", "", " ", " align:middle", " align:start align:middle\t", " line:0%,middle"]
    ),
)
LINES = st.one_of(
    TIMES,
    st.sampled_from(["", "", "", " ", "1", "2", "03 ", "a", "Text ", "<i>Text\t", "42"]),
    st.sampled_from(
        ["NOTE", "NOTE excuse link: why", "NOTE by Ann ", "STYLE", "REGION", "\0", "--> "]
    ),
    st.sampled_from(["\ufeff", "\ufeff1", "A\ufeff ", "\ufeffNOTE", "Müller", "\u00a0 ", "²"]),
)
FILES = st.builds(
    lambda begin, lines, end, last: begin + end.join(lines) + last,
    st.sampled_from(["", "WEBVTT\n\n", "WEBVTT\n\n", "WEBVTT\n", "\ufeffWEBVTT \r\n\r\n"]),
    st.lists(LINES, max_size=25),
    st.sampled_from(["\n", "\n", "\r\n", "\r"]),
    st.sampled_from(["", "\n", "\r\n\r\n"]),
)


def shown(captions: Captions) -> list[tuple[object, ...]]:
    """What viewers get, in the order in which browsers show it."""
    return [
        (cue.start, cue.end, bare(cue.text), bare(cue.id), settings(cue.settings))
        for cue in sorted(captions.cues, key=lambda it: it.start)
    ]


def bare(text: str) -> str:
    """Without the spaces that may go; in SubRip, tags are closed after them."""
    spaces = r"(?<=[^ \t\n])[ \t]+(?=(?:</[a-z]+>)*$)"
    return re.sub(spaces, "", text.replace("\ufeff", ""), flags=re.MULTILINE)


def excused(captions: Captions) -> list[tuple[str, object]]:
    """Which cues are excused from what; a note below the last cue is for none."""
    return sorted(
        (rule, replace(captions.cues[at], text="", id="", settings=""))
        for at, rule in excuses(captions)
        if at < len(captions.cues)
    )


@given(FILES, st.sampled_from(["vtt", "srt"]))
def test_viewers_see_what_they_saw(text: str, suffix: str) -> None:
    before, _ = read(text, suffix)
    found = mend(text, suffix)
    after, _ = read(found.data, suffix)

    if read_as(suffix, text.removeprefix("\ufeff")) == "srt":
        before, _ = read(text.replace("\ufeff", ""), suffix)  # what it hid
    assert shown(after) == shown(before)
    assert [bare(it) for it in after.styles] == [bare(it) for it in before.styles]
    assert (after.regions, after.header) == (before.regions, before.header)
    assert sorted(it.text for it in after.notes) == sorted(it.text for it in before.notes)
    assert excused(after) == excused(before)


@given(FILES, st.sampled_from(["vtt", "srt"]))
def test_what_was_mended_needs_no_mending(text: str, suffix: str) -> None:
    once = mend(text, suffix)
    again = mend(once.data, suffix)

    assert again.data == once.data
    assert again.mends == ()


@given(FILES, st.sampled_from(["vtt", "srt"]))
def test_a_file_that_passes_is_not_touched(text: str, suffix: str) -> None:
    data = text.encode()
    captions, problems = read(data, suffix)
    found = mended(data, suffix, captions, problems)

    told = [it for it in (*problems, *found.problems) if found.mends_problem(it)]
    assert bool(told) == bool(found.mends) or "\ufeff" in text  # told by the rule stray-bom
    assert (found.data == data) == (not found.mends)
