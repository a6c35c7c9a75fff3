from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import webvtt
from hypothesis import given
from hypothesis import strategies as st

from server.captions import READABLE, Captions, Cue, Note, read, write
from server.captions.settings import Region, Settings, region, settings
from tests.real_files import WAI, WPT, need, wai_files, wpt_cases

if TYPE_CHECKING:
    from pathlib import Path


def test_the_w3cs_test_files_are_all_there() -> None:
    need(WPT)

    cases = wpt_cases("cases")

    assert len(cases) == 51
    assert sum(1 + sum(len(cue) for cue in case["cues"]) for case in cases) == 439


@pytest.mark.parametrize("case", wpt_cases("cases"), ids=lambda case: case["name"])
def test_a_file_of_the_w3cs_is_read_as_its_test_says(case: dict[str, Any]) -> None:
    captions, problems = read((WPT / case["file"]).read_bytes(), "vtt")

    if case.get("error"):
        assert [problem.rule for problem in problems] == ["vtt-signature"]
        assert captions == Captions()
        return
    assert len(captions.cues) == case["count"]
    regions = [region(text) for text in captions.regions]
    for cue, expected in zip(captions.cues, case["cues"], strict=False):
        shown = settings(cue.settings, regions)
        for name, value in expected.items():
            assert as_asserted(name, value, cue, shown) == value


def as_asserted(name: str, value: Any, cue: Cue, shown: Settings) -> Any:
    """What we have under a name of the W3C's interface, in the form its tests have it."""
    if name in ("id", "text"):
        return getattr(cue, name)
    if name in ("start", "end"):
        return getattr(cue, name) / 1000
    if name == "region":
        return value and {key: like(value[key], of_region(key, shown.region)) for key in value}
    names = {
        "snapToLines": "snap_to_lines",
        "lineAlign": "line_align",
        "positionAlign": "position_align",
    }
    return like(value, getattr(shown, names.get(name, name)))


def of_region(key: str, found: Region | None) -> Any:
    assert found is not None
    anchors = {
        "regionAnchorX": found.anchor[0],
        "regionAnchorY": found.anchor[1],
        "viewportAnchorX": found.viewport_anchor[0],
        "viewportAnchorY": found.viewport_anchor[1],
    }
    return anchors[key] if key in anchors else getattr(found, key)


def like(expected: Any, found: Any) -> Any:
    """Numbers are doubles in the tests' language, so big ones are compared as doubles."""
    same = isinstance(found, (int, float)) and isinstance(expected, (int, float))
    return expected if same and float(expected) == float(found) else found


@pytest.mark.parametrize("path", wai_files(), ids=lambda path: path.name)
def test_a_real_file_has_the_cues_that_webvtt_py_finds_in_it(path: Path) -> None:
    data = path.read_bytes()
    encoding = "utf-16" if data[:2] == b"\xff\xfe" else "utf-8-sig"

    captions, problems = read(data)

    assert len(captions.cues) == len(webvtt.from_string(data.decode(encoding)).captions) > 0
    assert {problem.rule for problem in problems} <= {"vtt-legacy-setting", "captions-encoding"}


def test_there_are_26_real_files() -> None:
    need(WAI)

    assert len(wai_files()) == 26


def test_all_parts_of_a_file_are_kept() -> None:
    text = (
        "WEBVTT Title\nKind: captions\nLanguage: cy\n\nNOTE first\n\n"
        "STYLE\n::cue { color: red }\n\nREGION\nid:low\n\nNOTE\ntwo\nlines\n\n"
        "1\n00:00.000 --> 00:01.000 line:0 x:y\n<b>Hi</b>\n\n"
        "NOTE between\n\n00:02.000 --> 00:03.000\nBye\n\nNOTE last\n"
    )

    captions, _ = read(text)

    assert captions == Captions(
        cues=(Cue(0, 1000, "<b>Hi</b>", "1", "line:0 x:y"), Cue(2000, 3000, "Bye")),
        styles=("::cue { color: red }",),
        regions=("id:low",),
        notes=(Note("first", 0), Note("two\nlines", 0), Note("between", 1), Note("last", 2)),
        header="Title\nKind: captions\nLanguage: cy",
    )
    assert read(write(captions))[0] == captions


