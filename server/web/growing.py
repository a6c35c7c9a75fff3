"""A file that grows, and the events that tell of it.

One look at the file serves everybody who follows it. Knows cues and events; knows nothing of
requests. Source of the format: https://html.spec.whatwg.org/multipage/server-sent-events.html.
"""

from __future__ import annotations

import asyncio
import json
import time
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool

from server.captions.live import read_blocks, whole
from server.captions.settings import Settings, settings
from server.problems import NotFound, Unavailable
from server.site.live import is_live

if TYPE_CHECKING:
    from server.captions import Cue
    from server.storage import Store

LOOK = 0.25  # seconds between two looks: nobody who reads captions notices


class Growing:
    """One file, looked at for everybody who follows it."""

    def __init__(self, store: Store, key: str) -> None:
        self.listeners = 0
        self.over = False
        self._store = store
        self._key = key
        self._version = ""
        self._content = b""
        self._task: asyncio.Task[None] | None = None
        self._looked = asyncio.Event()
        self._changed = asyncio.Event()

    async def begun(self) -> None:
        """Look at the file from now on; returns after the first look."""
        self._task = self._task or asyncio.create_task(self._watch())
        await self._looked.wait()

    def stop(self) -> None:
        """Look no more."""
        if self._task:
            self._task.cancel()

    def wake(self) -> None:
        """Let everybody who waits for a change look up."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def change(self, known: str, seconds: float) -> bool:
        """Wait until there is more than `known`, or the end; False where nothing happened."""
        changed = self._changed
        if self.over or known != self._id:
            return True
        try:
            async with asyncio.timeout(seconds):
                return await changed.wait()
        except TimeoutError:
            return False

    @property
    def _id(self) -> str:
        """What a listener knows who has everything: which file, and how much of it."""
        first, _, _ = self._content.partition(b"\n")
        return f"{zlib.crc32(first):08x}-{len(self._content)}"

    def since(self, known: str) -> tuple[str, str]:
        """The event with what is new to who knows `known`, "" for nothing; what is known then."""
        if known == self._id:
            return "", known
        file, _, end = known.partition("-")
        place = int(end) if end.isdecimal() and len(end) < 12 else 0
        # Another file, or one that was written anew: all of it, in place of what was there.
        same = file == self._id.partition("-")[0] and place == whole(self._content[:place])
        name = "cues" if same or not known else "again"
        cues = _cues(self._content[place if same else 0 :])
        return f"event: {name}\nid: {self._id}\ndata: {cues}\n\n", self._id

    async def _watch(self) -> None:
        while not self.over:
            if await run_in_threadpool(self._look):
                self.wake()
            self._looked.set()
            await asyncio.sleep(LOOK)

    def _look(self) -> bool:
        """Whether the file has changed since the last look, or has its end."""
        try:
            live = is_live(self._store, self._key, time.time())
            version = self._store.stat(self._key).version
            if live and version == self._version:
                return False
            content = self._store.read(self._key)
        except Unavailable:
            return False  # the next look may go well
        except NotFound:
            live, version, content = False, "", b""
        self._version, self.over = version, not live
        self._content = content[: whole(content)] if live else content
        return True


@lru_cache(maxsize=64)
def _cues(blocks: bytes) -> str:
    """Blocks of a file as JSON: for each cue what a browser's VTTCue has, times in seconds."""
    captions, _ = read_blocks(blocks.decode("utf-8", "replace").removeprefix("\ufeff"))
    return json.dumps([_cue(cue) for cue in captions.cues], ensure_ascii=False)


# The attributes of a VTTCue, by our names: https://www.w3.org/TR/webvtt1/#the-vttcue-interface.
ATTRIBUTES = {
    "vertical": "vertical",
    "snap_to_lines": "snapToLines",
    "line": "line",
    "line_align": "lineAlign",
    "position": "position",
    "position_align": "positionAlign",
    "size": "size",
    "align": "align",
}
_USUAL = Settings()


def _cue(cue: Cue) -> dict[str, Any]:
    found = settings(cue.settings)
    placed = {
        name: getattr(found, ours)
        for ours, name in ATTRIBUTES.items()
        if getattr(found, ours) != getattr(_USUAL, ours)
    }
    times = {"start": cue.start / 1000, "end": cue.end / 1000}
    return {"id": cue.id, **times, "text": cue.text, **placed}
