"""The screen reader that the tests of a module share: it takes seconds to start."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.screen_reader.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew-walks",
        action="store_true",
        help="write what is heard today into tests/screen_reader/walks",
    )


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """Somebody who hears Orca: `reader.visit(url)`, `reader.press("h").hear("level 1")`."""
    # Not pytest's own folder: the path of a socket has to be short.
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        Reader(Path(folder)) as it,
    ):
        yield it
