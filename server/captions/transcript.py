"""Cues to readable paragraphs: speakers, sounds, chapters, descriptions merged.

Knows captions; knows nothing of HTML or of languages.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from .cuetext import plain_text, spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .cues import Captions
    from .cuetext import Span

Kind = Literal["cue", "description"]

# A paragraph ends at a pause of so many milliseconds, at the end of a sentence once it has about as
# many characters as five lines of a page, and anywhere once it has three times as many.
PAUSE = 3000
LONG = 350
LONGEST = 1000
SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", "؟", "۔", "।", "॥")

# Thai, Lao, Myanmar, Khmer; Chinese and Japanese with their punctuation.
_DENSE = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff9f]"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a line in one language; `language` is a tag as written, "" the track's own."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One cue, or what one speaker says in it: plain text in `parts`, times in milliseconds.

    `apart` says whether a space stands before it in its paragraph.
    """

    start: int
    end: int
    text: str
    kind: Kind = "cue"
    parts: tuple[Part, ...] = ()
    apart: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together; `speaker` is "" where nobody is named. `beside` is what is said
    meanwhile in a second language, where one was put beside this one."""

    speaker: str
    lines: tuple[Line, ...]
    beside: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class TranscriptSection:
    """A chapter; `title` is "" for what comes before the first one. `start` in milliseconds;
    `level` is 2 for a chapter within a chapter, and so on. `beside`: its title in a second
    language."""

    title: str
    start: int
    paragraphs: tuple[Paragraph, ...]
    level: int = 1
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Transcript:
    """A video's words in reading order."""

    sections: tuple[TranscriptSection, ...]


def transcript(
    captions: Captions, *, chapters: Captions | None = None, descriptions: Captions | None = None
) -> Transcript:
    """What is said and heard (and, with `descriptions`, seen) in order of time, by chapter."""
    spoken = list(_spoken(descriptions, "description")) if descriptions else []
    spoken += _spoken(captions, "cue")
    # The sort is stable: a description comes before the cue that starts with it.
    spoken.sort(key=lambda it: it[1].start)
    marks = [(0, "", 1), *(_marks(chapters) if chapters else ())]
    starts = [line.start for _, line in spoken]
    firsts = [bisect_left(starts, start) for start, _, _ in marks]
    sections = [
        TranscriptSection(title, start, tuple(paragraphs(spoken[first:last])), level)
        for (start, title, level), first, last in zip(
            marks, firsts, [*firsts[1:], len(spoken)], strict=True
        )
    ]
    return Transcript(tuple(it for it in sections if it.title or it.paragraphs))


def _marks(chapters: Captions) -> Iterator[tuple[int, str, int]]:
    """Where chapters start, their titles and levels (WebVTT, 1.5: one may hold others)."""
    around: list[int] = []  # the ends of the chapters that this one may be inside of
    for cue in sorted(chapters.cues, key=lambda cue: (cue.start, -cue.end)):
        while around and (cue.end > around[-1] or cue.start >= around[-1]):
            around.pop()
        around.append(cue.end)
        yield cue.start, _joined(plain_text(cue.text)), len(around)


def transcript_text(of: Transcript) -> str:
    """The transcript as plain text: titles and paragraphs apart by a blank line."""
    blocks = []
    for section in of.sections:
        blocks += [section.title] if section.title else []
        for paragraph in section.paragraphs:
            words = sentence(line.text for line in paragraph.lines)
            if paragraph.lines[0].kind == "description":
                words = f"[{words}]"
            blocks.append(f"{paragraph.speaker}: {words}" if paragraph.speaker else words)
    return "".join(f"{block}\n\n" for block in blocks).removesuffix("\n")


def _spoken(captions: Captions, kind: Kind) -> Iterator[tuple[str, Line]]:
    """Lines with their speakers: one for a cue, more where it holds several voices."""
    for cue in captions.cues:
        for voice, pieces in groupby(spans(cue.text), key=lambda span: span.voice):
            parts = _parts(pieces)
            if parts:
                text = "".join(part.text for part in parts)
                yield voice, Line(cue.start, cue.end, text, kind, parts)


def _parts(pieces: Iterable[Span]) -> tuple[Part, ...]:
    """The text of some spans by language, its lines and runs of spaces made one line."""
    parts: list[Part] = []
    for language, group in groupby(_with_ruby(pieces), key=lambda pair: pair[0]):
        text = "".join(text for _, text in group)
        if text[:1].isspace() and parts and not parts[-1].text.endswith(" "):
            parts[-1] = Part(parts[-1].text + " ", parts[-1].language)
        if words := _joined(text):
            parts.append(Part(words + " " * text[-1].isspace(), language))
    if parts:
        parts[-1] = Part(parts[-1].text.rstrip(), parts[-1].language)
    return tuple(parts)


def _with_ruby(pieces: Iterable[Span]) -> Iterator[tuple[str, str]]:
    """Languages and texts; a reading above characters (ruby) is put in brackets after them."""
    for span in pieces:
        yield span.language, f"({span.text})" if "rt" in span.names else span.text


def paragraphs(spoken: Iterable[tuple[str, Line]]) -> Iterator[Paragraph]:
    """Lines with their speakers, in order of time, as paragraphs."""
    lines: list[Line] = []
    speaker, length = "", 0
    for voice, line in spoken:
        if lines and (voice != speaker or _breaks(lines[-1], line, length)):
            yield Paragraph(speaker, tuple(lines))
            lines, length = [], 0
        speaker = voice
        apart = not (lines and _are_dense(lines[-1].text, line.text))
        lines.append(line if line.apart == apart else replace(line, apart=apart))
        length += len(line.text)
    if lines:
        yield Paragraph(speaker, tuple(lines))


def _breaks(last: Line, line: Line, length: int) -> bool:
    if line.kind != last.kind or line.start - last.end >= PAUSE:
        return True
    ended = last.text.rstrip("\"'”’»)]").endswith(SENTENCE_ENDS)
    return (length >= LONG and ended) or length >= LONGEST


def _joined(text: str) -> str:
    return sentence(text.split())


def sentence(words: Iterable[str]) -> str:
    """Words or lines put together: by a space, but not between scripts that write without them."""
    joined: list[str] = []
    for word in words:
        if joined and not _are_dense(joined[-1], word):
            joined.append(" ")
        joined.append(word)
    return "".join(joined)


def _are_dense(before: str, after: str) -> bool:
    """Whether they meet in a script without spaces: Chinese, Japanese (Korean has them), Thai …"""
    return bool(_DENSE.match(before[-1:]) and _DENSE.match(after[:1]))
