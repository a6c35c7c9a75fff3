"""Two sounds of the same words laid on each other: features of speech, dynamic time warping.

Knows numbers; knows nothing of where the sounds come from. Time is counted in steps of `HOP`
samples (20 ms). Sources: Davis and Mermelstein 1980 (the features), Sakoe and Chiba 1978 (warping).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .sound import RATE, Samples

Floats = NDArray[np.float64]

HOP = RATE // 50
_WINDOW = 512
_BANDS, _CEPSTRA = 26, 13
# So many steps are looked at together, so that an hour fits into memory.
_BLOCK = 4096
# The coarse pass joins so many steps; the fine one looks so many steps to either side of its path.
_COARSE, _AROUND = 10, 60


def features(heard: Samples) -> Floats:
    """One row for every step: cepstra of mel bands and how they change, each of variance 1."""
    emphasised = np.append(heard[:1], heard[1:] - 0.97 * heard[:-1])
    count = max(1, len(heard) // HOP)
    padded = np.pad(emphasised, (_WINDOW // 2, _WINDOW))
    blocks = (np.arange(at, min(at + _BLOCK, count)) for at in range(0, count, _BLOCK))
    bands = np.concatenate([_bands(padded, steps) for steps in blocks])
    bands = np.maximum(bands, bands.max() - 12)
    cepstra = bands @ _cosines().T
    change = np.gradient(cepstra, axis=0) if count > 1 else np.zeros_like(cepstra)
    return np.hstack([_even(cepstra), _even(change)])


def _bands(padded: Floats, steps: NDArray[np.int64]) -> Floats:
    places = steps[:, None] * HOP + np.arange(_WINDOW)[None, :]
    power = np.abs(np.fft.rfft(padded[places] * np.hanning(_WINDOW), axis=1)) ** 2
    bands: Floats = np.log(power @ _filters().T + 1e-8)
    return bands


def _even(rows: Floats) -> Floats:
    spread = rows.std(axis=0)
    even: Floats = (rows - rows.mean(axis=0)) / np.where(spread > 1e-9, spread, 1.0)
    return even


def _filters() -> Floats:
    """Triangles that divide 100 to 7,000 Hz as hearing does."""
    low, high = (2595 * np.log10(1 + hertz / 700) for hertz in (100, 7000))
    edges = 700 * (10 ** (np.linspace(low, high, _BANDS + 2) / 2595) - 1)
    hertz = np.fft.rfftfreq(_WINDOW, 1 / RATE)
    rising = (hertz - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falling = (edges[2:, None] - hertz) / (edges[2:] - edges[1:-1])[:, None]
    return np.maximum(0, np.minimum(rising, falling))


def _cosines() -> Floats:
    order, band = np.arange(_CEPSTRA)[:, None], np.arange(_BANDS)[None, :]
    return np.cos(np.pi * order * (band + 0.5) / _BANDS)


def warped(places: NDArray[np.int64], one: Samples, other: Samples) -> NDArray[np.int64]:
    """Where in `other` the places (samples) in `one` are."""
    path = warping(features(one), features(other))
    steps = np.minimum(places // HOP, len(path) - 1)
    found: NDArray[np.int64] = path[steps] * HOP
    return found


def warping(one: Floats, other: Floats) -> NDArray[np.int64]:
    """For every row of `one` the first row of `other` that it goes with, on the cheapest path."""
    if min(len(one), len(other)) < 20 * _COARSE:
        return _path(one, other, None)
    coarse = _path(_fewer(one), _fewer(other), None)
    rows = np.arange(len(one))
    near = np.interp(rows, np.arange(len(coarse)) * _COARSE, coarse * _COARSE)
    return _path(one, other, near.astype(np.int64))


def _fewer(rows: Floats) -> Floats:
    count = len(rows) // _COARSE
    means: Floats = rows[: count * _COARSE].reshape(count, _COARSE, -1).mean(axis=1)
    return means


def _path(one: Floats, other: Floats, near: NDArray[np.int64] | None) -> NDArray[np.int64]:
    """The cheapest monotonous path, within a band around `near` where that is given."""
    height, width = len(one), len(other)
    if near is None:
        low, high = np.zeros(height, np.int64), np.full(height, width)
    else:
        low, high = _band(near, width)
    back = [np.empty(0, np.int8)] * height
    squares = (other**2).sum(axis=1)
    above, above_low = np.empty(0), 0
    for row in range(height):
        start, end = low[row], high[row]
        cost = np.sqrt(
            np.maximum(
                squares[start:end] - 2 * other[start:end] @ one[row] + one[row] @ one[row], 0
            )
        )
        if row == 0:
            above, above_low = np.cumsum(cost), start
            back[0] = np.full(len(cost), 2, np.int8)
            continue
        straight = _taken(above, above_low, start, end)
        slanted = _taken(above, above_low, start - 1, end - 1)
        best = np.minimum(straight, slanted) + cost
        # Going right costs what lies between: the cheapest start of such a walk, for all at once.
        walked = np.cumsum(cost)
        total = walked + np.minimum.accumulate(best - walked)
        back[row] = np.where(total < best - 1e-9, 2, np.where(slanted <= straight, 1, 0))
        above, above_low = total, start
    return _followed(back, low, width)


def _taken(row: Floats, low: int, start: int, end: int) -> Floats:
    """The columns from `start` to `end` of a row that begins at `low`; infinite outside it."""
    taken = np.full(end - start, np.inf)
    first, last = max(start, low), min(end, low + len(row))
    if first < last:
        taken[first - start : last - start] = row[first - low : last - low]
    return taken


def _band(near: NDArray[np.int64], width: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    low = np.clip(near - _AROUND, 0, width - 1)
    high = np.clip(near + _AROUND, 1, width)
    low[0], high[-1] = 0, width
    # A path goes on from one row to the next.
    high = np.maximum.accumulate(high)
    low = np.minimum.accumulate(low[::-1])[::-1]
    return low, np.maximum(high, low + 1)


def _followed(
    back: list[NDArray[np.int8]], low: NDArray[np.int64], width: int
) -> NDArray[np.int64]:
    path = np.empty(len(back), np.int64)
    row, column = len(back) - 1, width - 1
    while row >= 0:
        move = back[row][column - low[row]]
        path[row] = column
        if row == 0:
            break
        if move == 2:
            column -= 1
        else:
            column -= int(move)
            row -= 1
    # The last one written for a row is the first column that it goes with.
    path[0] = 0
    return path
