"""What can be wrong: `Problem` for content, exceptions for everything else.

Knows nothing else of the project.

    Problem          bad content: reported with its place, never raised; the rest is still served
    Rule             what a problem breaks
    LegendaError     what stops the thing asked for
     ├ ConfigError   site.toml or the command line cannot be used: stop at start-up
     ├ NotFound      no such topic, video or file: 404, exit 1
     ├ NotOffered    needs what is not installed or not allowed here: 501
     └ Unavailable   cannot be reached just now: 503, try again
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class Severity(StrEnum):
    """How bad: an error breaks something for a viewer, a warning may."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong with content: what, where, and what was expected.

    `rule` is a stable id, `message` one or two sentences (what was found, what was expected or what
    to do), `path` the key of the file in its site, `line` and `column` count from 1, 0 where there
    is none.
    """

    rule: str
    message: str
    path: str = ""
    line: int = 0
    column: int = 0
    severity: Severity = Severity.ERROR

    def at(self, path: str, *, after: int = 0) -> Problem:
        """The same problem in the file `path`, its line counted from after line `after`."""
        return replace(self, path=path, line=self.line + after if self.line else after)

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part)
        return f"{place}: {self.severity}: {self.message} [{self.rule}]".removeprefix(": ")


def each_once(problems: Sequence[Problem]) -> Iterator[Problem]:
    """Of problems of one file that say the same: the first, and how many there are."""
    counts = Counter((it.rule, it.message) for it in problems)
    for it in problems:
        if count := counts.pop((it.rule, it.message), 0):
            more = f" So it is {count} times in this file." if count > 1 else ""
            yield replace(it, message=it.message + more)


@dataclass(frozen=True, slots=True)
class Rule:
    """What must hold or what is wrong, in a sentence; `source` is where that is written."""

    severity: Severity
    reason: str
    source: str = ""


def nearest(word: str, known: Iterable[str]) -> str:
    """A sentence that offers the nearest known word, or lists some of the known ones."""
    known = sorted(known)
    close = get_close_matches(word, known, n=1)
    if close:
        return f"Did you mean “{close[0]}”?"
    listed = ", ".join(known[:20]) + (" …" if len(known) > 20 else ".")
    return f"Known: {listed}" if known else ""


class LegendaError(Exception):
    """What stops the thing asked for; its text is for the person who asked."""


class ConfigError(LegendaError):
    """The settings cannot be used; carries every problem found in them."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


class NotFound(LegendaError):
    """There is no such thing."""


class NotOffered(LegendaError):
    """It could be done, but not here: a library is not installed, or a bound is set."""


class Unavailable(LegendaError):
    """It cannot be reached just now; trying again may help."""
