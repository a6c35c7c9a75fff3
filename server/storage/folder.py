"""A folder of this machine as a `Store` that it refuses to leave."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from server.problems import NotFound, Unavailable
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
        found: list[str] = []
        for folder, folders, files in os.walk(top):
            folders[:] = [name for name in folders if not name.startswith(".")]
            found += (Path(folder, name).relative_to(self.root).as_posix() for name in files)
        yield from (key for key in sorted(found) if self._is_file(key))

    def stat(self, key: str) -> Stat:
        """What is known of the file `key`; its version is its time of change and its size."""
        with _understood(key):
            found = self.path(key).stat()
        return Stat(key, found.st_size, found.st_mtime, f"{found.st_mtime_ns:x}-{found.st_size:x}")

    def read(self, key: str) -> bytes:
        """All bytes of the file `key`."""
        with _understood(key):
            return self.path(key).read_bytes()

    def open(self, key: str) -> BinaryIO:
        """The file `key`, opened for reading."""
        with _understood(key):
            return self.path(key).open("rb")

    def write(self, key: str, content: bytes) -> None:
        """Write the file `key` beside its place, then move it there, so that no half is seen.

        A file that was there keeps its permissions.
        """
        target = self._within(key)
        with _understood(key):
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=target.parent, prefix=".writing-")
            temporary = Path(name)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
                temporary.chmod(_mode(target))
                temporary.replace(target)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise

    def append(self, key: str, content: bytes) -> None:
        """Put `content` behind the file `key` in one piece, so that no reader sees half of it."""
        with _understood(key), self.path(key).open("ab", buffering=0) as file:
            file.write(content)

    def delete(self, key: str) -> None:
        """Take away the file `key`."""
        with _understood(key):
            self.path(key).unlink()

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


@contextmanager
def _understood(key: str) -> Iterator[None]:
    """The system's errors in our words."""
    try:
        yield
    except FileNotFoundError as error:
        raise NotFound(f"There is no file {key}.") from error
    except OSError as error:
        raise Unavailable(f"{key} cannot be used: {error.strerror or error}.") from error


def _mode(path: Path) -> int:
    """Who may read and write a file that is written: as before, else as the system has it."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        umask = os.umask(0)
        os.umask(umask)
        return 0o666 & ~umask


def _regular(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        return False
