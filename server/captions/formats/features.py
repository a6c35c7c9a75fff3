"""What a format cannot carry over, counted by kind: one problem for each, with its first place.

Knows features by the names readers know them by; knows nothing of how a format writes them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..cuetext import spans
from ..settings import settings
from ..timestamps import TIMESTAMP
from .placement import place_of, settings_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..cues import Captions, Cue
    from ..rules import Findings


class Losses:
    """What was left behind of one file, by kind, in the order in which it was met.

    `to` names the format it is not in, where that is not WebVTT.
    """

    def __init__(self, to: str = "") -> None:
        self._to = f" to {to}" if to else ""
        self._found: dict[str, tuple[int, int]] = {}

    def add(self, kind: str, line: int = 0) -> None:
        """One more of this kind, on this line of the file or nowhere in particular."""
        count, first = self._found.get(kind, (0, line))
        self._found[kind] = (count + 1, first)

    def report(self, findings: Findings) -> None:
        """A problem for each kind."""
        for kind, (count, line) in self._found.items():
            times = "once" if count == 1 else f"{count} times"
            where = ", first here" if line and count > 1 else ""
            message = f"Not carried over{self._to}: {kind} ({times}{where}). "
            message += "See how the cues read without."
            findings.add("captions-lost", message, line)


# The classes that WebVTT gives a colour to, as other formats write it.
COLOURS = {
    "white": "#ffffff",
    "lime": "#00ff00",
    "cyan": "#00ffff",
    "red": "#ff0000",
    "yellow": "#ffff00",
    "magenta": "#ff00ff",
    "blue": "#0000ff",
    "black": "#000000",
}


_INNER_TIME = re.compile(f"<{TIMESTAMP}>")

# What cues can hold, and how it is found in one. A format that keeps a feature names it.
FEATURES: dict[str, Callable[[Cue], object]] = {
    "ids": lambda cue: cue.id,
    "names of speakers": lambda cue: "<v" in cue.text and any(it.voice for it in spans(cue.text)),
    "bold, italic and underlined text": lambda cue: re.search(r"<[biu][.>\s]", cue.text),
    "colours": lambda cue: _classes(cue) & COLOURS.keys(),
    "classes": lambda cue: _classes(cue) - COLOURS.keys(),
    "languages of parts": lambda cue: "<lang" in cue.text,
    "ruby": lambda cue: "<ruby" in cue.text,
    "times inside cues": lambda cue: "<" in cue.text and _INNER_TIME.search(cue.text),
    "positions": lambda cue: cue.settings and place_of(cue.settings) != 2,
    "exact positions": lambda cue: cue.settings and not _is_simple(cue.settings),
}


def colour_class(red: int, green: int, blue: int) -> str | None:
    """The class that shows this colour; "" for white, which text has anyway, None for no class."""
    written = f"#{red:02x}{green:02x}{blue:02x}"
    if written == COLOURS["white"]:
        return ""
    return next((name for name, value in COLOURS.items() if value == written), None)


def lost(captions: Captions, keeps: frozenset[str], to: str) -> Losses:
    """What writing `captions` to the format `to`, which keeps these features, leaves behind."""
    losses = Losses(to)
    missing = [(kind, has) for kind, has in FEATURES.items() if kind not in keeps]
    known = len(captions.lines) == len(captions.cues)
    for at, cue in enumerate(captions.cues):
        for kind, has in missing:
            if has(cue):
                losses.add(kind, captions.lines[at] if known else 0)
    for kind, values in _of_the_file(captions):
        if kind not in keeps:
            for _ in values:
                losses.add(kind)
    return losses


def _of_the_file(captions: Captions) -> Iterator[tuple[str, tuple[object, ...]]]:
    yield "styles", captions.styles
    yield "regions", captions.regions
    yield "notes", captions.notes


def _classes(cue: Cue) -> set[str]:
    return {name for span in spans(cue.text) for name in span.classes} if "<" in cue.text else set()


def _is_simple(text: str) -> bool:
    return settings(text) == settings(settings_at(place_of(text)))
