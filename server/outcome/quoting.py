"""The place of a problem quoted from its text: the line, the cue it is in, a caret under the place.

Knows lines and terminals; knows nothing of formats but what a line of times looks like. Columns of
a terminal are cells: an East Asian character takes two, a mark above another none.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from server.terminal import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from server.problems import Problem

_TIMES = re.compile(r"[0-9][.,][0-9]{3}[ \t]*-->")
# So many lines are shown below the times of a cue, and looked through for the times above a line.
_BELOW = 2
_ABOVE = 50
_STRONG_RIGHT = ("R", "AL")
_WORD = re.compile(r"\S+")
_LONGEST_WORD = 20


@dataclass(frozen=True, slots=True)
class Quoted:
    """A line as a terminal shows it; `caret` is what stands below it, spaces first, or nothing."""

    number: int
    text: str
    caret: str = ""


def quoted(lines: Sequence[str], problem: Problem, width: int) -> tuple[Quoted, ...]:
    """The line of a problem, and of its cue the times or the text; nothing where it has no line."""
    at = problem.line - 1
    if not 0 <= at < len(lines):
        return ()
    above = (it for it in (_times_above(lines, at),) if it is not None)
    return (
        *(Quoted(it + 1, _shown(lines[it], 0, width)[0]) for it in above),
        Quoted(at + 1, *_shown(lines[at], problem.column, width)),
        *(Quoted(it + 1, _shown(lines[it], 0, width)[0]) for it in _text_below(lines, at)),
    )


def _times_above(lines: Sequence[str], at: int) -> int | None:
    if _TIMES.search(lines[at]):
        return None
    for above in range(at - 1, max(-1, at - _ABOVE), -1):
        if not lines[above]:
            return None
        if _TIMES.search(lines[above]):
            return above
    return None


def _text_below(lines: Sequence[str], at: int) -> Iterator[int]:
    if _TIMES.search(lines[at]):
        for below in range(at + 1, min(len(lines), at + 1 + _BELOW)):
            if not lines[below] or _TIMES.search(lines[below]):
                return
            yield below


def _shown(line: str, column: int, width: int) -> tuple[str, str]:
    """A line cut to some cells around a column (from 1, 0 for none), and its caret."""
    at = _whole_letter(line, min(column - 1, len(line))) if column else 0
    # However long the line is, so much of it is looked at: more than fits, even where marks stand.
    before, after = line[max(0, at - 4 * width) : at], line[at : at + 4 * width]
    start, cut = (visible(before), len(before) < at)
    if cut or cell_len(start) > width * 2 // 3:
        start = "…" + _last(before, width // 2 - 1)
    room = width - cell_len(start)
    end = visible(after)
    if len(after) < len(line) - at or cell_len(end) > room:
        end = _first(after, room - 1) + "…"
    if not column:
        return start + end, ""
    caret = " " * cell_len(start) + "^" * max(1, cell_len(visible(after[:1])))
    return start + end, caret + _word_at(line, at)


def _whole_letter(line: str, at: int) -> int:
    """The place of the letter that a mark stands on."""
    while 0 < at < len(line) and unicodedata.combining(line[at]):
        at -= 1
    return at


def _first(text: str, cells: int) -> str:
    taken = 0
    for end, character in enumerate(text):
        taken += cell_len(visible(character))
        if taken > cells:
            return visible(text[:end])
    return visible(text)


def _last(text: str, cells: int) -> str:
    taken = 0
    for start in range(len(text) - 1, -1, -1):
        taken += cell_len(visible(text[start]))
        if taken > cells:
            return visible(text[start + 1 :])
    return visible(text)


def _word_at(line: str, at: int) -> str:
    """The word at a place of a line that is written from right to left, else nothing.

    Some terminals turn such a line round and others do not, so the caret may miss.
    """
    near = line[max(0, at - 200) : at + 200]
    if not any(unicodedata.bidirectional(it) in _STRONG_RIGHT for it in near):
        return ""
    for word in _WORD.finditer(near):
        if word.end() > at - max(0, at - 200):
            return f" “{visible(word[0][:_LONGEST_WORD])}”"
    return ""
