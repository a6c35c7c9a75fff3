"""The index: one of tantivy's, in memory or in a folder.

Knows how documents lie in it and how they are ranked; what it was made of it has stored, so that
nothing else must be read to show a hit. Scores are of one language, so languages are ranked first:
those of the reader before all others.
"""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import tantivy
from tantivy import Occur, Query

from server.languages import Language
from server.search import MOST_HITS, NEARNESS, Document, Found, Part
from server.search.analysis import analysis, cut
from server.search.excerpts import hit
from server.search.wanted import wanted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from server.search import Hit, Nearness
    from server.search.wanted import Wanted

MOST_CHARACTERS = 200  # of a query
# What a word is worth in a title, one that only begins as was asked, and one a letter away.
TITLE, BEGUN, NEAR = 3.0, 0.2, 0.3
OWN = 1000.0  # more than any word is worth
MEMORY = 15_000_000  # bytes, the least that tantivy's writer works with

Address = Any  # tantivy.DocAddress


class Index:
    """Documents that can be searched; it never changes."""

    def __init__(self, index: tantivy.Index) -> None:
        self._schema = index.schema
        self._searcher = index.searcher()
        tags = (tag for tag, _ in self._searcher.terms_with_prefix("language", ""))
        self.languages = tuple(sorted(map(Language, tags)))
        self._tags = {_number(one.tag): one for one in self.languages}

    @staticmethod
    def built(documents: Iterable[Document], folder: Path | None = None) -> Index:
        """A new index: in an empty folder, or in memory."""
        documents = tuple(documents)
        schema = _schema({analysis(one.language) for one in documents})
        index = tantivy.Index(schema, str(folder) if folder else None)
        writer = index.writer(MEMORY, 1)
        for document in documents:
            writer.add_document(_written(document))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        return Index(index)

    @staticmethod
    def opened(folder: Path) -> Index:
        """The index that was built in a folder; raises ValueError where there is none."""
        return Index(tantivy.Index.open(str(folder)))

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def search(
        self,
        query: str,
        *,
        kinds: Sequence[str],
        readers: Sequence[Language] = (),
        only: bool = False,
        start: int = 0,
        most: int = 20,
    ) -> Found:
        """The hits from `start` on, those of the first kind first.

        `readers` are the languages that the reader reads, most wanted first; with `only`, nothing
        else than the first of them is looked through. Never raises for any `query`.
        """
        order = self._order(readers[:1] if only else readers)
        own = self._order(readers[:1])
        hows = sorted({analysis(one) for one in (own if only else self.languages)})
        cut = ((how, wanted(query[:MOST_CHARACTERS], how)) for how in hows)
        asked = {how: words for how, words in cut if words}
        found: dict[str, list[Address]] = {}
        nearness: Nearness = ""
        for nearness in NEARNESS if asked else ():
            fits = _any_of(self._of_language(how, asked[how], nearness) for how in asked)
            found = {kind: self._best(kind, fits, own, only=only) for kind in kinds}
            if any(found.values()):
                break
        shown = {kind: self._one_version_each(found.get(kind, []), order) for kind in kinds}
        wished = [address for kind in kinds for address in shown[kind]][start : start + most]
        return Found(
            tuple(self._hit(address, asked, near=bool(nearness)) for address in wished),
            {kind: len(addresses) for kind, addresses in shown.items()},
            nearness if any(shown.values()) else "",
        )

    def _order(self, readers: Sequence[Language]) -> tuple[Language, ...]:
        """The languages there are that a reader reads, most wanted first."""
        order: list[Language] = []
        for reader in readers:
            rest = [one for one in self.languages if one not in order]
            while near := reader.match(rest):
                order.append(near)
                rest.remove(near)
        return tuple(order)

    def _of_language(self, how: str, asked: Sequence[Wanted], nearness: Nearness) -> Query:
        """Documents of one way to be cut that have all the words, or, with `some`, half of them."""
        words = [self._word(how, one, near=bool(nearness)) for one in asked]
        if nearness == "some":
            return Query.boolean_query(
                [(Occur.Should, word) for word in words], (len(words) + 1) // 2
            )
        return Query.boolean_query([(Occur.Must, word) for word in words])

    def _word(self, how: str, one: Wanted, *, near: bool) -> Query:
        ways = []
        for field, weight in ((f"title_{how}", TITLE), (f"text_{how}", 1.0)):
            ways.append(Query.boost_query(self._exactly(field, one), weight))
            if one.begun:
                begun = Query.phrase_prefix_query(self._schema, field, list(one.terms))
                ways.append(Query.boost_query(begun, BEGUN * weight))
            if near and one.may_be_near:
                fuzzy = Query.fuzzy_term_query(self._schema, field, one.terms[0], 1)
                ways.append(Query.boost_query(fuzzy, NEAR * weight))
        return Query.disjunction_max_query(ways, 0.1)

    def _exactly(self, field: str, one: Wanted) -> Query:
        if len(one.terms) > 1:
            return Query.phrase_query(self._schema, field, list(one.terms))
        return Query.term_query(self._schema, field, one.terms[0])

    def _best(
        self, kind: str, fits: Query, own: Sequence[Language], *, only: bool
    ) -> list[Address]:
        """Where the documents of a kind lie that fit, best first, those in `own` before others."""
        in_own = Query.term_set_query(self._schema, "language", [one.tag for one in own])
        of_kind = Query.const_score_query(Query.term_query(self._schema, "kind", kind), 0.0)
        first = Query.boost_query(Query.const_score_query(in_own, 1.0), OWN)
        in_order = (Occur.Must if only else Occur.Should, first)
        query = Query.boolean_query([(Occur.Must, fits), (Occur.Must, of_kind), in_order])
        hits = self._searcher.search(query, MOST_HITS, count=False).hits
        return [address for _, address in hits]

    def _one_version_each(self, best: list[Address], order: Sequence[Language]) -> list[Address]:
        """Of each group those of one version: in the language that is wanted most."""
        if not best:
            return []
        groups, versions, tongues = (
            self._searcher.fast_field_values(name, best) for name in ("group", "version", "tongue")
        )
        chosen: dict[Any, tuple[int, Any]] = {}
        for group, version, tongue in zip(groups, versions, tongues, strict=True):
            language = self._tags[int(tongue or 0)]
            rank = order.index(language) if language in order else len(order)
            # Of two that are wanted as much, the better one was met first.
            if group not in chosen or rank < chosen[group][0]:
                chosen[group] = (rank, version)
        return [
            address
            for address, group, version in zip(best, groups, versions, strict=True)
            if chosen[group][1] == version
        ]

    def _hit(self, address: Address, asked: Mapping[str, Sequence[Wanted]], *, near: bool) -> Hit:
        [record] = self._searcher.doc(address)["record"]
        value = json.loads(bytes(record))
        language, parts = Language(value.pop("language")), value.pop("parts")
        document = Document(**value, language=language, parts=tuple(Part(*one) for one in parts))
        return hit(document, asked[analysis(language)], near=near)


