"""A folder of this machine as a `Store` that it refuses to leave."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from server.problems import NotFound
from server.storage import Stat, clean_key

if TYPE_CHECKING:
    from collections.abc import Iterator


class FolderStore:
    """The files below `root`. A link that leads out of it is no file."""

    def __init__(self, root: str | Path) -> None:
        self.root = Path(root).resolve()
        if not self.root.is_dir():
            raise NotFound(f"There is no folder {self.root}.")

    def keys(self, prefix: str = "") -> Iterator[str]:
        """Every key below the folder `prefix`, in order; hidden files are left out."""
        top = self.root / clean_key(prefix) if prefix else self.root
        for folder, folders, files in os.walk(top):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(files):
                key = Path(folder, name).relative_to(self.root).as_posix()
                if self._is_file(key):
                    yield key

    def stat(self, key: str) -> Stat:
        """What is known of the file `key`; its version is its time of change and its size."""
        found = self.path(key).stat()
        return Stat(key, found.st_size, found.st_mtime, f"{found.st_mtime_ns:x}-{found.st_size:x}")

    def read(self, key: str) -> bytes:
        """All bytes of the file `key`."""
        return self.path(key).read_bytes()

    def open(self, key: str) -> BinaryIO:
        """The file `key`, opened for reading."""
        return self.path(key).open("rb")

    def write(self, key: str, content: bytes) -> None:
        """Write the file `key` beside its place, then move it there, so that no half is seen."""
        target = self._within(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".writing-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            umask = os.umask(0)
            os.umask(umask)
            Path(temporary).chmod(0o666 & ~umask)
            Path(temporary).replace(target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise

    def path(self, key: str) -> Path:
        """The real file of `key`, links followed, as long as they stay below the root."""
        found = self._within(key)
        # A FIFO or a device would block its reader for ever: only regular files are files here.
        if not _regular(found):
            raise NotFound(f"There is no file {key}.")
        return found

    def _within(self, key: str) -> Path:
        try:
            found = (self.root / clean_key(key)).resolve()
        except (OSError, RuntimeError) as error:  # a loop of links, a name too long
            raise NotFound(f"There is no file {key[:100]}.") from error
        if not found.is_relative_to(self.root):
            raise NotFound(f"There is no file {key}.")
        return found

    def _is_file(self, key: str) -> bool:
        try:
            return bool(self.path(key))
        except NotFound:
            return False


def _regular(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        return False
