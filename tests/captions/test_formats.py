from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.captions import FORMATS, Captions, Cue, read, write
from server.captions.cuetext import escaped, plain_text
from server.problems import NotFound

SRT = """1
00:00:01,000 --> 00:00:02,500
{\\an8}Fish & <i>chips</i>
<font color="#ff0000">2 < 3</font>

2
00:00:03,000 --> 00:00:04,000
Bye
"""


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("suffix", [None, "srt"])
def test_subrip_becomes_cue_text(ends: str, mark: str, suffix: str | None) -> None:
    captions, problems = read((mark + SRT.replace("\n", ends)).encode(), suffix)

    assert captions.cues == (
        Cue(1000, 2500, "Fish &amp; <i>chips</i>\n<c.red>2 &lt; 3</c>", settings="line:0"),
        Cue(3000, 4000, "Bye"),
    )
    assert problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "00:00:01,000 --> 00:00:02,000\nNo number\n",
        "\n\n1 \n00:00:01,000 --> 00:00:02,000\nNo number\n",
        "7\n00:00:01.000 --> 00:00:02.000\nNo number\n",
    ],
)
def test_subrip_is_recognised_by_its_content(text: str) -> None:
    captions, problems = read(text)

    assert captions.cues == (Cue(1000, 2000, "No number"),)
    assert problems == ()


def test_sbv_is_recognised_by_its_content_and_escaped() -> None:
    captions, problems = read(
        "0:00:01.000,0:00:02.500\nFish & chips\nagain\n\n0:01:00.000,0:01:01.000\n<b>\n"
    )

    assert captions.cues == (
        Cue(1000, 2500, "Fish &amp; chips\nagain"),
        Cue(60_000, 61_000, "&lt;b&gt;"),
    )
    assert problems == ()


def test_times_without_a_signature_are_webvtt_that_lacks_one() -> None:
    _, problems = read("\n00:00:01.000 --> 00:00:02.000\nx\n")

    assert [problem.rule for problem in problems] == ["vtt-signature"]


def test_subrip_is_written_with_names_and_without_what_it_cannot_hold() -> None:
    captions = Captions(
        (
            Cue(
                0,
                1000,
                "<v Ann><i>Hi</i> &amp; <c.red>bye</c> --&gt;\n<lang cy>chi",
                "id",
                "line:0",
            ),
            Cue(1000, 2000, "<b></b>"),
            Cue(3_600_000, 3_600_001, "end"),
        )
    )

    assert write(captions, "srt").decode() == (
        "1\n00:00:00,000 --> 00:00:01,000\n"
        '{\\an8}Ann: <i>Hi</i> & <font color="#ff0000">bye</font> →\nchi\n\n'
        "2\n01:00:00,000 --> 01:00:00,001\nend\n"
    )


def test_a_transcript_is_written_as_plain_text() -> None:
    captions = Captions((Cue(0, 1000, "<v Ann>Fish &amp;\nchips."), Cue(9000, 9500, "[Music]")))

    assert write(captions, "txt").decode() == "Ann: Fish & chips.\n\n[Music]\n"


@pytest.mark.parametrize("suffix", ["", "exe", "txt", "html", "docx", "VTT"])
def test_a_format_that_is_not_read_is_not_found(suffix: str) -> None:
    with pytest.raises(NotFound, match="Known: vtt, srt, sbv"):
        read("", suffix)


@pytest.mark.parametrize("suffix", ["", "exe", "sbv"])
def test_a_format_that_is_not_written_is_not_found(suffix: str) -> None:
    with pytest.raises(NotFound, match="Known: vtt, srt, ttml"):
        write(Captions(), suffix)


def test_every_format_names_itself() -> None:
    assert {it.media_type for it in FORMATS.values()} == {
        "text/vtt",
        "application/x-subrip",
        "text/plain",
        "application/ttml+xml",
        "application/octet-stream",
        "application/json",
        "text/html",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }


# SubRip has no way to write a “<” that is text, so there is none here.
WORDS = st.text("abc é漢&>'\"", min_size=1).filter(str.strip)
CUES = st.builds(
    Cue,
    st.integers(0, 10**8),
    st.integers(0, 10**8),
    st.lists(WORDS.map(escaped), min_size=1, max_size=3).map("\n".join),
)


@given(st.lists(CUES, min_size=1, max_size=5))
def test_subrip_keeps_times_and_letters(cues: list[Cue]) -> None:
    captions = Captions(tuple(cues))

    again, problems = read(write(captions, "srt"), "srt")

    def letters(cue: Cue) -> tuple[int, int, str]:
        return cue.start, cue.end, plain_text(cue.text).replace(" ", "")

    assert [letters(cue) for cue in again.cues] == [letters(cue) for cue in cues]
    # Any times will do here; those that cannot be shown are told.
    assert {problem.rule for problem in problems} <= {"vtt-end", "vtt-order"}
