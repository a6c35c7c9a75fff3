"""Small sites of one video, for the report."""

from __future__ import annotations

import datetime
import functools
from io import BytesIO
from typing import TYPE_CHECKING

import av

from server.site.conformance.report import report
from server.site.loading import load
from server.storage.memory import MemoryStore
from tests.conftest import clip

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.site.conformance.report import Report, VideoReport

TODAY = datetime.datetime(2026, 11, 25, tzinfo=datetime.UTC)
VIDEO = 'title = "A talk"\nlanguage = "en"\n'
CUES = "WEBVTT\n\n00:00.000 --> 00:02.000\nHello.\n"
NONE = "WEBVTT\n"
BROKEN = "WEBVTT\n\n00:02.000 --> 00:01.000\nNever shown.\n"
HUMAN = '["{}"]\norigin = "human"\n'


@functools.cache
def silent_clip() -> bytes:
    """The pictures of `clip` alone."""
    written = BytesIO()
    with av.open(BytesIO(clip())) as whole, av.open(written, "w", format="mp4") as container:
        pictures = whole.streams.video[0]
        stream = container.add_stream_from_template(pictures)
        for packet in whole.demux(pictures):
            if packet.dts is not None:
                packet.stream = stream
                container.mux(packet)
    return written.getvalue()


MEDIA: Mapping[str, Mapping[str, str | bytes]] = {
    "video": {"media/talk/video.toml": VIDEO, "media/talk/720p.mp4": clip()},
    "audio": {"media/talk/video.toml": VIDEO, "media/talk/talk.m4a": clip(sound_only=True)},
    "silent": {"media/talk/video.toml": VIDEO, "media/talk/720p.mp4": silent_clip()},
    "embed": {"media/talk/video.toml": f'{VIDEO}embed = "youtube:20SHvU2PKsM"\n'},
}


def files(media: str, more: Mapping[str, str | bytes] = {}) -> dict[str, str | bytes]:
    """The files of a site with one video; names in `more` are below captions/talk or whole."""
    return dict(MEDIA[media]) | {
        name if "/" in name else f"captions/talk/{name}": content for name, content in more.items()
    }


def reported(files: Mapping[str, str | bytes]) -> Report:
    """The report of a site, which has no problems that keep anything out."""
    store = MemoryStore(files)
    site, problems = load(store)
    assert [str(problem) for problem in problems] == []
    return report(store, site, site.videos, made=TODAY)


def talk(media: str, more: Mapping[str, str | bytes] = {}) -> VideoReport:
    """The report of the one video of a site."""
    return reported(files(media, more)).videos[0]
