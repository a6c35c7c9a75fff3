"""Live captions: lines become cues as they come, and a file that only grows.

Knows text and times; knows nothing of clocks, of files or of who reads along. What is written is a
WebVTT file at every moment: whole blocks are put behind it, each with the blank line that ends it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
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
_BEGAN = "live from "

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
    whole_line = Captions((Cue(at, at + needed, escaped(text)),))
    *others, last = split_lines(whole_line, COLUMNS, LINES, language).cues
    return (*others, replace(last, end=max(last.end, last.start + SHORTEST)))


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
    return content.rfind(b"\n\n") + 2 if b"\n\n" in content else 0


def settled(captions: Captions) -> Captions:
    """A live file once nothing more comes: in order, and a cue ends when the next one begins."""
    cues = sorted(captions.cues, key=lambda cue: cue.start)
    ends = (
        min(cue.end, after.start) if after.start > cue.start else cue.end
        for cue, after in pairwise(cues)
    )
    kept = [replace(cue, end=end) for cue, end in zip(cues, ends, strict=False)]
    return replace(captions, cues=(*kept, *cues[-1:]), lines=())
