"""TTML written, in the text profile of IMSC 1.1.

Source: https://www.w3.org/TR/ttml-imsc1.1/. Times are of the media, to the millisecond; each of
the nine places that captions stand in is a region.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from ..cuetext import spans
from ..timestamps import timestamp
from .features import COLOURS
from .placement import place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..cues import Captions, Cue
    from ..cuetext import Span
    from .table import About

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="http://www.w3.org/ns/ttml"
    xmlns:tts="http://www.w3.org/ns/ttml#styling"
    xmlns:ttm="http://www.w3.org/ns/ttml#metadata"
    xmlns:ttp="http://www.w3.org/ns/ttml#parameter"
    ttp:timeBase="media" ttp:cellResolution="32 15"
    ttp:contentProfiles="http://www.w3.org/ns/ttml/profile/imsc1.1/text"
    xml:lang={language} xml:space="preserve">
"""
_STYLE = (
    '<style xml:id="text" tts:fontFamily="proportionalSansSerif" tts:fontSize="100%" '
    'tts:lineHeight="125%" tts:color="white" tts:backgroundColor="transparent"/>'
)
_ROWS = {0: ("60%", "after"), 1: ("35%", "center"), 2: ("10%", "before")}
_COLUMNS = {0: "start", 1: "center", 2: "end"}
_LOOKS = {
    "b": ('tts:fontWeight="bold"'),
    "i": ('tts:fontStyle="italic"'),
    "u": ('tts:textDecoration="underline"'),
}
_NCNAME = re.compile(r"[A-Za-z_][\w.-]*")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_ttml(captions: Captions, about: About) -> str:
    """A document of IMSC 1.1's text profile."""
    language = about.language.tag if about.language else ""
    agents = {name: f"speaker{at}" for at, name in enumerate(_speakers(captions), 1)}
    places = sorted({place_of(cue.settings) for cue in captions.cues} or {2})
    lines = [
        _HEAD.format(language=quoteattr(language)).rstrip("\n") + "<head>",
        *_metadata(about, agents),
        f"<styling>{_STYLE}</styling>",
        f"<layout>{''.join(_region(place) for place in places)}</layout></head>",
        '<body style="text"><div>',
    ]
    taken: set[str] = set()
    lines += (_paragraph(cue, agents, taken) for cue in captions.cues)
    return "\n".join([*lines, "</div></body></tt>\n"])


def _speakers(captions: Captions) -> Iterable[str]:
    voices = (it.voice for cue in captions.cues if "<v" in cue.text for it in spans(cue.text))
    return dict.fromkeys(voice for voice in voices if voice)


def _metadata(about: About, agents: dict[str, str]) -> Iterator[str]:
    title = f"<ttm:title>{_text(about.title)}</ttm:title>" if about.title else ""
    names = "".join(
        f'<ttm:agent xml:id="{id_}" type="person"><ttm:name type="full">{_text(name)}</ttm:name>'
        "</ttm:agent>"
        for name, id_ in agents.items()
    )
    credits_ = f"<ttm:copyright>{_text(about.credits)}</ttm:copyright>" if about.credits else ""
    if title or credits_ or names:
        yield f"<metadata>{title}{credits_}{names}</metadata>"


def _region(place: int) -> str:
    row, column = divmod(place - 1, 3)
    top, display = _ROWS[row]
    return (
        f'<region xml:id="place{place}" tts:origin="10% {top}" tts:extent="80% 30%" '
        f'tts:displayAlign="{display}" tts:textAlign="{_COLUMNS[column]}"/>'
    )


def _paragraph(cue: Cue, agents: dict[str, str], taken: set[str]) -> str:
    id_ = ""
    if _NCNAME.fullmatch(cue.id) and cue.id.isascii() and not _is_ours(cue.id):
        id_ = "" if cue.id in taken else f' xml:id="{cue.id}"'
        taken.add(cue.id)
    content = "".join(
        _run(span, agents, "".join(it.text for it in same))
        for _, group in groupby(spans(cue.text), key=_look)
        for same in [list(group)]
        for span in same[:1]
    )
    times = f'begin="{timestamp(cue.start)}" end="{timestamp(cue.end)}"'
    return f'<p{id_} region="place{place_of(cue.settings)}" {times}>{content}</p>'


def _is_ours(id_: str) -> bool:
    return id_ == "text" or re.fullmatch(r"(place|speaker)\d+", id_) is not None


def _look(span: Span) -> tuple[object, ...]:
    return span.voice, span.language, span.names & _LOOKS.keys(), _colour(span), "rt" in span.names


def _colour(span: Span) -> str:
    return next((COLOURS[name] for name in reversed(span.classes) if name in COLOURS), "")


def _run(span: Span, agents: dict[str, str], text: str) -> str:
    if "rt" in span.names:
        text = f"({text})"
    written = _text(text).replace("\n", "<br/>")
    looks = [style for name, style in _LOOKS.items() if name in span.names]
    if colour := _colour(span):
        looks.append(f'tts:color="{colour}"')
    if span.language and re.fullmatch(r"[A-Za-z0-9-]+", span.language):
        looks.append(f'xml:lang="{span.language}"')
    if span.voice:
        looks.append(f'ttm:agent="{agents[span.voice]}"')
    return f"<span {' '.join(looks)}>{written}</span>" if looks else written


def _text(text: str) -> str:
    return escape(_UNFIT.sub("\ufffd", text))
