"""The part of a document that fits best, and a piece of it with the words that were looked for.

Knows texts and terms; knows nothing of indexes, or of how words are marked on a page.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from server.search import Hit, Part, Piece
from server.search.analysis import analysis, cut, is_dense, terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from server.search import Document
    from server.search.wanted import Wanted

# Characters of an excerpt, and how many of them stand before the first word that was found.
LENGTH = 220
BEFORE = 60


def hit(document: Document, asked: Sequence[Wanted], *, near: bool) -> Hit:
    """A document as it fits what was asked for."""
    how = analysis(document.language)

    # A text has few different words: each is compared once.
    @cache
    def fitting(term: str) -> tuple[Wanted, ...]:
        return tuple(one for one in asked if one.is_met(term, near=near))

    def met(text: str) -> list[tuple[Wanted, str]]:
        """What of a text is asked for, each with its term where it stands in it as it is."""
        return [
            (one, term if term in one.terms else "")
            for term in cut(text, how).split(" ")
            for one in fitting(term)
        ]

    def fit(part: Part) -> tuple[int, int]:
        found = met(f"{part.heading}\n{part.text}")
        return len(set(found)), len(found)

    # What is named after all that was asked for is read from its beginning. Else the first of the
    # parts that fit as well: max keeps it.
    named = len(set(met(document.title))) >= sum(len(one.terms) for one in asked)
    best = max(document.parts[: 1 if named else None], key=fit, default=Part("", "", ""))
    text, at = _text_of(document, best)
    places = [
        (term.start, max(one.ends(term) for one in found))
        for term in terms(text, how)
        if (found := fitting(term.text))
    ]
    first = next((start for start, _ in places if start >= at), at)
    return Hit(document, best, tuple(_excerpt(text, places, first)))


def _text_of(document: Document, best: Part) -> tuple[str, int]:
    """The text to take an excerpt of, and where in it the best part begins."""
    if not document.is_one_text:
        return best.text, 0
    text = ""
    at = 0
    for part in document.parts:
        text += " " if text and not (_runs_on(text[-1:]) and _runs_on(part.text[:1])) else ""
        at = len(text) if part is best else at
        text += part.text
    return text, at


def _runs_on(character: str) -> bool:
    """Whether nothing stands between it and another like it: scripts without spaces, with their
    punctuation (which is wide, as Hangul is, that has spaces)."""
    wide = bool(character) and unicodedata.east_asian_width(character) in "WF"
    return not "\uac00" <= character <= "\ud7af" and (wide or is_dense(character))


def _excerpt(text: str, places: Sequence[tuple[int, int]], first: int) -> Iterator[Piece]:
    start = _edge(text, first - BEFORE, first) if first > BEFORE else 0
    end = _edge(text, start + LENGTH, len(text)) if start + LENGTH < len(text) else len(text)
    if start:
        yield Piece("…", found=False)
    at = start
    for found_from, found_to in _joined(places):
        if found_from < at or found_to > end:
            continue
        if found_from > at:
            yield Piece(text[at:found_from], found=False)
        yield Piece(text[found_from:found_to], found=True)
        at = found_to
    if at < end:
        rest = text[at:end]
        yield Piece(rest.rstrip(" .,;:–") if end < len(text) else rest, found=False)
    if end < len(text):
        yield Piece("…", found=False)


def _edge(text: str, near: int, last: int) -> int:
    """Where a word begins at `near` or soon after it, but not after `last`."""
    for at in range(near, min(near + 25, last)):
        if text[at - 1].isspace():
            return at
    return near


def _joined(places: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Places that meet, as pairs of characters do, made one."""
    whole: tuple[int, int] | None = None
    for start, end in places:
        if whole and start <= whole[1]:
            whole = (whole[0], max(end, whole[1]))
        else:
            if whole:
                yield whole
            whole = (start, end)
    if whole:
        yield whole
