"""What media files say of themselves: how long, how large.

Knows PyAV (extra `media`) and imagesize; does not know what a video is on a site.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import imagesize

if TYPE_CHECKING:
    from server.storage import Store

# Suffix → type, in the order in which a browser should try them.
SOURCES = {
    "mp4": "video/mp4",
    "webm": "video/webm",
    "m3u8": "application/vnd.apple.mpegurl",
    "m4a": "audio/mp4",
    "mp3": "audio/mpeg",
    "ogg": "audio/ogg",
}
# Suffix → what FFmpeg calls it.
FFMPEG_FORMATS = {"mp4": "mp4", "webm": "webm", "m4a": "mp4", "mp3": "mp3", "ogg": "ogg"}
IMAGES = {
    "avif": "image/avif",
    "webp": "image/webp",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "gif": "image/gif",
}


@dataclass(frozen=True, slots=True)
class Measure:
    """Duration in milliseconds, width and height in pixels; 0 where unknown or absent.

    `sound` says whether there is a sound track, None where that is not known.
    """

    duration: int = 0
    width: int = 0
    height: int = 0
    sound: bool | None = None


class Unreadable(ValueError):
    """A media file that cannot be read; its message says why."""


def measure(store: Store, key: str) -> Measure:
    """What a video or audio file says of itself; nothing without PyAV; raises `Unreadable`."""
    try:
        import av
    except ModuleNotFoundError:
        return Measure()
    format_ = FFMPEG_FORMATS[key.rpartition(".")[2].lower()]
    try:
        with (
            store.open(key) as file,
            # The format is said, never guessed: a playlist under another name opens other files.
            av.open(file, "r", format=format_, metadata_errors="replace") as container,
        ):
            picture = next((one.codec_context for one in container.streams.video), None)
            size = (picture.width, picture.height) if picture else (0, 0)
            sound = bool(container.streams.audio)
            return Measure(max(container.duration or 0, 0) // 1000, *size, sound)
    except (av.FFmpegError, OSError, ValueError) as error:
        raise Unreadable(f"it is not a whole {format_} file") from error


def image_size(store: Store, key: str) -> tuple[int, int]:
    """Width and height of an image in pixels; raises `Unreadable`."""
    with store.open(key) as file:
        try:
            width, height = imagesize.get(file)
        except (ValueError, OSError) as error:
            raise Unreadable("it is no whole image") from error
    if width <= 0 or height <= 0:
        raise Unreadable("its size cannot be read")
    return int(width), int(height)
