"""The index of a snapshot: made beside the requests, waited for by those who search.

Knows when it is made; what is in it is known to `site.indexing`.
"""

from __future__ import annotations

import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING

from server.problems import Problem, Severity, Unavailable
from server.search import is_installed
from server.terminal import show_problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from server.search import Document
    from server.search.index import Index
    from server.site.model import Site
    from server.storage import Store

# Seconds that a request waits for an index that is being made.
PATIENCE = 5.0


class Searching:
    """The index of one state of a site, once it is made."""

    def __init__(self, store: Store, site: Site) -> None:
        self.is_offered = is_installed()
        self._store, self._site = store, site
        self._index: Future[Index] = Future()
        self._begun, self._ended = threading.Event(), threading.Event()
        self._lock = threading.Lock()

    def begin(self) -> None:
        """Make the index, in a thread of its own; a second time does nothing."""
        with self._lock:
            if self.is_offered and not self._begun.is_set():
                self._begun.set()
                threading.Thread(target=self._make, name="search-index").start()

    def end(self) -> None:
        """Make it no further: the server stops."""
        self._ended.set()

    def index(self, *, within: float | None = PATIENCE) -> Index:
        """The index; raises `Unavailable` where it cannot be made, or is not `within` seconds."""
        self.begin()
        try:
            return self._index.result(within)
        except TimeoutError:
            raise Unavailable("The index of the search is still being made.") from None

    def _make(self) -> None:
        from server.site.indexing import index_of

        try:
            self._index.set_result(index_of(self._store, self._site, through=self._until_end))
        except BaseException as error:  # a panic in tantivy is no Exception
            self._index.set_exception(Unavailable(f"{type(error).__name__}: {error}"))
            if not self._ended.is_set():
                message = f"The index of the search cannot be made: {type(error).__name__}: {error}"
                severity = Severity.WARNING
                show_problems([Problem(rule="search-index", message=message, severity=severity)])

    def _until_end(self, documents: Iterable[Document]) -> Iterator[Document]:
        for one in documents:
            if self._ended.is_set():
                raise Unavailable("The server stops.")
            yield one