def test_a_written_file_is_what_a_person_would_write() -> None:
    captions = Captions(
        (Cue(0, 1500, "Hello.", "1", "align:start"), Cue(3_600_000, 3_601_000, "Bye.")),
        notes=(Note("By us", 0),),
    )

    assert write(captions).decode() == (
        "WEBVTT\n\nNOTE By us\n\n1\n00:00:00.000 --> 00:00:01.500 align:start\nHello.\n\n"
        "01:00:00.000 --> 01:00:01.000\nBye.\n"
    )


def test_what_cannot_stand_in_a_cue_is_mended_when_written() -> None:
    captions = Captions((Cue(0, 1, "\none\n\n\ntwo --> three\r\n", "a\nb-->", "line:0\n\nx"),))

    again, _ = read(write(captions))

    assert again.cues == (Cue(0, 1, "one\ntwo --&gt; three", "a b-- >", "line:0  x"),)


def test_a_style_right_above_times_is_the_id_of_a_cue() -> None:
    captions, _ = read("WEBVTT\n\nSTYLE\n00:00.000 --> 00:01.000\nx\n")

    assert captions.cues == (Cue(0, 1000, "x", "STYLE"),)


def test_only_the_specifications_white_space_is_white_space() -> None:
    captions, problems = read("WEBVTT\n\n00:00.000 --> 00:01.000 \u00a0\u2003\n\u2028x\x0b\n\x0b\n")

    assert captions.cues == (Cue(0, 1000, "\u2028x\x0b\n\x0b", settings="\u00a0\u2003"),)
    assert [problem.rule for problem in problems] == ["vtt-setting"]


MARKS = ("STYLE", "REGION", "NOTE", "-->", "00:00.000 --> 00:01.000", "1:00:00.000 --> 2:00:00.000")
ENDS = ("\n", "\n\n", "\r\n", "\r", " ", "\t", "\f", "\0", "\ufeff", "\x85", "\u2028")
BITS = ("line:0", "align:middle", "region:a", "id:a", ":", "<", ">", "</", "<v ", "&amp;", "-", "0")
PIECES = st.sampled_from(("WEBVTT", *MARKS, *ENDS, *BITS))
TEXTS = st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join)
FILES = TEXTS.map(lambda text: "WEBVTT\n\n" + text)


@given(FILES)
def test_what_was_read_is_read_again_after_writing(text: str) -> None:
    captions, _ = read(text, "vtt")

    assert read(write(captions), "vtt")[0] == captions


LINES = st.text(st.characters(exclude_characters="\0\r\n", exclude_categories=["Cs"]), min_size=1)
CUES = st.builds(
    Cue,
    start=st.integers(0, 10**12),
    end=st.integers(0, 10**12),
    text=st.lists(LINES, max_size=4).map("\n".join).map(lambda text: text.replace("-->", "")),
    id=st.just("") | LINES.map(lambda text: text.replace("-->", "")),
    settings=st.just("") | LINES.map(lambda text: text.strip(" \t\f")),
)


@given(st.lists(CUES, max_size=5))
def test_cues_with_lines_that_a_file_can_hold_are_read_as_they_were_written(
    cues: list[Cue],
) -> None:
    # Taking arrows out can leave a line empty or make another arrow; such a text is no case here.
    cues = [
        cue for cue in cues if "-->" not in cue.text + cue.id and "" not in cue.text.split("\n")
    ]

    assert read(write(Captions(tuple(cues))))[0].cues == tuple(cues)


ANY = st.text(max_size=30) | TEXTS
ANY_CAPTIONS = st.builds(
    Captions,
    cues=st.lists(
        st.builds(Cue, st.integers(0, 10**9), st.integers(0, 10**9), ANY, ANY, ANY), max_size=4
    ).map(tuple),
    styles=st.lists(ANY, max_size=2).map(tuple),
    regions=st.lists(ANY, max_size=2).map(tuple),
    notes=st.lists(st.builds(Note, ANY, st.integers(0, 5)), max_size=3).map(tuple),
    header=ANY,
)


@given(ANY_CAPTIONS)
def test_no_captions_whatever_lose_a_cue_when_written(captions: Captions) -> None:
    again, _ = read(write(captions))

    assert [(cue.start, cue.end) for cue in again.cues] == [
        (cue.start, cue.end) for cue in captions.cues
    ]
    assert read(write(again))[0] == again


@given(
    st.binary(max_size=200) | TEXTS | FILES.map(str.encode),
    st.sampled_from([None, *READABLE]),
)
def test_reading_never_raises(data: bytes | str, suffix: str | None) -> None:
    captions, problems = read(data, suffix)

    assert isinstance(captions, Captions)
    assert all(problem.rule and problem.message for problem in problems)
