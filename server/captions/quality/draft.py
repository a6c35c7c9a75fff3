"""`Draft`, captions laid out for the rules: each thing that many rules ask for, found once.

Knows how text is counted; knows no rule.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from server.captions.cuetext import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.captions.cues import Captions, Cue
    from server.languages import Language

    from .profiles import Thresholds

# Languages whose words are not set apart by spaces: there are no words to count.
WITHOUT_SPACES = frozenset({"bo", "dz", "ja", "km", "lo", "my", "th", "yue", "zh"})
# A line that is nothing but a sound: [music], (applause), *Musik*, ♪ with or without a song.
MUSIC = "♪♫#"
CLOSING = {"[": "]", "(": ")", "（": "）", "【": "】", "*": "*"}
# MARY: or Mary Smith: at the beginning of a line.
SPEAKER = re.compile(r"\s*(?:[-–—]\s*)?[\[(]?[^\W\d_][\w.'’ -]{0,30}[\])]?:(?=\s|$)")
_WORDLESS = frozenset({"-", "–", "—", "♪", "♫", "…", "...", "#", "*", "&", ">>"})


class Finding(NamedTuple):
    """What a rule found: in which cue, in words, and where in its plain text (None: the cue)."""

    cue: int
    message: str
    at: int | None = None


class _Widths(dict[str, int]):
    """How many columns a character takes, looked up once each."""

    def __missing__(self, character: str) -> int:
        if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc"):
            width = 0
        else:
            width = 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
        self[character] = width
        return width


_WIDTHS = _Widths()


def columns(text: str) -> int:
    """The columns of a text: a wide character takes two, a mark above another none.

    Source: https://www.unicode.org/reports/tr11/
    """
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(_WIDTHS.__getitem__, text))


def words(text: str) -> int:
    """The words of a text whose language sets them apart by spaces."""
    parts = text.split()
    return len(parts) - sum(map(_WORDLESS.__contains__, parts))


@dataclass(frozen=True, slots=True)
class Draft:
    """One file under examination. `texts` are plain, `lines` without blank ones, cue by cue."""

    captions: Captions
    language: Language
    limits: Thresholds
    kind: str
    duration: int | None
    source: Captions | None
    texts: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    order: tuple[int, ...]  # of cues with times that can be shown, by their start

    @property
    def cues(self) -> tuple[Cue, ...]:
        """The cues, in the order of the file."""
        return self.captions.cues

    @property
    def base(self) -> str:
        """The language without region or script: `en`."""
        return self.language.tag.partition("-")[0]

    def size(self, text: str) -> float:
        """The characters of a text, as the profile counts them."""
        return columns(text) / 2 if self.limits.full_width else columns(text)

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Each cue with the one that follows it in time, by their places in the file."""
        return pairwise(self.order)


def draft(
    captions: Captions,
    language: Language,
    limits: Thresholds,
    *,
    kind: str,
    duration: int | None,
    source: Captions | None,
) -> Draft:
    """Captions laid out for the rules."""
    cues = captions.cues
    texts = tuple(plain_text(cue.text) for cue in cues)
    shown = (at for at, cue in enumerate(cues) if cue.end > cue.start)
    return Draft(
        captions=captions,
        language=language,
        limits=limits,
        kind=kind,
        duration=duration,
        source=source,
        texts=texts,
        lines=tuple(
            (text,) if "\n" not in text else tuple(it for it in text.split("\n") if it.strip())
            for text in texts
        ),
        order=tuple(sorted(shown, key=lambda at: cues[at].start)),
    )


def seconds(time: float) -> str:
    """Milliseconds as a person says them: `7 s`, `1.2 s`, `0.08 s`."""
    value = time / 1000
    return f"{value:.2f} s" if value < 0.995 else f"{figure(value)} s"


def figure(value: float) -> str:
    """A number without needless places: `17`, `17.3`."""
    return f"{value:.1f}".removesuffix(".0")


def sound(line: str) -> tuple[str, str] | None:
    """The mark and the words of a line that says a sound and no speech, else None."""
    line = line.strip().rstrip(". ").lstrip("-–— ")
    mark = line[:1]
    if mark and mark in MUSIC:
        return mark, line.strip(MUSIC + " ")
    if len(line) > 2 and line[-1] == CLOSING.get(mark):
        return mark, line[1:-1].strip()
    return None


def is_sound(line: str) -> bool:
    """Whether a line says a sound and no speech."""
    return sound(line) is not None
