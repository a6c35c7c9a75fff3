"""Fitting, coverage and the picture: spans of time alone, no sound."""

from __future__ import annotations

import random
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server import audio
from server.audio.align import engine
from server.audio.speech import joined
from server.audio.timeline import clock, differences, summary

SVG = "{http://www.w3.org/2000/svg}"


def _speech(seed: int, count: int) -> list[tuple[int, int]]:
    """Speech as people speak: spans of 1 to 5 s, rests of 0.2 to 3 s."""
    chance, at, spans = random.Random(seed), 2000, []
    for _ in range(count):
        end = at + chance.randint(1000, 5000)
        spans.append((at, end))
        at = end + chance.randint(200, 3000)
    return spans


@pytest.mark.parametrize("seed", range(8))
def test_any_offset_of_captions_made_from_speech_is_found(seed: int) -> None:
    spans = _speech(seed, 60)
    late = random.Random(seed).randint(-20_000, 20_000)
    found = audio.fit([(a + late, b + late + 250) for a, b in spans], spans, length=300_000)
    assert found.sure
    assert abs(found.offset + late) <= 10


@pytest.mark.parametrize("seed", range(8))
def test_captions_that_have_nothing_to_do_with_the_speech_are_not_sure(seed: int) -> None:
    found = audio.fit(_speech(seed, 60), _speech(seed + 100, 60), length=300_000)
    assert not found.sure


def test_too_little_to_go_by_is_not_sure() -> None:
    assert not audio.fit([(0, 1)], [(0, 1)], length=1000).sure
    assert not audio.fit([], [], length=0).sure


def test_nonsense_times_cost_no_memory() -> None:
    times = [(10**12 * at, 10**12 * at + 5) for at in range(5)]
    assert not audio.fit(times, _speech(1, 20), length=100_000).sure


spans = st.lists(
    st.tuples(st.integers(0, 9000), st.integers(1, 900)).map(lambda one: (one[0], sum(one))),
    max_size=8,
).map(sorted)


@given(spans)
def test_speech_that_is_its_own_captions_is_covered(found: list[tuple[int, int]]) -> None:
    spoken = tuple(joined(found, 1))
    covered = audio.coverage(spoken, spoken, length=10_000)
    assert covered.share == 1
    assert covered.uncovered == ()
    assert covered.silent == ()


def test_a_gap_in_the_captions_is_found_with_its_times() -> None:
    found = audio.coverage([(0, 4000), (6000, 9000)], ((100, 8900),), length=10_000)
    assert found.uncovered == ((4000, 6000),)
    assert found.captioned == 6800


def test_the_picture_is_whole_svg_with_a_title_and_a_description() -> None:
    found = audio.coverage([(0, 2000), (70_000, 72_000)], ((100, 5000),), length=130_000)
    root = ElementTree.fromstring(audio.svg(found, title="A <b> & “c”"))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "A <b> & “c”"
    assert root.findtext(f"{SVG}desc") == summary(found)
    drawn = [one.get("class") for one in root.iter(f"{SVG}rect")]
    assert drawn.count("difference") == 2
    assert {"speech", "captions"} < set(drawn)


def test_the_page_has_the_table_beside_the_picture() -> None:
    found = audio.coverage([(70_000, 72_000)], ((100, 5000),), length=130_000)
    page = audio.page(found, title="x", texts=["<i>Not escaped</i>"])
    assert "<svg" in page
    assert "<td>0:00.1</td><td>0:05.0</td><td>speech without a caption</td>" in page
    assert "&lt;i&gt;Not escaped" in page
    assert [row[2] for row in differences(found)] == [
        "speech without a caption",
        "caption over silence",
    ]


@pytest.mark.parametrize(
    ("language", "minutes", "chosen"),
    [("en", 4, "pocketsphinx"), ("en-GB", 6, "espeak-ng"), ("cy", 4, "espeak-ng")],
)
def test_the_engine_is_chosen_by_language_and_length(
    language: str, minutes: int, chosen: str
) -> None:
    assert engine(language, length=minutes * 60_000) == chosen


@pytest.mark.parametrize(
    ("time", "shown"), [(0, "0:00.0"), (65_349, "1:05.3"), (3_605_000, "1:00:05.0")]
)
def test_times_are_shown_as_a_clock(time: int, shown: str) -> None:
    assert clock(time) == shown
