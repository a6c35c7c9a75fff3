"""Live tracks as they grow: server-sent events for all who read along.

Knows requests, who listens and when to stop; which tracks are live is in `server.site.live`, what
the events hold in `growing`.
"""

from __future__ import annotations

import asyncio
import signal
import threading
import time
from contextlib import asynccontextmanager, contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

from server.site.live import is_live, live_names
from server.web.files import track_in
from server.web.growing import Growing

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from types import FrameType

    from starlette.requests import Request

    from server.storage import Store

MOST_LISTENERS = 500  # of one process
BEAT = 15  # seconds after which a silent stream says that it is there
AGAIN = 1000  # milliseconds until a browser that lost the stream tries again
EVENTS = "text/event-stream"
HEADERS = {
    "Cache-Control": "no-store",
    "Access-Control-Allow-Origin": "*",
    # nginx would otherwise keep the events until its buffer is full.
    "X-Accel-Buffering": "no",
}


def live_now(store: Store, video: str) -> frozenset[str]:
    """The names of the tracks of a video that are live; looked up once a second at most."""
    return _live_in(store, video, int(time.time()))


@lru_cache(maxsize=256)
def _live_in(store: Store, video: str, second: int) -> frozenset[str]:
    return live_names(store, video, second)


async def stream(request: Request) -> Response:
    """`/captions/{video}/{name}.live`: the cues of a live track, those there are and each new one.

    204 where it is not live, which tells a browser not to ask again.
    """
    store = request.app.state.snapshot.store
    names = request.path_params
    track = track_in(request.app.state.snapshot, names["video"], names["name"])
    if not await run_in_threadpool(is_live, store, track.key, time.time()):
        return Response(status_code=204, headers=HEADERS)
    live: Live = request.app.state.live
    if live.listeners >= live.most:
        return Response(status_code=503, headers={**HEADERS, "Retry-After": "30"})
    if request.method == "HEAD":
        return Response(headers=HEADERS, media_type=EVENTS)
    known = request.headers.get("last-event-id", "")
    events = live.events(store, track.key, known)
    return StreamingResponse(events, headers=HEADERS, media_type=EVENTS)


class Live:
    """The tracks that somebody follows, and how many do."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.listeners = 0
        self.ending = False
        self._growing: dict[tuple[Store, str], Growing] = {}

    async def events(self, store: Store, key: str, known: str) -> AsyncIterator[str]:
        """The events of a track for one listener, from the one that it knows."""
        yield f"retry: {AGAIN}\n\n"
        async with self._followed(store, key) as growing:
            while not self.ending:
                event, known = growing.since(known)
                if event:
                    yield event
                if growing.over:
                    yield "event: end\ndata:\n\n"
                    return
                if not await growing.change(known, BEAT):
                    yield ":\n\n"

    def end(self) -> None:
        """Let everybody go, who will find the next server by themselves."""
        self.ending = True
        for growing in self._growing.values():
            growing.wake()

    @asynccontextmanager
    async def _followed(self, store: Store, key: str) -> AsyncIterator[Growing]:
        growing = self._growing.setdefault((store, key), Growing(store, key))
        growing.listeners += 1
        self.listeners += 1
        try:
            await growing.begun()
            yield growing
        finally:
            self.listeners -= 1
            growing.listeners -= 1
            if not growing.listeners:
                growing.stop()
                self._growing.pop((store, key), None)


@contextmanager
def ended_by_signals(live: Live) -> Iterator[None]:
    """While inside, a signal that stops the server ends the streams first.

    uvicorn waits for every answer that is under way, and a stream would be under way for ever.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # signals are none of this thread's business
        return
    loop = asyncio.get_running_loop()
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def stop(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(live.end)
        if callable(handler := before[signal.Signals(number)]):
            handler(number, frame)

    for number in before:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
