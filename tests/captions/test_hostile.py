"""Files made to stall or break a reader: each is read to its end, in time that grows as it does.

None of these asserts a time. Where one takes more than a moment, what it tests has been lost.
"""

from __future__ import annotations

import struct

import pytest

from server.captions import Captions, Cue, read, write
from server.captions.formats import recognised
from server.captions.quality import PROFILES, examine
from server.languages import Language

MANY = 5000
TTML = '<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en"><body><div>{}</div></body></tt>'


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE x>" * MANY,
        "<!DOCTYPE x[]>" * MANY,
        "<!---->" * MANY,
        "<!--" * MANY,
        "<?xml " * MANY,
        ";\n" * MANY,
        "1\n" * MANY,
        " " * 200_000,
    ],
)
def test_no_beginning_keeps_recognition_busy(text: str) -> None:
    assert recognised(text + "x", otherwise="none") == "none"


def test_a_document_type_and_comments_do_not_hide_what_a_file_is() -> None:
    aside = '<?xml version="1.0"?>\n<!-- a > b -->\n<!DOCTYPE tt [<!ENTITY a "b">]>\n<!-- c -->'

    assert recognised(aside + TTML) == "ttml"


def test_a_subtitle_of_ebu_stl_that_does_not_end_is_refused() -> None:
    first = (b"850STL25.01" + b"100" + b"09").ljust(1024)
    block = struct.pack("<BHBB8BBBB", 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 20, 2, 0).ljust(128, b"x")

    captions, problems = read(first + block * MANY, "stl")

    assert captions == Captions()
    assert [problem.rule for problem in problems] == ["stl-malformed"]


def test_parts_of_a_paragraph_that_come_and_go_are_a_cue_each() -> None:
    spans = "".join(f'<span begin="{at}s" end="{at + 1}s">{at}</span>' for at in range(MANY))

    captions, problems = read(TTML.format(f"<p>{spans}</p>"))

    assert captions.cues[:2] == (Cue(0, 1000, "0"), Cue(1000, 2000, "1"))
    assert len(captions.cues) == MANY
    assert problems == ()


def test_parts_of_a_paragraph_that_would_be_told_over_and_over_are_one_cue() -> None:
    spans = "".join(f'<span begin="{at}s">x</span>' for at in range(MANY, 0, -1))

    captions, problems = read(TTML.format(f'<p end="{MANY + 1}s">{spans}</p>'))

    assert captions.cues == (Cue(1000, (MANY + 1) * 1000, "x" * MANY),)
    assert [problem.rule for problem in problems] == ["captions-lost"]
    assert "times inside cues" in problems[0].message


@pytest.mark.parametrize(
    "text",
    [
        TTML.format(f'<p begin="0s" end="{"9" * 400}s">x</p>'),
        f'{{"events": [{{"tStartMs": 0, "dDurationMs": {"9" * 400}, "segs": [{{"utf8": "x"}}]}}]}}',
        f'{{"segments": [{{"start": 0, "end": {"9" * 400}, "text": "x"}}]}}',
    ],
)
def test_a_time_beyond_any_video_is_as_late_as_times_can_be(text: str) -> None:
    captions, _ = read(text)

    assert captions.cues == (Cue(0, 10**12, "x"),)
    examine(captions, language=Language("en"), profile=PROFILES["netflix"])


def test_half_a_character_in_json_is_replaced() -> None:
    captions, _ = read('{"segments": [{"start": 0, "end": 1, "text": "a\\ud800b"}]}')

    assert captions.cues == (Cue(0, 1000, "a\ufffdb"),)
    write(captions, "docx")
