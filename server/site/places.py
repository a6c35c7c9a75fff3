"""Where the keys of a TOML text stand, which tomllib does not tell.

Knows the shape of TOML that tomllib has read already; knows no values.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# ("help", 1, "phone"): the key phone of the second [[help]].
Place = tuple[str | int, ...]
# Kind ("string", "newline", "mark", "word", "end"), text, line from 1.
_Token = tuple[str, str, int]

_TOKEN = re.compile(
    r'''(?P<string>"""[^"\\]*(?:(?:\\.|"{1,2}(?!"))[^"\\]*)*"{3,5}
        |\'\'\'[^']*(?:'{1,2}(?!')[^']*)*'{3,5}
        |"[^"\\\n]*(?:\\.[^"\\\n]*)*"
        |'[^'\n]*')
      |(?P<comment>\#[^\n]*)
      |(?P<newline>\n)
      |(?P<mark>[\[\]{},=.])
      |(?P<word>[^\s\[\]{},=.\#"']+)''',
    re.VERBOSE | re.DOTALL,
)


def line_of(text: str, place: Sequence[str | int]) -> int:
    """The line, from 1, of the value at `place` in TOML `text`, or of the table it belongs to.

    What is in no table and is missing has line 1.
    """
    found = places(text)
    wanted = tuple(place)
    return next((found[wanted[:n]] for n in range(len(wanted), 0, -1) if wanted[:n] in found), 1)


@lru_cache(maxsize=4)
def places(text: str) -> Mapping[Place, int]:
    """The line of every table, key and item in `text`."""
    scan = _Scan(text)
    scan.document()
    return scan.found


def _tokens(text: str) -> Iterator[_Token]:
    line = 1
    for match in _TOKEN.finditer(text):
        if match.lastgroup != "comment":
            yield str(match.lastgroup), match[0], line
        line += match[0].count("\n")
    yield "end", "", line


class _Scan:
    """One walk over the tokens of a text."""

    def __init__(self, text: str) -> None:
        self.tokens = list(_tokens(text))
        self.at = 0
        self.found: dict[Place, int] = {}
        self.last_of: dict[Place, int] = {}  # the index of the newest table of an array of tables

    @property
    def token(self) -> _Token:
        return self.tokens[self.at]

    def next(self) -> _Token:
        token = self.token
        self.at += token[0] != "end"
        return token

    def take(self, mark: str) -> bool:
        found = self.token[:2] == ("mark", mark)
        self.at += found
        return found

    def skip_newlines(self) -> None:
        while self.token[0] == "newline":
            self.next()

    def note(self, place: Place, line: int) -> None:
        self.found.setdefault(place, line)

    def document(self) -> None:
        table: Place = ()
        while self.token[0] != "end":
            if self.take("["):
                table = self.header()
            elif self.token[0] in ("word", "string"):
                self.pair(table)
            else:
                self.next()

    def header(self) -> Place:
        """After the first bracket of `[a.b]` or `[[a.b]]`: the place of what follows."""
        many, line = self.take("["), self.token[2]
        names = self.key()
        place: Place = ()
        for number, name in enumerate(names, start=1):
            place = (*place, name)
            self.note(place, line)
            if many and number == len(names):
                self.last_of[place] = self.last_of.get(place, -1) + 1
            if place in self.last_of:
                place = (*place, self.last_of[place])
                self.note(place, line)
        return place

    def key(self) -> list[str]:
        names: list[str] = []
        while self.token[0] in ("word", "string"):
            kind, text, _ = self.next()
            names.append(text[1:-1] if kind == "string" else text)
            self.take(".")
        return names

    def pair(self, table: Place) -> None:
        place, line = table, self.token[2]
        for name in self.key():
            place = (*place, name)
            self.note(place, line)
        self.take("=")
        self.value(place)

    def value(self, place: Place) -> None:
        if self.take("["):
            self.items(place)
        elif self.take("{"):
            while self.token[0] in ("word", "string"):
                self.pair(place)
                self.take(",")
            self.take("}")
        else:
            while self.token[0] in ("word", "string") or self.token[1] == ".":
                self.next()

    def items(self, place: Place) -> None:
        number = 0
        self.skip_newlines()
        while self.token[0] != "end" and not self.take("]"):
            item = (*place, number)
            self.note(item, self.token[2])
            before = self.at
            self.value(item)
            self.skip_newlines()
            self.take(",")
            self.skip_newlines()
            if self.at == before:
                return
            number += 1
