"""Times of texts in sound, by a reading aloud: espeak-ng reads them, warping finds where.

Knows the program espeak-ng (Debian package of that name), run without a shell; knows nothing of
captions. Works for every language that espeak-ng reads.
"""

from __future__ import annotations

import subprocess
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from server.problems import NotFound, Unavailable

from .excerpt import excerpt
from .sound import RATE, Samples
from .warping import warped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .speech import Spans

PROGRAM = "espeak-ng"
# Words a minute; somewhat slower than its usual 175, as narration is.
_SPEED = "160"
# Kept around each span of speech, and between the texts of the reading (milliseconds).
_MARGIN, _PAUSE = 60, 120
# Warping is some 50 ms out; where speech begins so near, that is the start.
_NEAR = 350
_SECONDS = 120
# Tags that espeak-ng knows under another name.
_NAMES = {"zh": "cmn", "no": "nb", "iw": "he"}
# Languages that it has in regions only: the one to take where no region is said.
_REGIONS = {"en": "en-gb", "fr": "fr-fr"}


def by_reading(
    texts: Sequence[str], heard: Samples, spoken: Spans, *, language: str
) -> tuple[tuple[int, int], ...]:
    """When each of `texts` is said, in milliseconds; `spoken` is where speech is."""
    kept = excerpt(heard, spoken, margin=_MARGIN)
    pause = np.zeros(_PAUSE * RATE // 1000, np.float32)
    parts: list[Samples] = []
    edges: list[tuple[int, int]] = []
    at = 0
    for text in texts:
        piece = reading(text, language=language)
        edges.append((at, at + len(piece)))
        parts += [piece, pause]
        at += len(piece) + len(pause)
    places = warped(np.array(edges).ravel(), np.concatenate(parts), kept.heard)
    starts = [kept.onset(int(place), within=_NEAR) for place in places[::2]]
    ends = [kept.time(int(place)) for place in places[1::2]]
    return tuple(zip(starts, ends, strict=True))


def reading(text: str, *, language: str) -> Samples:
    """`text` read aloud in `language` (a BCP 47 tag), without the silence at either end."""
    output = _run("--stdin", "--stdout", "-b", "1", "-v", voice(language), "-s", _SPEED, text=text)
    # Its head has 44 bytes, with the rate in it; the lengths there are not true of a stream.
    rate, raw = int.from_bytes(output[24:28], "little"), np.frombuffer(output[44:], "<i2")
    loud = np.flatnonzero(np.abs(raw) > 200)
    if not len(loud):
        raise Unavailable(f"{PROGRAM} finds nothing to read in “{text[:60]}”.")
    return _resampled(raw[loud[0] : loud[-1] + 1].astype(np.float32) / np.float32(32768), rate)


def voice(language: str) -> str:
    """espeak-ng's voice for a language; raises `NotFound` where it has none."""
    primary, _, rest = language.lower().partition("-")
    first = _NAMES.get(primary, primary)
    known = _voices()
    for name in (f"{first}-{rest}", first, _REGIONS.get(first)):
        if name in known:
            return name
    regional = next((name for name in known if name.startswith(f"{first}-")), "")
    if not regional:
        raise NotFound(f"{PROGRAM} has no voice for “{language}”, so nothing can be read aloud.")
    return regional


@cache
def _voices() -> tuple[str, ...]:
    lines = _run("--voices").decode().splitlines()[1:]
    return tuple(line.split()[1].lower() for line in lines)


def _run(*options: str, text: str = "") -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program; the text goes through its input
            [PROGRAM, *options], input=text.encode(), capture_output=True, timeout=_SECONDS
        )
    except FileNotFoundError:
        message = f"Reading aloud needs the program {PROGRAM}: apt install {PROGRAM}"
        raise Unavailable(message) from None
    except subprocess.TimeoutExpired:
        raise Unavailable(f"{PROGRAM} did not finish within {_SECONDS} s.") from None
    if done.returncode:
        raise Unavailable(f"{PROGRAM} failed: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def _resampled(raw: Samples, rate: int) -> Samples:
    """Another rate, by the spectrum: what is above half the lower rate is left out."""
    count = round(len(raw) * RATE / rate)
    spectrum = np.fft.rfft(raw)[: count // 2 + 1]
    padded = np.pad(spectrum, (0, count // 2 + 1 - len(spectrum)))
    return (np.fft.irfft(padded, count) * (count / len(raw))).astype(np.float32)
