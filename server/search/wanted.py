"""What somebody looks for: words, and phrases in quotation marks. There is no other syntax.

Knows terms; knows nothing of indexes. Any text is a query: what is no word is passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from server.search.analysis import is_dense, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.search.analysis import Term

MOST_WORDS = 20
# A word of so many letters may have one wrong; to a shorter one too many others are near.
LONG_ENOUGH = 5
# The last word may go on from so many letters.
BEGUN = 3
_QUOTES = re.compile('["“”„«»「」『』]')


@dataclass(frozen=True, slots=True)
class Wanted:
    """Terms that stand one behind the other; `begun`: the last of them may go on; `quoted`: as they
    are, and not nearly."""

    terms: tuple[str, ...]
    begun: bool = False
    quoted: bool = False

    @property
    def may_be_near(self) -> bool:
        """Whether a word with one letter wrong is taken for it."""
        return not self.quoted and len(self.terms) == 1 and len(self.terms[0]) >= LONG_ENOUGH

    def is_met(self, term: str, *, near: bool) -> bool:
        """Whether a term of a text is one of these."""
        if term in self.terms or (self.begun and term.startswith(self.terms[-1])):
            return True
        return near and self.may_be_near and is_near(term, self.terms[0])

    def ends(self, term: Term) -> int:
        """Where in a text the word ends that a term which meets this belongs to."""
        # One character of a run is asked for: its term is a pair, of which it is the first.
        return term.start + 1 if self.begun and is_dense(self.terms[-1]) else term.end


def wanted(query: str, how: str) -> tuple[Wanted, ...]:
    """What a query asks for in a language that is cut in the way `how`."""
    found: list[Wanted] = []
    pieces = _QUOTES.split(query)
    for place, piece in enumerate(pieces):
        # Between an opening and a closing mark: every second piece, but not behind the last mark.
        if place % 2 and place < len(pieces) - 1:
            found += _phrase(tuple(words(piece, how)), piece, quoted=True)
        else:
            found += (one for word in words(piece, how) for one in _phrase((word,), piece))
    found = list(dict.fromkeys(found))[:MOST_WORDS]
    if found and not found[-1].quoted and _may_go_on(found[-1]):
        found[-1] = replace(found[-1], begun=True)
    return tuple(found)


def _phrase(
    run: tuple[tuple[Term, ...], ...], text: str, *, quoted: bool = False
) -> Iterator[Wanted]:
    if not run:
        return
    last = run[-1]
    dense = is_dense(text[last[0].start :])
    # In a longer run the last character is followed by another, so alone it is no term there.
    kept = last[:-1] if dense and len(last) > 1 else last
    terms = tuple(term.text for word in (*run[:-1], kept) for term in word)
    yield Wanted(terms, begun=dense and len(last) == 1, quoted=quoted)


def _may_go_on(one: Wanted) -> bool:
    [term, *more] = one.terms
    return not more and len(term) >= BEGUN and not is_dense(term)


def is_near(one: str, other: str) -> bool:
    """Whether one letter more, less, another or two changed about make one of the other."""
    if one == other:
        return True
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:  # the other goes on by a letter
        return True
    if len(one) < len(other):
        return one[start:] == other[start + 1 :]
    swapped = one[start : start + 2] == other[start : start + 2][::-1]
    return one[start + 1 :] == other[start + 1 :] or (
        swapped and one[start + 2 :] == other[start + 2 :]
    )
