"""Swaps the site when a file changes, without dropping a request.

A reload that finds new errors keeps the last good snapshot.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from watchfiles import Change, DefaultFilter, awatch

from server.problems import ConfigError, LegendaError, Problem, Unavailable
from server.site.config import FILE
from server.site.live import SUFFIX as MARK
from server.storage.folder import FolderStore
from server.terminal import show_problems, tell
from server.web.checking import check_pages
from server.web.snapshot import errors_of, take
from server.web.theme import OURS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from starlette.applications import Starlette

    from server.web.snapshot import Snapshot

AGAIN = 1  # seconds
PARTS = ("site.toml", "topics", "media", "captions", "templates")


class _SiteFilter(DefaultFilter):
    """Only what a site is made of; half-written files are not."""

    def __init__(self, roots: tuple[Path, ...]) -> None:
        super().__init__(ignore_entity_patterns=[r"^\.", r"~$", rf"\{MARK}$"])
        self.roots = roots

    def __call__(self, change: Change, path: str) -> bool:
        # Cues are read when they are asked for, and a live track grows all the time.
        if change is Change.modified and path.endswith(".vtt"):
            return False
        for root in self.roots:
            below = path.removeprefix(f"{root}/")
            if below != path and (root == OURS or below.split("/")[0] in PARTS):
                return bool(super().__call__(change, path))
        return False


@asynccontextmanager
async def watching(app: Starlette) -> AsyncIterator[None]:
    """While inside, `app` serves its site as its files are; while they are bad, the last good."""
    task = asyncio.create_task(_watch(app))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _watch(app: Starlette) -> None:
    store = app.state.snapshot.store
    if not isinstance(store, FolderStore):
        return
    roots = (store.root, OURS) if not OURS.is_relative_to(store.root) else (store.root,)
    while True:
        try:
            async for _ in awatch(*roots, watch_filter=_SiteFilter(roots), step=100, debounce=400):
                await _swap(app)
            return
        except Exception as error:  # a folder that vanishes while it is entered, too many watches
            tell(f"The files cannot be followed: {type(error).__name__}: {error}. Trying again.")
        await asyncio.sleep(AGAIN)
        await _swap(app)


async def _swap(app: Starlette) -> None:
    last: Snapshot = app.state.snapshot
    now, problems = await run_in_threadpool(retake, last)
    app.state.snapshot = now
    show_problems(problems)
    if now is last:
        tell("The last good site is still being served.")
    else:
        tell("The site was read again.")


def retake(last: Snapshot) -> tuple[Snapshot, tuple[Problem, ...]]:
    """The site as it is now, or `last` where it has errors that `last` had not; its problems."""
    try:
        now, problems = take(last.store)
        problems = (*problems, *check_pages(now))
    except LegendaError as error:
        found = getattr(error, "problems", ())
        path = FILE if isinstance(error, ConfigError) else ""
        return last, found or (Problem(rule="site-toml", message=str(error), path=path),)
    except Exception as error:  # whatever it is, the last good site goes on
        message = f"The site cannot be read: {type(error).__name__}: {error}."
        return last, (Problem(rule="reload", message=message),)
    if not errors_of(problems) <= last.errors:
        return last, problems
    if now.searching.is_offered:
        with suppress(Unavailable):  # which is told where it is made
            now.searching.index(within=None)
    return now, problems
