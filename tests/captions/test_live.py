from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.captions import Captions, Cue, read
from server.captions.cuetext import plain_text
from server.captions.live import (
    SHORTEST,
    began,
    beginning,
    blocks,
    read_blocks,
    said,
    settled,
    whole,
    written,
)

ZERO = datetime(2026, 11, 25, 13, 50, 7, 123000, tzinfo=UTC)


def test_a_line_is_a_cue_from_when_it_came_for_as_long_as_it_takes_to_read() -> None:
    (short,) = said("Hello &  welcome.\n", 5000)
    (longer,) = said("Nobody can read thirty and some letters sooner.", 5000)

    assert (short.start, short.end, short.text) == (5000, 5000 + SHORTEST, "Hello &amp; welcome.")
    assert (
        longer.end - longer.start
        == len("Nobody can read thirty and some letters sooner.") * 1000 // 15
    )


def test_a_long_line_becomes_cues_that_follow_each_other() -> None:
    cues = said("word " * 60, 0)

    assert len(cues) > 3
    assert all(one.end == other.start for one, other in pairwise(cues))
    assert all(len(line) <= 37 for cue in cues for line in cue.text.split("\n"))
    assert all(cue.text.count("\n") < 2 for cue in cues)
    assert cues[-1].end - cues[-1].start >= SHORTEST


@pytest.mark.parametrize("line", ["", "  \t", "\n"])
def test_a_blank_line_says_nothing(line: str) -> None:
    assert said(line, 0) == ()


def test_the_header_says_when_second_0_was() -> None:
    captions, problems = read((beginning(ZERO) + written(Captions(said("Hi.", 0)))).encode())

    assert began(captions) == ZERO
    assert problems == ()


@pytest.mark.parametrize("header", ["", "live from yesterday", "made by hand"])
def test_a_header_that_says_nothing_of_it_is_no_time(header: str) -> None:
    assert began(Captions(header=header)) is None


def test_a_block_is_there_as_soon_as_its_blank_line_is() -> None:
    lines = iter(["WEBVTT\n", "\r\n", "1\n", "00:01.000 --> 00:02.000\n", "Hi.\n", "\n", "NOTE\n"])
    coming = blocks(lines)

    assert next(coming) == "WEBVTT"
    assert next(coming) == "1\n00:01.000 --> 00:02.000\nHi."
    assert next(lines) == "NOTE\n"
    assert list(coming) == []


def test_a_guessed_end_is_over_when_the_next_cue_begins_and_a_known_one_stays() -> None:
    live = (
        *said("One, which is rather long.", 0),
        *said("Two.", 900),
        Cue(950, 5000, "Three.", "3"),
    )
    later = Cue(2000, 3000, "Four.")

    found = settled(Captions((later, *live)))

    assert [(cue.start, cue.end, cue.id) for cue in found.cues] == [
        (0, 900, ""),
        (900, 950, ""),
        (950, 5000, "3"),
        (2000, 3000, ""),
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", 0),
        (b"WEBVTT", 0),
        (b"WEBVTT\n\n", 8),
        (b"WEBVTT\n\n00:00.000 --> 00:01.000\nHal", 8),
        (b"WEBVTT\r\n\r\n00:00.000 -->", 10),
    ],
)
def test_a_growing_file_is_whole_up_to_its_last_blank_line(content: bytes, expected: int) -> None:
    assert whole(content) == expected


@given(st.lists(st.text(max_size=200), max_size=8))
def test_whatever_is_said_the_file_is_whole_after_each_line(lines: list[str]) -> None:
    file, heard = beginning(ZERO), 0
    for at, line in enumerate(lines):
        cues = said(line, at * 10_000)
        file += written(Captions(cues))
        heard += len(cues)
        captions, problems = read(file.encode("utf-8", "replace"))
        assert len(captions.cues) == heard
        assert {it.rule for it in problems} <= {"captions-missing", "vtt-order"}
    assert whole(file.encode("utf-8", "replace")) == len(file.encode("utf-8", "replace"))


@given(st.text(min_size=1, max_size=200))
def test_a_line_keeps_its_words(line: str) -> None:
    told = " ".join(plain_text(cue.text) for cue in said(line, 0))
    assert "".join(told.split()) == "".join(line.split())


def test_blocks_keep_their_settings_ids_and_styles() -> None:
    text = "STYLE\n::cue { color: lime }\n\none\n00:01.000 --> 00:02.000 line:0\n<v Ann>Hi."

    captions, _ = read_blocks(text)

    assert written(captions).strip() == text.replace("00:0", "00:00:0")
