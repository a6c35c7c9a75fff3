"""The tracks of a video mended: what is safe in each file, written whole or not at all.

Knows tracks and the store; what is safe is `server.captions.mending`'s.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.captions import read
from server.captions.mending import mended
from server.problems import NotFound, Unavailable

if TYPE_CHECKING:
    from server.captions.mending import Mend
    from server.site.model import Track, Video
    from server.storage import Store


@dataclass(frozen=True, slots=True)
class Change:
    """What was mended in a file, or would be; nothing of `before` and `after` where they are equal.

    `left` says what a person must do first, `failure` why nothing was written.
    """

    key: str
    before: bytes = b""
    after: bytes = b""
    mends: tuple[Mend, ...] = ()
    left: str = ""
    failure: str = ""


def mend_tracks(store: Store, video: Video, *, write: bool) -> tuple[Change, ...]:
    """The files of a video in which there is something to mend or to tell."""
    changes = (_mend(store, track, write=write) for track in video.tracks)
    return tuple(it for it in changes if it.mends or it.left or it.failure)


def _mend(store: Store, track: Track, *, write: bool) -> Change:
    key = track.key
    try:
        version = store.stat(key).version
        data = store.read(key)
        suffix = key.rpartition(".")[2]
        found = mended(data, suffix, *read(data, suffix))
        if found.mends and write:
            if store.stat(key).version != version:
                raise Unavailable(f"{key} was changed meanwhile.")
            store.write(key, found.data)
    except (NotFound, Unavailable) as error:
        return Change(key, failure=str(error))
    if not found.mends:
        return Change(key, left=found.left)
    return Change(key, data, found.data, found.mends, found.left)
