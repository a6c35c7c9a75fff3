"""How far the times of cues are from the speech they belong to: offset, drift, and how sure.

Knows times; knows nothing of sound or text. First the activity of both is correlated for every
offset and each frame-rate factor; then the starts of cues are laid on the starts of speech.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Times = Sequence[tuple[int, int]]

STEP = 10
# Captions made for one frame rate and played at another: film, PAL, NTSC.
_RATES = (Fraction(24000, 1001), Fraction(24), Fraction(25), Fraction(30000, 1001), Fraction(30))
_PAIRS = ((0, 1), (0, 2), (1, 2), (3, 4))
FACTORS = (
    Fraction(1),
    *(_RATES[a] / _RATES[b] for a, b in _PAIRS),
    *(_RATES[b] / _RATES[a] for a, b in _PAIRS),
)
# Below this the result is a guess: on the demo, right pairs have 1 and wrong ones 0.
SURE = 0.5
_NEAR, _WIDTH = 350, 80


@dataclass(frozen=True, slots=True)
class Fit:
    """What puts the cues right: `time * factor + offset`, in milliseconds.

    `confidence` is 0 to 1: the share of cues that then begin where speech begins, beyond what
    chance gives. `starts` is how far they are from it, in the middle (median, milliseconds).
    """

    offset: int
    factor: float
    confidence: float
    starts: int

    @property
    def sure(self) -> bool:
        """Whether to act on it."""
        return self.confidence >= SURE

    def moved(self, time: int) -> int:
        """A time, put right."""
        return round(time * self.factor) + self.offset


def fit(times: Times, spoken: Times, *, length: int, most: int = 600_000) -> Fit:
    """The offset (at most `most` ms to either side) and drift of cues against speech."""
    if len(times) < 3 or len(spoken) < 3:
        return Fit(0, 1.0, 0.0, 0)
    cues = np.array(times, np.float64)
    onsets = np.array([start for start, _ in spoken], np.float64)
    # A cue that no offset brings into the sound is not looked for: its time may be nonsense.
    end = round(min(max(length, cues.max() * 1.05), length * 1.05 + most) / STEP) + 1
    heard = _signal(np.array(spoken, np.float64), end)
    best = max(
        ((*_best(cues * float(factor), heard, end, most), factor) for factor in FACTORS),
        # A changed rate must earn its place: a little better by chance is no drift.
        key=lambda found: found[0] * (1.0 if found[2] == 1 else 0.97),
    )
    offset, factor = _refined(cues[:, 0], onsets, float(best[1]), float(best[2]))
    return _judged(cues[:, 0], onsets, offset, factor, most)


def _signal(spans: Floats, end: int) -> Floats:
    """Activity in steps, and its beginnings as smooth peaks, each made to count the same."""
    activity, starts = np.zeros(end), np.zeros(end)
    for start, stop in np.clip(np.round(spans / STEP), 0, end - 1).astype(int):
        activity[start:stop] = 1
        starts[start] = 1
    kernel = np.exp(-0.5 * (np.arange(-30, 31) * STEP / _WIDTH) ** 2)
    smooth = np.convolve(starts, kernel, "same")
    return np.stack([_even(activity), _even(smooth)])


def _even(row: Floats) -> Floats:
    spread = row.std()
    even: Floats = (row - row.mean()) / spread if spread else row - row.mean()
    return even


def _best(cues: Floats, heard: Floats, end: int, most: int) -> tuple[float, int]:
    """The best correlation over all offsets, and its offset in milliseconds."""
    size = 1 << int(np.ceil(np.log2(2 * end)))
    shown = _signal(cues, end)
    product = np.fft.rfft(heard, size) * np.conj(np.fft.rfft(shown, size))
    score = np.fft.irfft(product, size).sum(axis=0) / end
    reach = min(most // STEP, end - 1)
    offsets = np.concatenate([np.arange(reach + 1), np.arange(-reach, 0)])
    at = int(offsets[np.argmax(score[offsets])])
    return float(score[at]), at * STEP


def _refined(starts: Floats, onsets: Floats, offset: float, factor: float) -> tuple[float, float]:
    """Offset and factor by the starts of cues that are near to a start of speech."""
    known = factor
    for near in (_NEAR, _NEAR // 2):
        apart = _apart(starts * factor + offset, onsets)
        close = np.abs(apart) < near
        if close.sum() < 3:
            return offset, factor
        slope = _slope(starts[close] * known, apart[close])
        reach = float(np.ptp(starts[close]))
        # Drift that moves no cue by more than its start is sure of is none.
        factor = known * (1 + slope) if abs(slope) * reach > 100 and close.sum() >= 8 else known
        apart = onsets[_nearest(starts * known + offset, onsets)] - starts * factor
        offset = float(np.median(apart[close]))
        known = factor
    return offset, factor


def _slope(places: Floats, apart: Floats) -> float:
    """Theil and Sen's slope: the median over all pairs, so that strays do not count."""
    first, second = np.triu_indices(len(places), 1)
    if len(first) > 200_000:
        chosen = np.random.default_rng(1).integers(0, len(first), 200_000)
        first, second = first[chosen], second[chosen]
    run = places[second] - places[first]
    wide = np.abs(run) > np.ptp(places) / 4
    return float(np.median((apart[second] - apart[first])[wide] / run[wide])) if wide.any() else 0.0


def _nearest(starts: Floats, onsets: Floats) -> NDArray[np.int64]:
    after = np.clip(np.searchsorted(onsets, starts), 1, len(onsets) - 1)
    before_is_nearer = starts - onsets[after - 1] < onsets[after] - starts
    found: NDArray[np.int64] = after - before_is_nearer
    return found


def _apart(starts: Floats, onsets: Floats) -> Floats:
    apart: Floats = onsets[_nearest(starts, onsets)] - starts
    return apart


def _judged(starts: Floats, onsets: Floats, offset: float, factor: float, most: int) -> Fit:
    """The share of cues that begin with speech, against the best that other offsets give."""
    moved = starts * factor + offset
    apart = np.abs(_apart(moved, onsets))
    share = float((apart < 2 * _WIDTH).mean())
    others = np.concatenate([np.arange(1500, most // 4, 330), -np.arange(1500, most // 4, 330)])
    inside = [
        shifted
        for by in others
        if len(shifted := moved[(moved + by > onsets[0]) & (moved + by < onsets[-1])] + by)
        >= len(starts) / 2
    ]
    chance = max(
        (float((np.abs(_apart(one, onsets)) < 2 * _WIDTH).mean()) for one in inside), default=0.0
    )
    confidence = max(0.0, share - chance) / max(1 - chance, 1e-9) if share > chance else 0.0
    return Fit(round(offset), factor, round(confidence, 2), round(float(np.median(apart))))
