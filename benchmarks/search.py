"""The search beside SQLite's FTS5 (standard library), on the same site, in one run.

    .venv/bin/python benchmarks/search.py            2,000 topics
    .venv/bin/python benchmarks/search.py 200        so many topics

Each topic has five sections, each second one a video of 40 cues. FTS5 gets the same texts, one row
for each heading and each paragraph, with its stemmer for English (porter), and answers with its own
excerpts and ranking. Ours also finds one version of each topic, the heading or second to lead to,
and, where nothing is found, words a letter away.
"""

from __future__ import annotations

import random
import sqlite3
import sys
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.measuring import medians, row
from server.languages import Language
from server.search import Document, Part, build_index

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.search.index import Index

EN = Language("en")
KINDS = ("topic", "moment")
# Few words are frequent and many are rare, as in any language (Zipf's law).
VOCABULARY = 20_000
QUERIES = {
    "one rare word": "w400",
    "one frequent word": "w3",
    "two words": "w20 w150",
    "a phrase": '"w1 w2"',
    "a word with a letter wrong": "w400x",
}


def text(chance: random.Random, words: int) -> str:
    """So many words, frequent ones often."""
    return " ".join(f"w{min(int(chance.paretovariate(0.6)), VOCABULARY)}" for _ in range(words))


def site(topics: int) -> list[Document]:
    """The documents of a site as `site.indexing` makes them."""
    chance = random.Random(1)  # noqa: S311 - the same site each time
    made = []
    for number in range(topics):
        parts = tuple(Part(f"s{at}", text(chance, 4), text(chance, 120)) for at in range(5))
        made.append(_document("topic", f"t{number}", text(chance, 6), parts))
        for start in range(0, 40, 4) if number % 2 else ():
            lines = (Part(str(1000 * (start + at)), "", text(chance, 9)) for at in range(4))
            made.append(_document("moment", f"v{number}", "", tuple(lines)))
    return made


def _document(kind: str, group: str, title: str, parts: tuple[Part, ...]) -> Document:
    return Document(kind=kind, group=group, version="en", language=EN, title=title, parts=parts)


def fts5(documents: list[Document]) -> sqlite3.Connection:
    """The same in SQLite."""
    base = sqlite3.connect(":memory:")
    base.execute(
        "create virtual table found using fts5(kind unindexed, place unindexed, title, text, "
        "tokenize = 'porter unicode61 remove_diacritics 2')"
    )
    for one in documents:
        pieces = one.parts if one.kind == "topic" else (Part("", "", _joined(one)),)
        rows = ((one.kind, one.group, one.title, f"{it.heading} {it.text}") for it in pieces)
        base.executemany("insert into found values (?, ?, ?, ?)", rows)
    base.commit()
    return base


def _joined(one: Document) -> str:
    return " ".join(part.text for part in one.parts)


def ask_fts5(base: sqlite3.Connection, query: str) -> list[tuple[str, str]]:
    """The first 20, topics first, and how many there are."""
    base.execute("select count(*) from found where found match ?", (query,)).fetchone()
    return base.execute(
        "select place, snippet(found, 3, '<mark>', '</mark>', '…', 30) from found "
        "where found match ? order by kind desc, bm25(found, 0, 0, 3, 1) limit 20",
        (query,),
    ).fetchall()


def ask(index: Index, query: str) -> object:
    """The first 20, topics first, and how many there are."""
    return index.search(query, kinds=KINDS, readers=(EN,))


def main(topics: int = 2000) -> None:
    """Prints the tables of docs/performance.md."""
    documents = site(topics)
    before = process_time()
    index = build_index(documents)
    middle = process_time()
    base = fts5(documents)
    after = process_time()
    made = f"{(after - middle) / (middle - before):.2f}×"
    print(
        f"{len(documents):,} documents of {topics:,} topics; ours made in {middle - before:.1f} s"
    )
    print(f"\n| {topics:,} topics | Legenda | FTS5 |\n| --- | --- | --- |")
    print(row("index made", ("1.0×", made)))
    for name, query in QUERIES.items():
        work: dict[str, Callable[[], object]] = {
            "ours": lambda query=query: [ask(index, query) for _ in range(5)],
            "fts5": lambda query=query: [ask_fts5(base, query) for _ in range(5)],
        }
        taken = medians(work)
        print(row(name, ("1.0×", f"{taken['fts5'] / taken['ours']:.2g}×")), end="")
        print(f"    {taken['ours'] / 5 * 1000:.1f} ms")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
