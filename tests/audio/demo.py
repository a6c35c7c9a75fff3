"""The demo's videos, heard once: their captions are exact by the way they were made."""

from __future__ import annotations

from functools import cache

from server import audio
from server.captions import Captions, read
from server.site.listening import spoken_cues
from tests.conftest import ROOT

VIDEOS = ("ketamine-basics", "finding-help")


@cache
def heard(video: str) -> audio.sound.Samples:
    with (ROOT / "media" / video / "720p.mp4").open("rb") as file:
        return audio.samples(file, "mp4")


@cache
def spoken(video: str) -> tuple[tuple[int, int], ...]:
    return audio.speech(heard(video))


@cache
def captions(video: str) -> Captions:
    return read((ROOT / "captions" / video / "en-GB.vtt").read_bytes(), "vtt")[0]


def times(video: str) -> tuple[tuple[int, int], ...]:
    return tuple((cue.start, cue.end) for cue in spoken_cues(captions(video)))
