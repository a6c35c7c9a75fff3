"""The figures of charts: how fast cues are, and when there are any."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.captions import Captions, Cue
from server.captions.quality import PROFILES
from server.captions.quality.measures import reading, shown
from server.languages import Language

LEGENDA = PROFILES["legenda"]


def second(characters: int, *, start: int = 0) -> Cue:
    """A cue of one second with so many characters."""
    return Cue(start, start + 1000, "x" * characters)


def test_cues_are_counted_by_how_near_they_are_to_the_limit():
    # The limit is 17: steps end at 8.5, 12.75, 17 and 21.25.
    cues = tuple(second(size) for size in (1, 8, 9, 12, 13, 17, 18, 21, 22, 60))
    found = reading(Captions(cues), language=Language("en"), profile=LEGENDA)
    assert found is not None
    assert (found.unit, found.limit) == ("characters", 17)
    assert found.cues == (2, 2, 2, 2, 2)
    assert (found.slowest, found.middle, found.fastest) == (1, 15, 60)


@pytest.mark.parametrize(
    ("profile", "tag", "text", "expected"),
    [
        ("legenda", "zh-Hans", "字" * 9, ("characters", 9, 9)),
        ("legenda", "ja", "字" * 7, ("characters", 7, 7)),
        ("dcmp", "en", "Four words are here.", ("words", 160, 240)),
        ("dcmp", "zh", "字" * 9, None),
        ("bbc", "en", "Oh, no!", None),  # a rate is not told from two words
    ],
)
def test_what_is_counted_is_what_the_profile_counts(profile, tag, text, expected):
    captions = Captions((Cue(0, 1000, text),))
    found = reading(captions, language=Language(tag), profile=PROFILES[profile])
    assert (found and (found.unit, found.limit, found.fastest)) == expected


def test_cues_that_never_show_have_no_speed():
    captions = Captions((Cue(1000, 1000, "Never."), Cue(2000, 1000, "Nor this.")))
    assert reading(captions, language=Language("en"), profile=LEGENDA) is None


@pytest.mark.parametrize(
    ("cues", "duration", "spans", "total", "longest"),
    [
        ([(1000, 2000)], 10_000, ((1000, 2000),), 1000, (2000, 10_000)),
        ([(3000, 4000), (0, 1000)], 5000, ((0, 1000), (3000, 4000)), 2000, (1000, 3000)),
        ([(0, 2000), (2000, 3000), (2500, 4000)], None, ((0, 4000),), 4000, (0, 0)),
        ([(0, 2000), (9000, 12_000)], 10_000, ((0, 2000), (9000, 10_000)), 3000, (2000, 9000)),
        ([(20_000, 21_000)], 10_000, (), 0, (0, 10_000)),
        ([(5000, 1000)], 10_000, (), 0, (0, 10_000)),
        ([], 10_000, (), 0, (0, 10_000)),
    ],
)
def test_when_there_is_something_to_read(cues, duration, spans, total, longest):
    found = shown(Captions(tuple(Cue(*times, "x") for times in cues)), duration=duration)
    assert (found.spans, found.total, found.longest) == (spans, total, longest)


TIMES = st.tuples(st.integers(0, 20_000), st.integers(0, 20_000))


@given(st.lists(TIMES), st.integers(1, 25_000))
def test_spans_are_apart_in_order_and_within_the_video(times, duration):
    found = shown(Captions(tuple(Cue(*it, "x") for it in times)), duration=duration)
    edges = [time for span in found.spans for time in span]
    assert edges == sorted(set(edges))
    assert all(0 <= time <= duration for time in edges)
    moments = range(0, duration, 97)
    inside = {at for at in moments if any(start <= at < end for start, end in found.spans)}
    cued = {at for at in moments if any(start <= at < end for start, end in times)}
    assert inside == cued
