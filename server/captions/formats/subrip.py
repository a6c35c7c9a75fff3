"""SubRip (.srt): read with all its habits, and written.

Knows the habits: font tags, `{\an8}`, numbers that are missing or wrong, a dot for the comma, text
that is not escaped, blank lines inside a cue. There is no specification.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..cues import Captions, Cue
from ..cuetext import escaped, spans, unescaped
from ..timestamps import timestamp
from .features import COLOURS, Losses, colour_class
from .marking import Run, cue_text, without_blank_lines
from .placement import USUAL, place_of, settings_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..cuetext import Span
    from ..rules import Findings
    from .table import About

_CLOCK = r"[0-9]{1,6}:[0-9]{1,2}:[0-9]{1,2}"
# A number above the times, or a comma in them: no other format has either.
SRT = re.compile(
    rf"\s*(?:[0-9]+[ \t]*[\r\n]\s*{_CLOCK}[.,]|{_CLOCK},)[0-9]+[ \t]*-->",
)
_TIME = r"(?:([0-9]{1,6}):)?([0-9]{1,2}):([0-9]{1,2})(?:[.,:]([0-9]{1,3}))?(?![0-9])"
_TIMES = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(.*)")
_COORDINATES = re.compile(r"\s*[XY][12]:", re.IGNORECASE)

_TAG = re.compile(
    r"<(/?)([a-z]{1,6})\b([^<>]*)>|\{\\([^{}]*)\}|\{([biuys]):[^{}]*\}", re.IGNORECASE
)
_COLOUR = re.compile(r"""\bcolor\s*=\s*["']?(#?[0-9a-z]+)""", re.IGNORECASE)
_FONT = re.compile(r"\b(face|size)\s*=", re.IGNORECASE)
_PLACE = re.compile(r"an([1-9])|a([0-9]{1,2})(?![0-9])")
_KEPT = ("b", "i", "u")
# {\a5} and so on are older: 1–3 at the bottom, 5–7 at the top, 9–11 in the middle.
_OLD_PLACES = {1: 1, 2: 2, 3: 3, 5: 7, 6: 8, 7: 9, 9: 4, 10: 5, 11: 6}


def read_srt(text: str, findings: Findings) -> Captions:
    """The captions in a SubRip file."""
    lines = text.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    arrows = [at for at, line in enumerate(lines) if "-->" in line]
    losses = Losses()
    cues = []
    for at, following in zip(arrows, [*arrows[1:], len(lines)], strict=False):
        match = _TIMES.match(lines[at])
        if match is None:
            message = f"“{lines[at][:60]}” gives no two times; "
            message += "expected 00:00:01,000 --> 00:00:02,500."
            findings.add("srt-timing", message, at + 1, column=1)
            continue
        last = following
        # The number of the next cue stands right above its times.
        if last < len(lines) and last - 1 > at and lines[last - 1].strip().isdigit():
            last -= 1
        if _COORDINATES.match(match[9]):
            losses.add("positions", at + 1)
        cues.append(_cue(match, lines[at + 1 : last], at + 2, losses))
    if not cues:
        message = "No cue is found in this file; expected it to begin with "
        message += "1, then 00:00:01,000 --> 00:00:02,500."
        findings.add("srt-malformed", message, 1, column=1)
    losses.report(findings)
    return Captions(tuple(cues))


def _cue(match: re.Match[str], lines: list[str], first: int, losses: Losses) -> Cue:
    """A cue from its lines, the `first` of which has that number in the file."""
    start, end = _milliseconds(*match.groups()[:4]), _milliseconds(*match.groups()[4:8])
    text = "\n".join(line for line in lines if line.strip())
    if "<" not in text and "{" not in text:
        return Cue(start, end, without_blank_lines(escaped(text)))
    marks = _Marks(losses)
    numbered = ((line, number) for number, line in enumerate(lines, first) if line.strip())
    runs = [run for line, number in numbered for run in marks.runs(line, number)]
    if runs:
        runs.pop()  # the last end of line
    return Cue(start, end, cue_text(runs), settings=settings_at(marks.place))


def _milliseconds(*parts: str | None) -> int:
    hours, minutes, seconds, fraction = parts
    whole = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)
    return whole * 1000 + int((fraction or "0").ljust(3, "0"))


