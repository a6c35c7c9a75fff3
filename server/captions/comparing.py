"""Two files of captions, cue by cue: what came, what went, what changed.

Knows cues; knows nothing of files or of how differences are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from .cuetext import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .cues import Captions, Cue

# The parts of a file beside its cues, by their names in `Captions`.
PARTS = ("header", "styles", "regions", "notes")
# Words are alike from this share of their letters on; so many letters are looked at.
_LIKE, _COMPARED = 0.7, 200


@dataclass(frozen=True, slots=True)
class Difference:
    """A cue that is not the same in both files; None where one of them lacks it.

    The numbers count the cues of each file from 1.
    """

    old: Cue | None
    new: Cue | None
    old_number: int = 0
    new_number: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that two files differ in.

    `parts` names what else differs: header, styles, regions, notes. `moved` is how many
    milliseconds later every cue is, where that is the same for all of them and not 0.
    """

    differences: tuple[Difference, ...]
    parts: tuple[str, ...]
    same: int
    moved: int = 0

    @property
    def equal(self) -> bool:
        """Whether nothing differs."""
        return not self.differences and not self.parts


def comparison(one: Captions, two: Captions) -> Comparison:
    """What differs in `two`; cues belong together by their values, then texts, then times."""
    differences = tuple(_differences(one.cues, two.cues))
    added = sum(it.old is None for it in differences)
    return Comparison(
        differences,
        tuple(part for part in PARTS if getattr(one, part) != getattr(two, part)),
        len(two.cues) - (len(differences) - sum(it.new is None for it in differences)),
        0 if added or len(differences) != len(one.cues) else _moved(differences),
    )


def _moved(differences: Sequence[Difference]) -> int:
    by = {
        (it.new.start - it.old.start, it.new.end - it.old.end)
        for it in differences
        if it.old and it.new
    }
    same = len(by) == 1 and all(it.old and it.new for it in differences)
    start, end = by.pop() if same else (0, 1)
    return start if start == end else 0


def _differences(one: Sequence[Cue], two: Sequence[Cue]) -> Iterator[Difference]:
    for tag, a, b, c, d in SequenceMatcher(None, one, two).get_opcodes():
        if tag != "equal":
            yield from _by_text(one, two, range(a, b), range(c, d))


def _by_text(
    one: Sequence[Cue], two: Sequence[Cue], old: range, new: range
) -> Iterator[Difference]:
    """Differences among cues none of which is the same: those with the same words belong
    together."""
    old_texts = [_words(one[at]) for at in old]
    new_texts = [_words(two[at]) for at in new]
    for tag, a, b, c, d in SequenceMatcher(None, old_texts, new_texts).get_opcodes():
        if tag == "equal":
            for before, after in zip(old[a:b], new[c:d], strict=True):
                yield Difference(one[before], two[after], before + 1, after + 1)
        else:
            yield from _by_time(one, two, old[a:b], new[c:d])


def _words(cue: Cue) -> str:
    return " ".join(plain_text(cue.text).split())


def _by_time(
    one: Sequence[Cue], two: Sequence[Cue], old: Sequence[int], new: Sequence[int]
) -> Iterator[Difference]:
    """Differences among cues of other words: those that show together most of their time."""
    at, to = 0, 0
    while at < len(old) or to < len(new):
        before = one[old[at]] if at < len(old) else None
        after = two[new[to]] if to < len(new) else None
        if before and after and not _together(before, after):
            if after.start < before.start:
                before = None
            else:
                after = None
        numbers = (old[at] + 1 if before else 0, new[to] + 1 if after else 0)
        yield Difference(before, after, *numbers)
        at, to = at + bool(before), to + bool(after)


def _together(one: Cue, two: Cue) -> bool:
    """Whether two cues are one that was changed: shown at about the same time, or of like words."""
    if (one.start, one.end) == (two.start, two.end):
        return True
    shared = min(one.end, two.end) - max(one.start, two.start)
    if shared * 2 >= max(one.end - one.start, two.end - two.start) > 0:
        return True
    words = SequenceMatcher(None, _words(one)[:_COMPARED], _words(two)[:_COMPARED])
    return words.quick_ratio() >= _LIKE and words.ratio() >= _LIKE
