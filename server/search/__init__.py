"""Search: documents in, hits out. Usable alone; needs the extra `search` (tantivy).

    index = build_index(documents)                    # in memory
    index = open_index(folder, mark, documents)       # kept in a folder, made where it is not there
    found = index.search("words or “a phrase”", readers=[Language("en")])

Knows documents and hits; knows nothing of sites, captions or HTTP. An index is a cache, never the
truth: delete it, and it is made again.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from server.languages import Language
    from server.search.index import Index

# Of each kind, the best so many are looked at: nobody reads on for fifty pages.
MOST_HITS = 1000

# How hits fit what was asked, the best way first: all of its words are there; all of them, or words
# a letter away; at least half of these.
Nearness = Literal["", "near", "some"]
NEARNESS: tuple[Nearness, ...] = ("", "near", "some")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a document that a hit can point to: its `anchor`, its heading and its text."""

    anchor: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What can be found. Of the documents of a `kind` with one `group`, hits are all of the same
    `version`: the one that the reader would choose among those that fit. `is_one_text`: its parts
    are read on, so that an excerpt of one may reach into the next."""

    kind: str
    group: str
    version: str
    language: Language
    title: str
    parts: tuple[Part, ...]
    is_one_text: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of an excerpt; `found` where it is a word that was looked for."""

    text: str
    found: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A document, the part of it that fits best, and an excerpt of that part."""

    document: Document
    part: Part
    excerpt: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The hits that were asked for, how many there are of each kind, and how they fit."""

    hits: tuple[Hit, ...]
    counts: dict[str, int]
    nearness: Nearness = ""


def is_installed() -> bool:
    """Whether there is what indexes are made with."""
    return find_spec("tantivy") is not None


def build_index(documents: Iterable[Document]) -> Index:
    """An index of some documents, in memory."""
    from server.search.index import Index

    return Index.built(documents)


def open_index(folder: Path, mark: str, documents: Iterable[Document]) -> Index:
    """The index in `folder` that was made with `mark`; where there is none, it is made.

    A mark says which documents these are. `documents` is asked for only where they are needed.
    """
    from server.search.keeping import kept

    return kept(folder, mark, documents)
