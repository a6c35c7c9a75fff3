"""An index kept in a folder: built beside, swapped whole.

An index lies in a folder named by its mark. Several processes may make the same at once: who is
last finds that it is there, and takes that one.
"""

from __future__ import annotations

import os
import re
import shutil
from hashlib import blake2b
from importlib.metadata import version
from typing import TYPE_CHECKING

from server.problems import Unavailable
from server.search.analysis import VERSION
from server.search.index import Index

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from server.search import Document

BESIDE = ".new-"
OURS = re.compile(r"[0-9a-f]{32}")


def kept(folder: Path, mark: str, documents: Iterable[Document]) -> Index:
    """The index in `folder` for `mark`, made of `documents` where it is not there or is broken.

    Those of other marks are taken away. Raises `Unavailable` where the folder cannot be written.
    """
    whole = f"{mark}\0{VERSION}\0{version('tantivy')}"
    place = folder / blake2b(whole.encode(), digest_size=16).hexdigest()
    try:
        return _opened(place) or _made(place, documents)
    except OSError as error:
        raise Unavailable(f"The index cannot be kept in {folder}: {error}.") from error


def _opened(place: Path) -> Index | None:
    if not place.is_dir():
        return None
    try:
        return Index.opened(place)
    except ValueError:  # broken, or not one of ours: a cache is made again
        shutil.rmtree(place)
        return None


def _made(place: Path, documents: Iterable[Document]) -> Index:
    beside = place.with_name(f"{BESIDE}{os.getpid()}-{place.name}")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    try:
        Index.built(documents, beside)
        if not place.is_dir():
            beside.rename(place)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    for other in place.parent.iterdir():
        # Nothing but what was made here: not what another process builds now, and no other files.
        if other != place and OURS.fullmatch(other.name):
            shutil.rmtree(other, ignore_errors=True)
    return Index.opened(place)
