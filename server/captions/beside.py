"""A transcript with the same words in a second language beside it, paragraph by paragraph.

Knows times alone: two translations agree in nothing else.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from .transcript import Transcript, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .transcript import Line, Paragraph


def side_by_side(first: Transcript, second: Transcript) -> Transcript:
    """`first`, with every line of `second` beside the paragraph that is spoken at its middle.

    Where `first` has no paragraphs, nothing stands beside it.
    """
    rows = [paragraph for section in first.sections for paragraph in section.paragraphs]
    beside = _beside(rows, second)
    titles = {section.start: section.title for section in second.sections}
    sections = tuple(
        replace(
            section,
            paragraphs=tuple(replace(it, beside=next(beside)) for it in section.paragraphs),
            beside=titles.get(section.start, "") if section.title else "",
        )
        for section in first.sections
    )
    return Transcript(sections)


def _beside(rows: list[Paragraph], second: Transcript) -> Iterator[tuple[Paragraph, ...]]:
    """What stands beside each of `rows`."""
    found: list[list[tuple[str, Line]]] = [[] for _ in rows]
    starts = [(line.start, row, line.kind) for row, it in enumerate(rows) for line in it.lines]
    # A description stands beside a description, where there is one.
    alike = {kind: [it for it in starts if it[2] == kind] or starts for _, _, kind in starts}
    row = 0
    for paragraph in (it for section in second.sections for it in section.paragraphs if rows):
        for line in paragraph.lines:
            near = alike.get(line.kind, starts)
            begun = bisect_left(near, ((line.start + line.end) // 2 + 1,))
            # What is said later never stands above what is said before it.
            row = max(row, near[max(begun - 1, 0)][1])
            found[row].append((paragraph.speaker, line))
    yield from (tuple(paragraphs(it)) for it in found)
