"""`Captions`, a whole file, and `Cue`, one of its pieces: values, the same whatever the format.

Knows milliseconds and order; knows nothing of files, formats or how text is marked up, but for the
time stamps inside a cue, which move with it. Cue text is WebVTT cue text, for every format.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

from .timestamps import shifted_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    # A cue with the notes that stand above it.
    _Noted = tuple[tuple[str, ...], "Cue"]


@dataclass(frozen=True, slots=True)
class Cue:
    """Text and when it shows: `start` and `end` in milliseconds.

    `text` is raw, as between the blank lines of a file: tags and character references included.
    `settings` is all that follows the end time, what nobody knows included.
    """

    start: int
    end: int
    text: str
    id: str = ""
    settings: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A comment in a file, above the cue with index `before` (or after the last one)."""

    text: str
    before: int = 0


@dataclass(frozen=True, slots=True)
class Captions:
    """A file of cues, in the order of the file.

    `styles` and `regions` are the raw texts of those blocks. `header` is what follows the word
    WEBVTT up to the first blank line: the rest of that line, then its other lines.

    `lines` says where each cue was read: the line of its times, from 1. It is no part of the value
    (two files are equal without it), and empty where cues were made or moved about since.
    """

    cues: tuple[Cue, ...] = ()
    styles: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    header: str = ""
    lines: tuple[int, ...] = field(default=(), compare=False, repr=False)

    @property
    def end(self) -> int:
        """The time by which every cue has ended, in milliseconds."""
        return max((cue.end for cue in self.cues), default=0)

    def shift(self, by: int) -> Captions:
        """Every cue `by` milliseconds later; what would be before 0 is cut off."""
        moved = (
            (
                notes,
                replace(
                    cue,
                    start=max(0, cue.start + by),
                    end=cue.end + by,
                    text=shifted_text(cue.text, by),
                ),
            )
            for notes, cue in self._noted()
            if cue.end + by > 0
        )
        return self._with(moved)

    def slice(self, start: int, end: int) -> Captions:
        """The cues that show between two times, in milliseconds; their own times stay."""
        kept = ((n, cue) for n, cue in self._noted() if cue.start < end and cue.end > start)
        return self._with(kept)

    def merge(self, other: Captions) -> Captions:
        """The cues of both by their start, those of `self` first where they start together."""
        cues = sorted(chain(self._noted(), other._noted()), key=lambda noted: noted[1].start)
        both = self._with(cues)
        return replace(
            both,
            styles=tuple(dict.fromkeys(self.styles + other.styles)),
            regions=tuple(dict.fromkeys(self.regions + other.regions)),
            notes=both.notes + tuple(Note(text, len(cues)) for text in other._last_notes()),
        )

    def _noted(self) -> list[_Noted]:
        above: dict[int, list[str]] = {}
        for note in self.notes:
            above.setdefault(note.before, []).append(note.text)
        return [(tuple(above.get(at, ())), cue) for at, cue in enumerate(self.cues)]

    def _last_notes(self) -> tuple[str, ...]:
        return tuple(note.text for note in self.notes if note.before >= len(self.cues))

    def _with(self, noted: Iterable[_Noted]) -> Captions:
        noted = tuple(noted)
        notes = [Note(text, at) for at, (texts, _) in enumerate(noted) for text in texts]
        notes += [Note(text, len(noted)) for text in self._last_notes()]
        return replace(self, cues=tuple(cue for _, cue in noted), notes=tuple(notes), lines=())
