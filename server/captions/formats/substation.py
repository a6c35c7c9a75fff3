"""SubStation Alpha (.ass, .ssa), read through pysubs2.

Knows its override tags: style, colour and place are kept where WebVTT has the like, the times of
karaoke become times inside the cue, and all that moves, fades or is drawn is named as lost.
"""

from __future__ import annotations

import logging
import re
import warnings
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..cues import Captions, Cue, Note
from .features import Losses, colour_class
from .marking import Run, cue_text, tag
from .placement import USUAL, settings_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..rules import Findings

ASS = re.compile(r"\s*(?:;[^\n]*\n\s*)*\[Script Info\]", re.IGNORECASE)

_EVENT = re.compile(r"(?:Dialogue|Comment)\s*:", re.IGNORECASE)
_PIECE = re.compile(r"\{([^{}]*)\}|(\\[Nnh])|([^{\\]+|.)", re.DOTALL)
# A font's name and a style's stand right after their tags; other tags end where a value begins.
_OVERRIDE = re.compile(r"\\(fn|r)([^\\]*)|\\([1-4]?[a-zA-Z]+?)(?=[-+&(\d\\.]|$|\s)([^\\]*)")
_BREAKS = {"\\N": "\n", "\\n": " ", "\\h": "\u00a0"}
_OLD_PLACES = {1: 1, 2: 2, 3: 3, 5: 7, 6: 8, 7: 9, 9: 4, 10: 5, 11: 6}
# What override tags are called when they are left behind.
_LOST = {
    "positions": ("pos", "org"),
    "movements": ("move",),
    "fades": ("fad", "fade"),
    "animations": ("t",),
    "clips": ("clip", "iclip"),
    "fonts and sizes": ("fn", "fs", "fsp", "fscx", "fscy", "fe"),
    "outlines, shadows and blurs": (
        "bord",
        "xbord",
        "ybord",
        "shad",
        "xshad",
        "yshad",
        "be",
        "blur",
    ),
    "rotations": ("fr", "frx", "fry", "frz", "fax", "fay"),
    "colours": ("2c", "3c", "4c", "alpha", "1a", "2a", "3a", "4a"),
    "struck-out text": ("s",),
}
_KIND = {name: kind for kind, names in _LOST.items() for name in names}
_HARMLESS = {"q", "pbo"}


def read_ass(text: str, findings: Findings) -> Captions:
    """The captions in a SubStation file, in order of time; its comments are notes."""
    import pysubs2

    try:
        with warnings.catch_warnings(record=True) as odd, _quiet():
            warnings.simplefilter("always")
            script = pysubs2.SSAFile.from_string(
                text.replace("\0", "\ufffd"), format_=_version(text)
            )
    except Exception as error:  # pysubs2 raises whatever it meets in a bad file
        message = f"This file cannot be read as SubStation: {type(error).__name__}: {error}"
        findings.replace("ass-malformed", message[:300], 1, column=1)
        return Captions()
    lines = [at for at, line in enumerate(text.splitlines(), 1) if _EVENT.match(line.lstrip())]
    lines += [0] * (len(script.events) - len(lines))
    events = sorted(zip(script.events, lines, strict=False), key=lambda it: it[0].start)
    losses, cues, notes = Losses(), list[Cue](), list[Note]()
    for event, line in events:
        if event.is_comment:
            notes.append(Note(event.text, len(cues)))
        elif cue := _cue(event, script, line, losses):
            cues.append(cue)
    for message in dict.fromkeys(str(it.message)[:200] for it in odd):
        findings.add("captions-odd", f"The file is odd: {message}. Look at its cues.")
    losses.report(findings)
    if not cues:
        findings.add("captions-missing", "There is no cue in this file; add one.")
    return Captions(tuple(cues), notes=tuple(notes))


@contextmanager
def _quiet() -> Iterator[None]:
    """pysubs2 logs through the root logger, which sets up a terminal where it has no handler."""
    handler = logging.NullHandler()
    logging.getLogger().addHandler(handler)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(handler)


