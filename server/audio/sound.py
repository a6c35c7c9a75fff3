"""The sound of a media file as samples: one channel, 16,000 per second, from -1 to 1.

Knows PyAV; knows nothing of what is heard. A sample's place is its time: sound that begins late or
is interrupted has silence in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

import numpy as np
from numpy.typing import NDArray

from server.problems import NotFound, Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

    import av

Samples = NDArray[np.float32]

RATE = 16_000
# Between frames less than this is rounding; more is a gap or an overlap.
_APART = RATE // 25
_LONGEST = 12 * 3600 * RATE


def samples(file: BinaryIO, format: str | None = None) -> Samples:  # noqa: A002
    """The sound in `file`; `format` is FFmpeg's name for it, recognised if left out.

    Raises `NotFound` where there is no sound, `Unavailable` where it cannot be read.
    """
    import av

    try:
        with av.open(file, "r", format=format, metadata_errors="replace") as container:
            if not container.streams.audio:
                raise NotFound("There is no sound in this file.")
            return _joined(_frames(container))
    except (av.FFmpegError, OSError, ValueError) as error:
        raise Unavailable("The sound of this file cannot be read: it is not whole.") from error


def duration(heard: Samples) -> int:
    """The length in milliseconds."""
    return len(heard) * 1000 // RATE


def _frames(container: av.container.InputContainer) -> Iterator[tuple[int, Samples]]:
    """Pieces of sound, each with the place of its first sample."""
    import av

    resampler = av.AudioResampler("flt", "mono", RATE)
    for frame in (*container.decode(audio=0), None):
        for piece in resampler.resample(frame):
            base = piece.time_base
            at = round(piece.pts * base * RATE) if piece.pts is not None and base else -1
            yield at, piece.to_ndarray()[0].astype(np.float32)


def _joined(frames: Iterator[tuple[int, Samples]]) -> Samples:
    parts: list[Samples] = []
    end = 0
    for at, piece in frames:
        if at > end + _APART and at < _LONGEST:
            parts.append(np.zeros(at - end, np.float32))
            end = at
        early = end - at if 0 <= at < end - _APART or (at < 0 and not parts) else 0
        kept = piece[max(early, 0) :] if at != -1 else piece
        parts.append(kept)
        end += len(kept)
    if not end:
        raise NotFound("There is no sound in this file.")
    return np.concatenate(parts)
