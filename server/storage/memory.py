"""A dict as a `Store`, for tests and for sites made on the fly."""

from __future__ import annotations

import hashlib
import time
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from server.problems import NotFound
from server.storage import Stat, clean_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class MemoryStore:
    """Bytes in memory: `MemoryStore({"site.toml": b""})`."""

    def __init__(self, files: Mapping[str, bytes | str] | None = None) -> None:
        self._files: dict[str, tuple[bytes, float]] = {}
        for key, content in (files or {}).items():
            self.write(key, content.encode() if isinstance(content, str) else content)

    def keys(self, prefix: str = "") -> Iterator[str]:
        """Every key below the folder `prefix`, in order."""
        below = f"{clean_key(prefix)}/" if prefix else ""
        yield from sorted(key for key in self._files if key.startswith(below))

    def stat(self, key: str) -> Stat:
        """What is known of the bytes under `key`; their version is their hash."""
        content, modified = self._found(key)
        return Stat(key, len(content), modified, hashlib.sha256(content).hexdigest()[:16])

    def read(self, key: str) -> bytes:
        """All bytes under `key`."""
        return self._found(key)[0]

    def open(self, key: str) -> BinaryIO:
        """A stream of the bytes under `key`."""
        return BytesIO(self.read(key))

    def write(self, key: str, content: bytes) -> None:
        """Put `content` under `key`."""
        self._files[clean_key(key)] = (content, time.time())

    def append(self, key: str, content: bytes) -> None:
        """Put `content` behind the bytes under `key`."""
        self.write(key, self.read(key) + content)

    def delete(self, key: str) -> None:
        """Take away the bytes under `key`."""
        self._found(key)
        del self._files[key]

    def path(self, key: str) -> None:
        """None: nothing here is a file, though the key must exist."""
        self._found(key)

    def _found(self, key: str) -> tuple[bytes, float]:
        try:
            return self._files[clean_key(key)]
        except KeyError:
            raise NotFound(f"There is no file {key}.") from None
