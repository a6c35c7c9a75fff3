"""The same page in browsers of other makers: each test runs in Firefox and in WebKitGTK."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import pytest

from tests.engines.firefox import firefox
from tests.engines.webkit import webkit

if TYPE_CHECKING:
    from collections.abc import Iterator


class Engine(Protocol):
    """One page in a browser."""

    def open(self, url: str) -> None:
        """Go to `url` and wait until it has loaded."""

    def run(self, function: str, *values: object) -> Any:
        """What an `async` function of JavaScript returns for these values."""

    def press(self, *keys: str) -> None:
        """Press keys, each by its character."""


ENGINES = {"firefox": firefox, "webkit": webkit}


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A browser that the tests of a module share; each opens the page it needs."""
    with ENGINES[request.param]() as started:
        yield started