def _version(text: str) -> str:
    return "ssa" if re.search(r"^\s*\[V4 Styles\]", text, re.MULTILINE | re.IGNORECASE) else "ass"


def _cue(event: Any, script: Any, line: int, losses: Losses) -> Cue | None:
    look = _Look(script, losses, line)
    look.reset(event.style)
    if event.effect:
        losses.add("effects", line)
    if event.marginl or event.marginr or event.marginv:
        losses.add("positions", line)
    voice = (tag("v", event.name),) if event.name.strip() else ()
    runs = [Run(text, voice + look.tags(), time) for text, time in look.texts(event)]
    text = cue_text(runs).strip()
    if not text:
        return None
    return Cue(max(0, event.start), max(0, event.end), text, settings=settings_at(look.place))


@dataclass
class _Look:
    """How text looks at one place of an event."""

    script: Any
    losses: Losses
    line: int
    place: int = USUAL
    colour: str = ""
    on: dict[str, bool] = field(default_factory=dict)
    drawing: bool = False
    style: str = ""
    karaoke: int | None = None  # milliseconds from the start of the cue

    def reset(self, name: str) -> None:
        """As a style says; the event's own where it is unknown."""
        style = self.script.styles.get(name.lstrip("*"))
        if style is None:
            style = self.script.styles.get(self.style)
        else:
            self.style = name.lstrip("*")
        if style is None:
            return
        self.on = {"b": bool(style.bold), "i": bool(style.italic), "u": bool(style.underline)}
        self.place = int(style.alignment) if 1 <= int(style.alignment) <= 9 else USUAL
        self.set_colour(style.primarycolor.r, style.primarycolor.g, style.primarycolor.b)

    def set_colour(self, red: int, green: int, blue: int) -> None:
        found = colour_class(red, green, blue)
        if found is None:
            self.losses.add("colours", self.line)
        self.colour = found or ""

    def tags(self) -> tuple[str, ...]:
        """The tags around what comes next."""
        colour = (f"c.{self.colour}",) if self.colour else ()
        return colour + tuple(name for name in "biu" if self.on.get(name))

    def texts(self, event: Any) -> Iterator[tuple[str, int | None]]:
        """The text, piece by piece, with the time of each where there is karaoke."""
        next_time = 0
        for match in _PIECE.finditer(event.text):
            if match[1] is not None:
                for length in self.overrides(match[1]):
                    self.karaoke, next_time = next_time, next_time + length
            elif self.drawing:
                self.losses.add("drawings", self.line)
            else:
                time = event.start + self.karaoke if self.karaoke else None
                yield _BREAKS.get(match[0], match[0]), time

    def overrides(self, inside: str) -> Iterator[int]:
        """Heed the tags between two braces; the lengths of the syllables that begin there."""
        for match in _OVERRIDE.finditer(inside):
            name, value = match[1] or match[3], (match[2] or match[4] or "").strip()
            if name.lower() in ("k", "kf", "ko"):
                self.losses.add("karaoke effects", self.line)
                yield int(_number(value) * 10)
            else:
                self.override(name, value)

    def override(self, name: str, value: str) -> None:
        if name in ("b", "i", "u"):
            self.on[name] = _number(value) not in (0, 400) if value else False
        elif name == "an" and value in "123456789" and value:
            self.place = int(value)
        elif name == "a":
            self.place = _OLD_PLACES.get(int(_number(value)), USUAL)
        elif name in ("c", "1c"):
            written = re.sub(r"[^0-9A-Fa-f]", "", value)[-6:].rjust(6, "0")
            blue, green, red = bytes.fromhex(written)
            self.set_colour(red, green, blue)
        elif name == "r":
            place = self.place
            self.reset(value or self.style)
            self.place = place
        elif name == "p":
            self.drawing = _number(value) > 0
        elif name not in _HARMLESS:
            self.losses.add(_KIND.get(name, "override tags nobody knows"), self.line)


def _number(text: str) -> float:
    match = re.match(r"[-+]?\d{1,9}(?:\.\d{1,9})?", text)
    return float(match[0]) if match else 0