def _schema(hows: Iterable[str]) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for how in sorted(hows):
        for name in (f"title_{how}", f"text_{how}"):
            # The words come cut already, apart by spaces.
            builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in ("kind", "language"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("group", "version", "tongue"):
        builder.add_unsigned_field(name, fast=True)
    builder.add_bytes_field("record", stored=True)
    return builder.build()


def _written(one: Document) -> tantivy.Document:
    """A document as it lies in the index: its words, what it is known by, and itself."""
    how = analysis(one.language)
    text = "\n".join(f"{part.heading}\n{part.text}" for part in one.parts)
    written = tantivy.Document()
    written.add_text(f"title_{how}", cut(one.title, how))
    written.add_text(f"text_{how}", cut(text, how))
    written.add_text("kind", one.kind)
    written.add_text("language", one.language.tag)
    written.add_unsigned("group", _number(one.kind, one.group))
    written.add_unsigned("version", _number(one.kind, one.group, one.version))
    written.add_unsigned("tongue", _number(one.language.tag))
    written.add_bytes("record", json.dumps(_record(one), ensure_ascii=False).encode())
    return written


def _record(one: Document) -> dict[str, object]:
    return {
        "kind": one.kind,
        "group": one.group,
        "version": one.version,
        "language": one.language.tag,
        "title": one.title,
        "parts": [(part.anchor, part.heading, part.text) for part in one.parts],
        "is_one_text": one.is_one_text,
    }


def _number(*names: str) -> int:
    """Names as one number, which is how the index keeps what hits are sorted by."""
    return int.from_bytes(blake2b("\0".join(names).encode(), digest_size=8).digest())


def _any_of(queries: Iterator[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, one) for one in queries])
