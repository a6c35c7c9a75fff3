"""ttconv's model of timed text to captions: who speaks when, how it looks, where it stands.

Knows the model's elements and styles, which are TTML's. Each `p` is a cue; where parts of it come
later they have inner times, and where parts of it go earlier it is more than one cue.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import ttconv.model as model
from ttconv.style_properties import (
    FontStyleType,
    FontWeightType,
    NamedColors,
    StyleProperties,
    TextAlignType,
)

from ..cues import Captions, Cue
from .features import colour_class
from .marking import Run, cue_text, tag
from .timed_text_place import settings_of
from .timed_text_xml import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..rules import Findings
    from .features import Losses
    from .timed_text_xml import Source

# For how long text is shown that never ends, where nothing comes after it.
_NO_END = 10_000
# No second of any video is later than this.
_LATEST = 10**9
# So often, on average, the parts of a paragraph are shown anew as others come and go.
_MOST_TIMES = 20


@dataclass(frozen=True, slots=True)
class _State:
    """What an element hands down: absolute times in milliseconds, styles, a place in the file."""

    start: int = 0
    end: int | None = None
    line: int = 0
    voice: str = ""
    language: str = ""
    bold: bool = False
    italic: bool = False
    underline: bool = False
    colour: str = ""
    ruby: str = ""
    keep: bool = False  # spaces as they are
    align: Any = TextAlignType.start
    region: Any = None

    def tags(self, language: str) -> tuple[str, ...]:
        """The tags around its text, in a track of `language`."""
        return tuple(
            name
            for name, holds in (
                (tag("v", self.voice), self.voice),
                (tag("lang", self.language), self.language not in ("", language)),
                (f"c.{self.colour}", self.colour),
                ("b", self.bold),
                ("i", self.italic),
                ("u", self.underline),
                ("ruby", self.ruby),
                ("rt", self.ruby == "rt"),
            )
            if holds
        )


_Piece = tuple[_State, str]


def read_document(document: Any, losses: Losses, source: Source, findings: Findings) -> Captions:
    """The captions of a document of ttconv's, in order of time."""
    reader = _Reader(document, losses, source)
    body = document.get_body() if document is not None else None
    if body is not None:
        reader.element(body, _State(language=document.get_lang() or ""))
    return Captions(_ended(reader.cues, findings), header=reader.header())


def _ended(found: list[tuple[Cue, int | None, int]], findings: Findings) -> tuple[Cue, ...]:
    found.sort(key=lambda it: it[0].start)
    cues = []
    for at, (cue, end, line) in enumerate(found):
        if end is None:
            after = found[at + 1][0].start if at + 1 < len(found) else 0
            end = after if after > cue.start else cue.start + _NO_END
            message = "This cue has no end; it is shown until the next one."
            findings.add("captions-no-end", message, line)
        cues.append(replace(cue, end=end))
    return tuple(cues)


