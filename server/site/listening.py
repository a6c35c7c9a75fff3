"""The sound of a site's videos, and how their captions fit it: joins `server.audio` and captions.

Knows sites; the libraries of the extra `audio` are needed only when something is listened to.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from server.captions import plain_text
from server.captions.segmentation import is_sound
from server.captions.timestamps import shifted_text
from server.problems import NotFound, nearest
from server.site.media import FFMPEG_FORMATS
from server.site.videos import read_videos

if TYPE_CHECKING:
    from collections.abc import Iterable

    from server.audio.coverage import Coverage
    from server.audio.sound import Samples
    from server.audio.speech import Spans
    from server.audio.sync import Fit
    from server.captions import Captions, Cue
    from server.site.model import Track, Video
    from server.storage import Store


@dataclass(frozen=True, slots=True)
class Heard:
    """Where speech is in a video, and how long it is, in milliseconds."""

    spoken: Spans
    length: int


def video_of(store: Store, id_: str) -> Video:
    """The video with that id; raises `NotFound`."""
    videos = {video.id: video for video in read_videos(store)[0]}
    if id_ not in videos:
        raise NotFound(f"There is no video “{id_}”. {nearest(id_, videos)}".strip())
    return videos[id_]


def can_be_heard(video: Video) -> bool:
    """Whether there is a file of the main version that can be read."""
    return _file(video) is not None


def sound_of(store: Store, video: Video) -> Samples:
    """The sound of the main version; raises `NotFound` where there is no file of it."""
    from server.audio import samples

    key = _file(video)
    if key is None:
        raise NotFound(
            f"The video “{video.id}” has no media file here that can be listened to: "
            "embedded videos and playlists cannot."
        )
    with store.open(key) as file:
        return samples(file, FFMPEG_FORMATS[key.rpartition(".")[2].lower()])


def _file(video: Video) -> str | None:
    return next(
        (
            source.key
            for source in video.sources
            if source.role == "main" and source.key.rpartition(".")[2].lower() in FFMPEG_FORMATS
        ),
        None,
    )


def spoken_track(video: Video) -> Track | None:
    """The captions in the language that is spoken, the plainest tag first."""
    tracks = [track for track in video.tracks if track.kind == "captions"]
    return min(tracks, key=lambda one: (one.language != video.language, one.name), default=None)


def spoken_cues(captions: Captions) -> tuple[Cue, ...]:
    """The cues that show speech; those of a sound alone are left out."""
    shown = ((cue, plain_text(cue.text)) for cue in captions.cues)
    return tuple(cue for cue, text in shown if text.strip() and not is_sound(text))


def spans(cues: Iterable[Cue]) -> tuple[tuple[int, int], ...]:
    """The times of cues."""
    return tuple((cue.start, cue.end) for cue in cues)


def heard_in(store: Store, video: Video) -> Heard:
    """Where speech is in the main version; raises `NotFound` where there is no file of it."""
    from server.audio import duration, speech

    samples = sound_of(store, video)
    return Heard(speech(samples), duration(samples))


def covered(captions: Captions, heard: Heard) -> Coverage:
    """What of the speech has captions, and which captions have no speech."""
    from server.audio import coverage

    return coverage(spans(spoken_cues(captions)), heard.spoken, length=heard.length)


def fitted(captions: Captions, heard: Heard) -> Fit:
    """What puts the captions right."""
    from server.audio import fit

    return fit(spans(spoken_cues(captions)), heard.spoken, length=heard.length)


def mended(captions: Captions, found: Fit) -> Captions:
    """The captions put right; what would be over before the beginning is left out."""
    cues = (_moved(cue, found) for cue in captions.cues)
    return replace(captions, cues=tuple(cues)).slice(0, 1 << 62)


def _moved(cue: Cue, found: Fit) -> Cue:
    start, end = found.moved(cue.start), found.moved(cue.end)
    # Times inside a cue move with its start: drift within a few seconds is nothing.
    text = shifted_text(cue.text, start - cue.start)
    return replace(cue, start=max(0, start), end=end, text=text)
