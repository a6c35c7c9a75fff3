"""Speech without a caption, captions over silence. Knows spans of milliseconds, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .speech import joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .speech import Spans

# Speech shorter than this may stand outside a caption: a breath, a caption a little late.
SHORTEST = 500
# A caption with less speech than this share of its time, and less than SHORTEST, is over silence.
LEAST_SPEECH = 0.1


@dataclass(frozen=True, slots=True)
class Coverage:
    """What fits and what does not, in milliseconds; `silent` are indices of captions."""

    length: int
    spoken: Spans
    captions: Spans
    uncovered: Spans
    silent: tuple[int, ...]

    @property
    def speech(self) -> int:
        """How long there is speech."""
        return _total(self.spoken)

    @property
    def captioned(self) -> int:
        """How much of it has a caption."""
        shown = joined(sorted(self.captions), 1)
        return sum(_common(span, shown) for span in self.spoken)

    @property
    def share(self) -> float:
        """The share of speech that has a caption, 0 to 1."""
        return self.captioned / self.speech if self.speech else 1.0

    @property
    def differences(self) -> int:
        """How many there are."""
        return len(self.uncovered) + len(self.silent)


def coverage(captions: Sequence[tuple[int, int]], spoken: Spans, *, length: int) -> Coverage:
    """`captions` are those of speech alone: a caption of a sound says nothing of speech."""
    shown = joined(sorted(captions), 1)
    uncovered = tuple(span for span in _without(spoken, shown) if span[1] - span[0] >= SHORTEST)
    silent = tuple(at for at, cue in enumerate(captions) if _is_silent(cue, spoken))
    return Coverage(length, spoken, tuple(captions), uncovered, silent)


def _is_silent(cue: tuple[int, int], spoken: Spans) -> bool:
    return _common(cue, spoken) < min(SHORTEST, LEAST_SPEECH * (cue[1] - cue[0]))


def _without(spans: Iterable[tuple[int, int]], others: Spans | list[tuple[int, int]]) -> Spans:
    left: list[tuple[int, int]] = []
    for start, end in spans:
        at = start
        for first, last in others:
            if last <= at or first >= end:
                continue
            if first > at:
                left.append((at, first))
            at = last
        if at < end:
            left.append((at, end))
    return tuple(left)


def _common(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> int:
    return sum(max(0, min(span[1], last) - max(span[0], first)) for first, last in others)


def _total(spans: Spans) -> int:
    return sum(end - start for start, end in spans)