class _Reader:
    def __init__(self, document: Any, losses: Losses, source: Source) -> None:
        self.document = document
        self.losses = losses
        self.source = source
        self.language: str = (document.get_lang() or "") if document is not None else ""
        self.cues: list[tuple[Cue, int | None, int]] = []

    def header(self) -> str:
        """The language, as a header line of WebVTT."""
        fits = re.fullmatch(r"[A-Za-z0-9-]+", self.language)
        return f"\nLanguage: {self.language}" if fits else ""

    def element(self, element: Any, above: _State) -> None:
        """Everything below a body, a div or a p."""
        here = self.state(element, above)
        if isinstance(element, model.P):
            self.paragraph(element, here)
            return
        for child in element:
            self.element(child, here)

    def state(self, element: Any, above: _State) -> _State:
        language = element.get_lang() or above.language
        place = self.source.get(language, Place(above.line, language=language))
        start = above.start + _milliseconds(element.get_begin() or 0)
        own = element.get_end()
        ends = [e for e in (above.end, own and above.start + _milliseconds(own)) if e is not None]
        region = element.get_region()
        here = replace(
            above,
            start=start,
            end=min(ends, default=None),
            line=place.line,
            voice=place.agent or above.voice,
            language=place.language,
            # A region of the model counts its children: an empty one is false.
            region=above.region if region is None else region,
        )
        if region is not None and above.region is None:
            # What is shown in a region has its styles, unless it has its own.
            here = self.styled(region, here)
        if any(True for _ in element.iter_animation_steps()):
            self.losses.add("animations", here.line)
        return self.styled(element, here)

    def styled(self, element: Any, here: _State) -> _State:
        weight = element.get_style(StyleProperties.FontWeight)
        style = element.get_style(StyleProperties.FontStyle)
        decoration = element.get_style(StyleProperties.TextDecoration)
        underline = decoration.underline if decoration is not None else None
        align = element.get_style(StyleProperties.TextAlign)
        inline = isinstance(element, model.Span)
        for kind in (StyleProperties.FontFamily, StyleProperties.FontSize):
            if inline and element.get_style(kind) is not None:
                self.losses.add("fonts and sizes", here.line)
        return replace(
            here,
            bold=here.bold if weight is None else weight is FontWeightType.bold,
            italic=here.italic if style is None else style is not FontStyleType.normal,
            underline=here.underline if underline is None else bool(underline),
            colour=self.colour(element, here),
            align=here.align if align is None else align,
        )

    def colour(self, element: Any, here: _State) -> str:
        background = element.get_style(StyleProperties.BackgroundColor)
        plain = (None, NamedColors.black.value, NamedColors.transparent.value)
        if background not in plain and background.components[3] and any(background.components[:3]):
            self.losses.add("background colours", here.line)
        found = element.get_style(StyleProperties.Color)
        if found is None:
            return here.colour
        name = colour_class(*found.components[:3])
        if name is None:
            self.losses.add("colours", here.line)
        return name or ""

    def paragraph(self, element: Any, here: _State) -> None:
        pieces = _collapsed(list(self.pieces(element, here)))
        if not "".join(text for _, text in pieces).strip():
            return
        settings = settings_of(self.document, here.region, here.align, here.line, self.losses)
        place = self.source.get(element.get_lang() or "")
        id_ = place.id if place else ""
        starts = [state.start for state, _ in pieces]
        if starts == sorted(starts) and all(state.end == here.end for state, _ in pieces):
            spans = [(min(starts), here.end, pieces)]
        else:
            spans = list(_by_time(pieces, here, self.losses))
        for start, end, shown in spans:
            runs = (
                Run(text, state.tags(self.language), state.start if state.start > start else None)
                for state, text in shown
            )
            text = cue_text(runs).strip()
            if text and (end is None or end > start):
                self.cues.append((Cue(start, 0, text, id_, settings), end, here.line))
                id_ = ""

    def pieces(self, element: Any, here: _State) -> Iterator[_Piece]:
        """The text below an element, with what holds for each piece."""
        for child in element:
            if isinstance(child, model.Text):
                text = child.get_text() or ""
                keep = element.get_space() is model.WhiteSpaceHandling.PRESERVE
                text = text if keep else re.sub(r"[ \t\r\n]+", " ", text)
                yield replace(here, keep=keep), text
            elif isinstance(child, model.Br):
                yield here, "\n"
            elif not isinstance(child, model.Rp):
                below = self.state(child, here)
                if isinstance(child, model.Ruby):
                    below = replace(below, ruby="ruby")
                elif isinstance(child, model.Rt):
                    below = replace(below, ruby="rt")
                yield from self.pieces(child, below)


def _collapsed(pieces: list[_Piece]) -> list[_Piece]:
    """The pieces without spaces at the ends of lines."""
    found: list[_Piece] = []
    last = "\n"
    for state, text in pieces:
        kept = text.lstrip(" ") if last.endswith("\n") and not state.keep else text
        if kept.startswith("\n"):
            while found and not found[-1][0].keep and not found[-1][1].rstrip(" "):
                found.pop()
            if found and not found[-1][0].keep:
                found[-1] = (found[-1][0], found[-1][1].rstrip(" "))
        if kept:
            found.append((state, kept))
            last = kept
    return found


def _by_time(
    pieces: list[_Piece], here: _State, losses: Losses
) -> Iterator[tuple[int, int | None, list[_Piece]]]:
    """The pieces cut at every moment at which what is shown changes.

    Where most of them show at once, so that each would be there over and over, they are one.
    """
    moments = {state.start for state, _ in pieces}
    moments |= {state.end for state, _ in pieces if state.end is not None}
    cuts = sorted(moments)
    spans: list[tuple[int, int | None]] = [*pairwise(cuts)]
    if here.end is None:
        spans.append((cuts[-1], None))
    at = {moment: index for index, moment in enumerate(cuts)}
    ranges = [
        range(at[state.start], len(spans) if state.end is None else at[state.end])
        for state, _ in pieces
    ]
    if sum(map(len, ranges)) > _MOST_TIMES * len(pieces):
        losses.add("times inside cues", here.line)
        yield cuts[0], here.end, [(replace(state, start=cuts[0]), text) for state, text in pieces]
        return
    shown: list[list[_Piece]] = [[] for _ in spans]
    for (state, text), places in zip(pieces, ranges, strict=True):
        for place in places:
            shown[place].append((replace(state, start=spans[place][0]), text))
    for (start, end), own in zip(spans, shown, strict=True):
        yield start, end, own


def _milliseconds(seconds: Any) -> int:
    return int(min(seconds, _LATEST) * 1000 + Fraction(1, 2))
