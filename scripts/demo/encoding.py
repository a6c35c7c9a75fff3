"""Frames and samples to MP4 and M4A files, with PyAV (which brings x264 and an AAC encoder)."""

import heapq
from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from . import sound
from .film import RATE, Frame
from .pen import HEIGHT, WIDTH
from .sound import Samples

X264 = {
    "crf": "32",
    "preset": "slower",
    "tune": "animation",
    "profile": "high",
    "x264-params": "ref=5:level=3.1",  # what old telephones can play
}
KEYFRAME = 5 * RATE  # a frame to seek to, at least every five seconds
SPEECH_BITS = 36_000
BT709, LIMITED = 1, 1


def film_file(frames: Iterable[Frame], path: Path) -> None:
    """Pictures without sound, as an intermediate file."""
    with av.open(str(path), "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=RATE, options=X264)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        context = stream.codec_context
        context.gop_size = KEYFRAME
        context.color_primaries = context.color_trc = context.colorspace = BT709
        context.color_range = LIMITED
        for number, frame in enumerate(frames):
            picture = av.VideoFrame.from_ndarray(frame, format="rgba")
            picture = picture.reformat(format="yuv420p", dst_colorspace="ITU709")
            picture.pts, picture.time_base = number, Fraction(1, RATE)
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))


def video_file(film: Path, track: Samples, path: Path) -> None:
    """The pictures of `film` with `track` as its sound; the index comes first."""
    with av.open(str(film)) as source, _fast_start(path, "mp4") as container:
        pictures = container.add_stream_from_template(source.streams.video[0])
        speech = _speech_stream(container)
        for packet in _interleaved(_copied(source, pictures), _encoded(speech, track)):
            container.mux(packet)


def audio_file(track: Samples, path: Path) -> None:
    """`track` alone, in an M4A file."""
    with _fast_start(path, "ipod") as container:
        for packet in _encoded(_speech_stream(container), track):
            container.mux(packet)


def _fast_start(path: Path, kind: str) -> Any:
    return av.open(str(path), "w", format=kind, options={"movflags": "+faststart"})


def _speech_stream(container: Any) -> Any:
    stream = container.add_stream("aac", rate=sound.RATE, layout="mono")
    stream.bit_rate = SPEECH_BITS
    return stream


def _copied(source: Any, stream: Any) -> Iterator[Any]:
    for packet in source.demux(video=0):
        if packet.dts is not None:
            packet.stream = stream
            yield packet


def _encoded(stream: Any, track: Samples) -> Iterator[Any]:
    pulse = np.clip(track, -1, 1).astype(np.float32)[np.newaxis, :]
    frame = av.AudioFrame.from_ndarray(pulse, format="fltp", layout="mono")
    frame.sample_rate, frame.pts = sound.RATE, 0
    frame.time_base = Fraction(1, sound.RATE)
    yield from stream.encode(frame)
    yield from stream.encode(None)


def _interleaved(*packets: Iterator[Any]) -> Iterator[Any]:
    """By time, so that a player never waits for the other stream."""
    return heapq.merge(*packets, key=lambda packet: float(packet.dts * packet.time_base))
