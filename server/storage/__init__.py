"""Bytes under a key: the `Store` protocol and its back-ends.

Knows nothing of what the bytes mean. A key is a relative path with `/` between its parts, such as
`captions/intro/en.vtt`; `clean_key` says which are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Protocol

from server.problems import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Stat:
    """What is known of the bytes under a key without reading them.

    `size` in bytes; `modified` in seconds since 1970; `version` changes whenever the bytes do.
    """

    key: str
    size: int
    modified: float
    version: str


class Store(Protocol):
    """Where a site lies.

    Every method raises `NotFound` for a key that is absent or no key, `Unavailable` where the bytes
    are there and cannot be read or written.
    """

    def keys(self, prefix: str = "") -> Iterator[str]:
        """Every key below the folder `prefix`, in order; hidden files are left out."""

    def stat(self, key: str) -> Stat:
        """What is known of the bytes under `key`."""

    def read(self, key: str) -> bytes:
        """All bytes under `key`."""

    def open(self, key: str) -> BinaryIO:
        """A seekable stream of the bytes under `key`."""

    def write(self, key: str, content: bytes) -> None:
        """Put `content` under `key`, whole or not at all."""

    def append(self, key: str, content: bytes) -> None:
        """Put `content` behind the bytes under `key`, which must be there."""

    def delete(self, key: str) -> None:
        """Take away the bytes under `key`, which must be there."""

    def __hash__(self) -> int:
        """A store is itself: caches are kept for each."""

    def path(self, key: str) -> Path | None:
        """The file on this machine that holds the bytes, or None where there is no such file."""


# The names that Windows keeps for devices, with any suffix: opening one there never ends.
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?")
_BAD_CHARACTER = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]|[^\x00-\ud7ff\ue000-\U0010ffff]')


def clean_key(key: str) -> str:
    """`key` itself; `NotFound` unless it means the same below one folder on every system.

    Refused: an absolute path, an empty, hidden or `..` part, a backslash or colon (drives,
    streams), a control character, half a character (a surrogate), a part that ends with a dot or
    space, a device name, more than 1,000 characters.
    """
    parts = key.split("/")
    if len(key) > 1000 or not all(_clean_part(part) for part in parts):
        raise NotFound(f"“{key[:100]}” is no key of a file.")
    return key


def _clean_part(part: str) -> bool:
    return not (
        not part
        or part.startswith(".")
        or part.endswith((".", " "))
        or _BAD_CHARACTER.search(part)
        or _DEVICE.fullmatch(part)
    )


def open_store(address: str | Path) -> Store:
    """The store at an address: a folder's path. Raises `NotFound` where there is no folder."""
    from server.storage.folder import FolderStore

    return FolderStore(address)
