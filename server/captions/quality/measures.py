"""A file in the figures of a chart: how fast its cues are to be read, and when there are any.

Knows cues and what a profile allows; judges nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Literal

from .draft import WITHOUT_SPACES, draft, words
from .timing import FEWEST_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from server.captions.cues import Captions
    from server.languages import Language

    from .draft import Draft
    from .profiles import Profile

# Characters a second, or words a minute.
Unit = Literal["characters", "words"]
# The steps of the chart: parts of what the profile allows, the last one without an end.
STEPS = (0.5, 0.75, 1.0, 1.25)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How fast cues are to be read.

    `cues` counts them by how fast they are: up to each of `STEPS` of the limit, then beyond.
    """

    unit: Unit
    limit: float
    cues: tuple[int, ...]
    slowest: float
    middle: float
    fastest: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """When there is a cue to read, in milliseconds; `spans` do not touch each other.

    `duration` is the video's, else the end of the last cue; `longest` the longest time without one.
    """

    duration: int
    spans: tuple[tuple[int, int], ...]
    total: int
    longest: tuple[int, int]


def reading(captions: Captions, *, language: Language, profile: Profile) -> Reading | None:
    """How fast cues are to be read, in what the profile counts; None where it counts nothing."""
    limits = profile.limits(language)
    of = draft(captions, language, limits, kind="captions", duration=None, source=None)
    unit: Unit
    if limits.characters_per_second:
        unit, limit, found = "characters", limits.characters_per_second, _characters(of)
    elif limits.words_per_minute and of.base not in WITHOUT_SPACES:
        unit, limit, found = "words", limits.words_per_minute, _words(of)
    else:
        return None
    # What is written as 17.0 is no more than 17: as the rule has it.
    speeds = sorted(round(speed, 1) for speed in found)
    if not speeds:
        return None
    counts = [0] * (len(STEPS) + 1)
    for speed in speeds:
        counts[bisect_left(STEPS, speed / limit)] += 1
    return Reading(
        unit=unit,
        limit=limit,
        cues=tuple(counts),
        slowest=speeds[0],
        middle=round(median(speeds), 1),
        fastest=speeds[-1],
    )


def _characters(of: Draft) -> Iterator[float]:
    for at in of.order:
        yield of.size(of.texts[at]) * 1000 / (of.cues[at].end - of.cues[at].start)


def _words(of: Draft) -> Iterator[float]:
    for at in of.order:
        if (count := words(of.texts[at])) >= FEWEST_WORDS:
            yield count * 60_000 / (of.cues[at].end - of.cues[at].start)


def shown(captions: Captions, *, duration: int | None = None) -> Shown:
    """When there is a cue to read, in a video of `duration`."""
    length = duration or captions.end
    spans = tuple(joined((cue.start, min(cue.end, length)) for cue in captions.cues))
    edges = (0, *(time for span in spans for time in span), length)
    gaps = zip(edges[::2], edges[1::2], strict=True)
    return Shown(
        duration=length,
        spans=spans,
        total=sum(end - start for start, end in spans),
        longest=max(gaps, key=lambda gap: gap[1] - gap[0]),
    )


def joined(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans in order of time, those that touch made one; empty ones left out."""
    last: tuple[int, int] | None = None
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if last and start <= last[1]:
            last = (last[0], max(last[1], end))
            continue
        if last:
            yield last
        last = (start, end)
    if last:
        yield last
