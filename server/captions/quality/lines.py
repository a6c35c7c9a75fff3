"""Rules about lines: how many, how long, and where they break."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from .breaks import BOUND
from .draft import WITHOUT_SPACES, Finding, columns, figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .draft import Draft

_SENTENCE_ENDS = (".", "!", "?", "…", ":", ";", "。", "？", "！", "؟", "।", "-", "–", "—")
# A last line of one word so short, under a line so much longer, is an orphan.
SHORT_WORD = 8
LONGER = 3


def line_length(draft: Draft) -> Iterator[Finding]:
    """Lines that are too wide for the picture; one finding a cue."""
    most = draft.limits.characters_per_line
    for at, lines in enumerate(draft.lines) if most else ():
        for line in lines:
            if most and len(line) * 2 > most and (size := draft.size(line.strip())) > most:
                yield Finding(
                    at,
                    f"This line has {figure(size)} characters, at most {figure(most)} fit. "
                    + _remedy(draft, at, size, most),
                    _overrun(draft, at, line, most),
                )
                break


def _remedy(draft: Draft, at: int, size: float, most: float) -> str:
    count = draft.limits.lines_per_cue or 2
    if len(draft.lines[at]) == 1 and size <= most * count * 0.95:
        return "Break it where a phrase ends."
    return "Split the cue where a sentence or phrase ends."


def _overrun(draft: Draft, at: int, line: str, most: float) -> int:
    """The place of the first character beyond the limit."""
    text = draft.texts[at]
    start = text.index(line) + len(line) - len(line.lstrip())
    size = 0.0
    for place in range(start, len(text)):
        size += draft.size(text[place])
        if size > most:
            return place
    return start


def line_count(draft: Draft) -> Iterator[Finding]:
    """Cues with more lines than leave the picture free."""
    most = draft.limits.lines_per_cue
    for at, lines in enumerate(draft.lines) if most else ():
        if most and len(lines) > most:
            yield Finding(
                at,
                f"This cue has {len(lines)} lines, at most {most} leave the picture free. "
                "Split it.",
                draft.texts[at].index(lines[most]),
            )


def bad_break(draft: Draft) -> Iterator[Finding]:
    """Lines that end with a word that belongs to the next line, where it would fit there."""
    bound = BOUND.get(draft.base)
    most = draft.limits.characters_per_line
    for at, lines in enumerate(draft.lines) if bound else ():
        for line, below in pairwise(lines):
            last = line.rpartition(" ")[2]
            if not bound or last.lower() not in bound or " " not in line.strip():
                continue
            # A label (Vitamin A) is no article, nor is what ends a question in capitals.
            if last.isupper() or below.lstrip().startswith(("-", "–", "—", "[", "(")):
                continue
            if not most or draft.size(f"{last} {below}") <= most:
                yield Finding(
                    at,
                    f"“{last}” belongs to what follows. Put it on the next line.",
                    draft.texts[at].index(line) + len(line) - len(last),
                )
                break


def orphan(draft: Draft) -> Iterator[Finding]:
    """A short word alone on the last line."""
    if draft.base in WITHOUT_SPACES:
        return
    for at, lines in enumerate(draft.lines):
        if len(lines) < 2:
            continue
        above, last = lines[-2].strip(), lines[-1].strip()
        if " " in last or columns(last) > SHORT_WORD or above.endswith(_SENTENCE_ENDS):
            continue
        if columns(above) >= columns(last) * LONGER and " " in above and last[:1].isalpha():
            yield Finding(
                at,
                f"“{last}” stands alone on its line. Break earlier, so that both lines are of "
                "like length, or write one line.",
                draft.texts[at].rindex(last),
            )
