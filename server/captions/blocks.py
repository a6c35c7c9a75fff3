"""Where the cues of a WebVTT or SubRip file stand in its text, and the same text in another order.

Knows lines, their ends included; an index counts from 0. Knows nothing of what is wrong with them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .cues import Captions

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_ENDS = "\r\n"


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of a cue: from `start` (its id or number, else its times) up to `end`."""

    start: int
    times: int
    end: int

    @property
    def lines(self) -> range:
        """All of them."""
        return range(self.start, self.end)


def lines_of(text: str) -> list[str]:
    """The lines of a text, each with its end."""
    return _LINE.findall(text)


def blocks(lines: Sequence[str], captions: Captions, *, numbered: bool) -> tuple[Block, ...]:
    """The block of each cue that was read; none where it is not known where they stand.

    `numbered` is SubRip: a number stands above the times, and blank lines do not end a cue.
    """
    if not captions.cues or len(captions.lines) != len(captions.cues):
        return ()
    return (_numbered_blocks if numbered else _blocks)(lines, captions)


def _blocks(lines: Sequence[str], captions: Captions) -> tuple[Block, ...]:
    found = []
    for cue, line in zip(captions.cues, captions.lines, strict=True):
        end = line
        while end < len(lines) and lines[end].rstrip(_ENDS) and "-->" not in lines[end]:
            end += 1
        found.append(Block(line - 2 if cue.id else line - 1, line - 1, end))
    return tuple(found)


def _numbered_blocks(lines: Sequence[str], captions: Captions) -> tuple[Block, ...]:
    all_times = [line - 1 for line in captions.lines]
    starts = [
        times - 1 if times - 1 > last and lines[times - 1].strip().isdigit() else times
        for last, times in zip([-1, *all_times], all_times, strict=False)
    ]
    found = []
    for start, times, end in zip(starts, all_times, [*starts[1:], len(lines)], strict=True):
        while not lines[end - 1].strip():
            end -= 1
        found.append(Block(start, times, end))
    return tuple(found)


def misnumbered(lines: Sequence[str], found: Sequence[Block]) -> tuple[int, ...]:
    """The cues, by their places, that have not their number above their times."""
    return tuple(
        at
        for at, block in enumerate(found)
        if block.start == block.times or not _is_number(lines[block.start], at + 1)
    )


def arranged(
    lines: Sequence[str], found: Sequence[Block], order: Sequence[int], *, numbered: bool
) -> str:
    """The text with its cues in an order (their places in the file), numbered from 1 or not.

    What stands above a cue, such as a note, goes where it goes. What stands above the first one is
    of the whole file and stays.
    """
    line_end = _line_end(lines)
    # Spaces alone end no cue of WebVTT; in SubRip they do.
    white = None if numbered else _ENDS
    starts = [found[0].start]
    starts += (_first_full(lines, it.end, white) for it in found[:-1])
    written = list(lines[: starts[0]])
    for place, at in enumerate(order):
        block = found[at]
        above, below = lines[starts[at] : block.times], lines[block.times : block.end]
        same = at == place and order[max(0, place - 1)] == max(0, place - 1)
        if numbered:
            above = _with_number(above, place + 1, line_end)
            same = same and len(above) == block.times - starts[at]
        if written and not same:
            _end(written, line_end)
        if place:
            written += lines[found[place - 1].end : starts[place]]
        if written and written[-1].strip(white) and not same:
            # A blank line, else what follows is read as a part of what is above.
            written.append(_end_of(written[-1]))
        written += (*above, *below)
    return "".join((*written, *lines[found[-1].end :]))


def _first_full(lines: Sequence[str], at: int, white: str | None) -> int:
    while not lines[at].strip(white):
        at += 1
    return at


def _line_end(lines: Sequence[str]) -> str:
    """How lines of this file end; never a CR that an LF could follow, for that is one end."""
    ends = {_end_of(line) for line in lines}
    first = _end_of(lines[0]) or "\n"
    return "\n" if first == "\r" and ends & {"\n", "\r\n"} else first


def _end_of(line: str) -> str:
    return line[len(line.rstrip(_ENDS)) :]


def _with_number(above: Sequence[str], number: int, line_end: str) -> list[str]:
    if not above:
        return [f"{number}{line_end}"]
    (line,) = above
    return [line if _is_number(line, number) else line.replace(line.strip(), str(number), 1)]


def _is_number(line: str, number: int) -> bool:
    return line.strip().lstrip("0") == str(number)


def _end(written: list[str], line_end: str) -> None:
    """The last line of a file may have no end; in another place it needs one."""
    if not _end_of(written[-1]):
        written[-1] += line_end
