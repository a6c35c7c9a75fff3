"""The application: routes, middleware, and the snapshot that is being served."""

from __future__ import annotations

import os
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette_compress import CompressMiddleware

from server.problems import NotFound, Unavailable
from server.storage import open_store
from server.web import files, live, pages, preference_pages, telling
from server.web.compressing import CompressedOnce
from server.web.converting import Conversions
from server.web.security import SecurityHeaders
from server.web.snapshot import Snapshot, take

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.types import ASGIApp


# Everything that is text is compressed; media never is, so that its ranges stay what they are.
# Brotli makes a page a fifth smaller than gzip does, at 6 in the same few milliseconds.
COMPRESSED = [Middleware(CompressMiddleware, zstd=False, gzip_level=6, brotli_quality=6)]
# What a browser keeps for a year is worth more: a stylesheet is 40 milliseconds of work.
KEPT = [Middleware(CompressedOnce, gzip_level=9, brotli_quality=11)]
# Bytes: of a form of preferences, and of one with a file of them.
FORM_SIZE = 8 * 1024
FILE_SIZE = 256 * 1024

ROUTES = [
    Route("/", pages.home),
    Route("/healthz", pages.health),
    Route("/preferences", preference_pages.save, methods=["POST"], max_body_size=FORM_SIZE),
    Route("/preferences/file", preference_pages.take_file),
    Route(
        "/preferences/file", preference_pages.bring_file, methods=["POST"], max_body_size=FILE_SIZE
    ),
    Route("/captions-look/{code}.css", preference_pages.look_of_captions, middleware=COMPRESSED),
    Route("/tell-us", telling.keep, methods=["POST"], max_body_size=FORM_SIZE),
    Route("/media/{key:path}", files.media),
    Route("/captions/{video}/{name}.live", live.stream),
    Route("/captions/{video}/{name}.{format}", files.captions, middleware=COMPRESSED),
    Route("/assets/{fingerprint}/{path:path}", files.asset, middleware=KEPT),
    Route("/{language}/", pages.topics, middleware=COMPRESSED),
    Route("/{language}/captions-guide", pages.guide, middleware=COMPRESSED),
    Route("/{language}/transcripts/{video}", pages.transcript, middleware=COMPRESSED),
    Route("/{language}/preferences", preference_pages.page, middleware=COMPRESSED),
    Route("/{language}/search", pages.search, middleware=COMPRESSED),
    Route("/{language}/tell-us", telling.page, middleware=COMPRESSED),
    Route("/{language}/{slug}", pages.topic, middleware=COMPRESSED),
]


def application(snapshot: Snapshot, *, reload: bool = False) -> ASGIApp:
    """An ASGI application that serves `snapshot`; with `reload`, the site as its files change."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        # Now, so that no reader waits for it.
        app.state.snapshot.searching.begin()
        try:
            with live.ended_by_signals(app.state.live):
                if not reload:
                    yield
                    return
                from server.web.watching import watching

                async with watching(app):
                    yield
        finally:
            app.state.snapshot.searching.end()

    app = Starlette(
        routes=ROUTES,
        lifespan=lifespan,
        exception_handlers={
            404: pages.error,
            NotFound: pages.error,
            Unavailable: pages.error,
            **dict.fromkeys((400, 403, 405, 413, 500, 503), pages.error),
        },
    )
    app.state.snapshot = snapshot
    app.state.conversions = Conversions()
    app.state.live = live.Live(live.MOST_LISTENERS)
    # Outside of everything, so that the answer to a crash has the headers too.
    return SecurityHeaders(app)


def from_environment() -> ASGIApp:
    """The application for a worker process: `LEGENDA_SITE` is the folder, `LEGENDA_RELOAD` 1."""
    snapshot, _ = take(open_store(os.environ["LEGENDA_SITE"]))
    return application(snapshot, reload=os.environ.get("LEGENDA_RELOAD") == "1")
