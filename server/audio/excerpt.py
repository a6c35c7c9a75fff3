"""The speech of a sound alone, its pieces joined, and the way back to times in the whole."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from server.problems import NotFound

from .sound import RATE, Samples
from .speech import joined

if TYPE_CHECKING:
    from .speech import Spans


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Joined pieces. `pieces`: their first samples, here and in the whole; `onsets`: where speech
    begins here (a sample), and when it does in the whole (milliseconds).
    """

    heard: Samples
    pieces: tuple[tuple[int, int], ...]
    onsets: tuple[tuple[int, int], ...]

    def time(self, place: int) -> int:
        """The millisecond in the whole sound of a sample of this one."""
        here, there = self.pieces[max(0, bisect_right(self.pieces, (place, 1 << 62)) - 1)]
        return (there + place - here) * 1000 // RATE

    def onset(self, place: int, *, within: int) -> int:
        """The same, but the beginning of speech where one is less than `within` ms away here."""
        near, time = min(self.onsets, key=lambda onset: abs(onset[0] - place))
        return time if abs(near - place) <= within * RATE // 1000 else self.time(place)


def excerpt(heard: Samples, spans: Spans, *, margin: int) -> Excerpt:
    """The sound of the spans alone, with so many milliseconds around each."""
    parts: list[Samples] = []
    pieces: list[tuple[int, int]] = []
    onsets: list[tuple[int, int]] = []
    at = 0
    for start, end in joined(((max(0, s - margin), e + margin) for s, e in spans), 1):
        first = start * RATE // 1000
        part = heard[first : end * RATE // 1000]
        parts.append(part)
        pieces.append((at, first))
        inside = (time for time, _ in spans if start <= time < end)
        onsets += ((at + time * RATE // 1000 - first, time) for time in inside)
        at += len(part)
    if not at:
        raise NotFound("No speech is heard in this sound.")
    return Excerpt(np.concatenate(parts), tuple(pieces), tuple(onsets))
