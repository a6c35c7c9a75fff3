"""What the tests of the web share: a client of a site that is written in the test itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from server.storage import open_store
from server.storage.memory import MemoryStore
from server.web.app import application
from server.web.snapshot import take

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


@pytest.fixture
def client(
    make_site: Callable[[Mapping[str, str | bytes]], Path],
) -> Callable[[Mapping[str, str | bytes] | MemoryStore], TestClient]:
    """A function that writes the files of a site (or takes a store) and gives a client of it, which
    follows no redirects and raises no errors of the server."""

    def make(site: Mapping[str, str | bytes] | MemoryStore) -> TestClient:
        store = site if isinstance(site, MemoryStore) else open_store(make_site(site))
        snapshot, _ = take(store)
        return TestClient(
            application(snapshot),
            follow_redirects=False,
            raise_server_exceptions=False,
            headers={"Accept": "text/html", "Accept-Language": ""},
        )

    return make