class _Marks:
    """What holds at a place of a cue's text: the tags that are open, the fonts among them."""

    def __init__(self, losses: Losses) -> None:
        self.losses = losses
        self.place = USUAL
        self.open = dict.fromkeys(_KEPT, 0)
        self.fonts: list[str] = []  # the colour that each leaves

    def runs(self, line: str, number: int) -> Iterator[Run]:
        at = 0
        for match in _TAG.finditer(line):
            if not self._is_mark(match):
                continue
            yield Run(line[at : match.start()], self._tags())
            self._take(match, number)
            at = match.end()
        yield Run(line[at:], self._tags())
        yield Run("\n", self._tags())

    def _tags(self) -> tuple[str, ...]:
        colour = self.fonts[-1] if self.fonts else ""
        return ((f"c.{colour}",) if colour else ()) + tuple(
            name for name in _KEPT if self.open[name]
        )

    def _is_mark(self, match: re.Match[str]) -> bool:
        return match[2] is None or match[2].lower() in (*_KEPT, "font", "s", "c")

    def _take(self, match: re.Match[str], number: int) -> None:
        if match[4] is not None:
            self._braces(match[4], number)
        elif match[5] is not None:
            self.losses.add("marks in braces", number)
        else:
            self._tag(match[1], match[2].lower(), match[3], number)

    def _braces(self, inside: str, number: int) -> None:
        place = _PLACE.fullmatch(inside)
        if place:
            self.place = int(place[1]) if place[1] else _OLD_PLACES.get(int(place[2]), USUAL)
        elif style := re.fullmatch(r"([biu])([01])", inside):
            self._switch(style[1], on=style[2] == "1")
        else:
            self.losses.add("marks in braces", number)

    def _tag(self, slash: str, name: str, rest: str, number: int) -> None:
        if name in _KEPT:
            self._switch(name, on=not slash)
        elif name == "s":
            if not slash:
                self.losses.add("struck-out text", number)
        elif name == "font" and slash:
            del self.fonts[-1:]
        elif name == "font":
            self.fonts.append(self._font(rest, number))

    def _switch(self, name: str, *, on: bool) -> None:
        self.open[name] = max(0, self.open[name] + (1 if on else -1))

    def _font(self, rest: str, number: int) -> str:
        if _FONT.search(rest):
            self.losses.add("fonts and sizes", number)
        match = _COLOUR.search(rest)
        if match is None:
            return self.fonts[-1] if self.fonts else ""
        written = match[1].lower()
        known = "" if written == "white" else written if written in COLOURS else None
        if re.fullmatch("#?[0-9a-f]{6}", written):
            red, green, blue = bytes.fromhex(written.removeprefix("#"))
            known = colour_class(red, green, blue)
        if known is None:
            self.losses.add("colours", number)
        return known or ""


def write_srt(captions: Captions, about: About) -> str:  # noqa: ARG001 - as every writer
    """A SubRip file: styles, colours and rough places stay, voices become “Name: ”."""
    written = [(cue, text) for cue in captions.cues if (text := _srt_text(cue)).strip()]
    return "\n".join(
        f"{number}\n{_srt_time(cue.start)} --> {_srt_time(cue.end)}\n{text}\n"
        for number, (cue, text) in enumerate(written, 1)
    )


def _srt_time(time: int) -> str:
    return timestamp(time).replace(".", ",")


def _srt_text(cue: Cue) -> str:
    joined = _marked(cue.text) if "<" in cue.text else unescaped(cue.text)
    lines = joined.replace("-->", "→").split("\n")
    text = "\n".join(line for line in lines if line.strip())
    place = place_of(cue.settings)
    return f"{{\\an{place}}}{text}" if text and place != USUAL else text


def _marked(text: str) -> str:
    voice, written = "", []
    for span in spans(text):
        if span.voice and span.voice != voice:
            written.append(f"{span.voice}: ")
        voice = span.voice
        written.append(_tagged(span))
    return "".join(written)


def _tagged(span: Span) -> str:
    tags = [name for name in _KEPT if name in span.names]
    before = "".join(f"<{name}>" for name in tags)
    after = "".join(f"</{name}>" for name in reversed(tags))
    colour = next((COLOURS[name] for name in reversed(span.classes) if name in COLOURS), "")
    if colour and colour != COLOURS["white"]:
        before, after = f'<font color="{colour}">{before}', f"{after}</font>"
    return before + span.text + after
