"""Tracks that are being written: which they are, and how they are written.

A live track is a WebVTT file with a mark beside it, `en.live` beside `en.vtt`. Who writes touches
the mark every few seconds, so that one left behind by a crash soon means nothing; who ends takes it
away, and what stays is a track as any other. Knows nothing of who reads along.
"""

from __future__ import annotations

import time
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from threading import Event, Thread
from typing import TYPE_CHECKING

from server.captions import read, write
from server.captions.live import BLANK, began, beginning, settled, written
from server.problems import LegendaError, NotFound, Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.captions import Captions
    from server.storage import Store

SUFFIX = ".live"
BEAT = 1.0  # seconds from one touch of the mark to the next
FRESH = 10.0  # seconds after which an untouched mark means nothing
_MARK = b"This track is being written by `legenda live`, which takes this file away at its end.\n"


def mark(key: str) -> str:
    """The key of the mark of the track `key`."""
    return key.rpartition(".")[0] + SUFFIX


def is_live(store: Store, key: str, now: float) -> bool:
    """Whether the track `key` is being written at `now`, in seconds since 1970."""
    if not key.endswith(".vtt"):
        return False
    try:
        return now - store.stat(mark(key)).modified < FRESH
    except NotFound:
        return False


def live_names(store: Store, video: str, now: float) -> frozenset[str]:
    """The names of the tracks of a video that are being written."""
    keys = [key for key in store.keys(f"captions/{video}") if key.endswith(SUFFIX)]
    tracks = (key.removesuffix(SUFFIX) for key in keys)
    return frozenset(key.rpartition("/")[2] for key in tracks if is_live(store, f"{key}.vtt", now))


class LiveTrack:
    """A track while it is written. `zero` is when its second 0 was, in seconds since 1970."""

    def __init__(self, store: Store, key: str, zero: float) -> None:
        self.store = store
        self.key = key
        # The clock on the wall may be put right meanwhile: that must not move the captions.
        self._zero = time.monotonic() - (time.time() - zero)

    @property
    def now(self) -> int:
        """The time in the track, in milliseconds."""
        return max(0, round((time.monotonic() - self._zero) * 1000))

    def add(self, captions: Captions) -> None:
        """Put cues behind the file."""
        if blocks := written(captions):
            self.store.append(self.key, blocks.encode())

    def beat(self) -> None:
        """Say that somebody is writing."""
        self.store.write(mark(self.key), _MARK)

    def end(self) -> None:
        """Make it a track as any other."""
        captions, _ = read(self.store.read(self.key), "vtt")
        self.store.write(self.key, write(settled(captions), "vtt"))
        self.store.delete(mark(self.key))


@contextmanager
def writing(store: Store, key: str, zero: float) -> Iterator[LiveTrack]:
    """The track `key`, which is there already, live while inside."""
    track = LiveTrack(store, key, zero)
    track.beat()
    over = Event()
    beating = Thread(target=_beat, args=(track, over), daemon=True)
    beating.start()
    try:
        yield track
    finally:
        over.set()
        beating.join()
        track.end()


def begin(store: Store, key: str, *, offset: int, replace: bool) -> float:
    """Make the file of a new track, `offset` milliseconds into its video; when second 0 was."""
    _refuse_live(store, key)
    if not replace and _is_there(store, key):
        raise LegendaError(
            f"{key} is there already; say --append to go on with it, --replace to begin anew."
        )
    zero = time.time() - offset / 1000
    store.write(key, beginning(datetime.fromtimestamp(zero, UTC)).encode())
    return zero


def go_on(store: Store, key: str, *, offset: int | None) -> float:
    """When second 0 of a track was that is to be gone on with: as its header says, unless said."""
    _refuse_live(store, key)
    content = store.read(key)
    captions, _ = read(content, "vtt")
    # What somebody else wrote may end in the middle of a block.
    if not content.endswith(BLANK):
        store.append(key, b"\n\n")
    since = began(captions)
    if offset is not None or since is None:
        return time.time() - (offset or 0) / 1000
    return since.timestamp()


def _refuse_live(store: Store, key: str) -> None:
    """Two who write one track spoil it. Who was cut off a moment ago touches the mark no more."""
    if not is_live(store, key, time.time()):
        return
    with suppress(NotFound):
        before = store.stat(mark(key)).modified
        time.sleep(3 * BEAT)
        if store.stat(mark(key)).modified != before:
            raise LegendaError(f"{key} is being written already; end that first.")


def _is_there(store: Store, key: str) -> bool:
    try:
        return bool(store.stat(key))
    except NotFound:
        return False


def _beat(track: LiveTrack, over: Event) -> None:
    while not over.wait(BEAT):
        # A full disk, a folder that is away for a moment: the next beat may go well.
        with suppress(Unavailable):
            track.beat()
