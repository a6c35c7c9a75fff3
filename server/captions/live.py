"""Live captions: lines become cues as they come, and a file that only grows.

Knows text and times; knows nothing of clocks, of files or of who reads along. What is written is a
WebVTT file at every moment: whole blocks are put behind it, each with the blank line that ends it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from sys import maxsize
from typing import TYPE_CHECKING

from .cues import Captions, Cue
from .cuetext import escaped
from .formats import read
from .operations import split_lines
from .webvtt import write_webvtt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from server.problems import Problem

SIGNATURE = "WEBVTT"
BLANK = (b"\n\n", b"\r\n\r\n")
_BEGAN = "live from "

# The id of a cue whose end is a guess: it is over when the next one begins.
GUESSED = "live-"
# How long a line shows, since nobody knows when the next one comes: as long as it takes to read.
# Guidelines have 12 to 20 characters a second; captions that lag behind speech are in a hurry.
CHARACTERS_PER_SECOND = 15
SHORTEST = 1500  # milliseconds
COLUMNS, LINES = 37, 2


def began(captions: Captions) -> datetime | None:
    """When second 0 of a live file was, from its header."""
    if not captions.header.startswith(_BEGAN):
        return None
    try:
        return datetime.fromisoformat(captions.header.removeprefix(_BEGAN).strip())
    except ValueError:
        return None


def beginning(zero: datetime) -> str:
    """The first block of a file whose second 0 was at `zero`."""
    when = zero.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return f"{SIGNATURE} {_BEGAN}{when}\n\n"


def said(line: str, at: int, language: str = "") -> tuple[Cue, ...]:
    """The cues of one line of plain text that was said `at` (milliseconds); none for a blank one.

    A long line becomes several cues, one after the other.
    """
    text = " ".join(line.split())
    if not text:
        return ()
    needed = max(len(text) * 1000 // CHARACTERS_PER_SECOND, SHORTEST)
    one = Captions((Cue(at, at + needed, escaped(text)),))
    *others, last = split_lines(one, COLUMNS, LINES, language).cues
    last = replace(last, end=max(last.end, last.start + SHORTEST))
    return tuple(replace(cue, id=f"{GUESSED}{cue.start}") for cue in (*others, last))


def blocks(lines: Iterable[str]) -> Iterator[str]:
    """The blocks of a WebVTT file that comes line by line, each as soon as it is whole."""
    block: list[str] = []
    for line in lines:
        if stripped := line.strip("\r\n"):
            block.append(stripped)
        elif block:
            yield "\n".join(block)
            block = []
    if block:
        yield "\n".join(block)


def read_blocks(text: str) -> tuple[Captions, tuple[Problem, ...]]:
    """What some blocks of a file hold."""
    return read(f"{SIGNATURE}\n\n{text}\n".encode(), "vtt")


def written(captions: Captions) -> str:
    """The blocks of a file, to be put behind it."""
    _, _, below = write_webvtt(replace(captions, header="")).partition("\n\n")
    return below.rstrip("\n") + "\n\n" if below.strip("\n") else ""


def whole(content: bytes) -> int:
    """How many bytes of a growing file are whole blocks: up to its last blank line."""
    return max((content.rfind(end) + len(end) for end in BLANK if end in content), default=0)


def settled(captions: Captions) -> Captions:
    """A live file once nothing more comes: in order, and what was a guess is known."""
    cues = sorted(captions.cues, key=lambda cue: cue.start)
    starts = [*(cue.start for cue in cues[1:]), maxsize]
    known = tuple(_known(cue, after) for cue, after in zip(cues, starts, strict=False))
    return replace(captions, cues=known, lines=())


def _known(cue: Cue, after: int) -> Cue:
    if not cue.id.startswith(GUESSED):
        return cue
    return replace(cue, id="", end=min(cue.end, after) if after > cue.start else cue.end)
