"""Runs of text with their marks to cue text: how readers of other formats write what they found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..cuetext import escaped
from ..timestamps import timestamp

if TYPE_CHECKING:
    from collections.abc import Iterable


# What some programs take for the end of a line, and a line of nothing but spaces and tags.
_BREAKS = re.compile("[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BLANK = re.compile(r"(?:\A|\n)(?:<[^<>]*+>|[ \t])*+(?:\n|\Z)")


@dataclass(frozen=True, slots=True)
class Run:
    """Plain text and the tags around it, the outermost first: `("v Ann", "i")`.

    `time`, in milliseconds, is when it shows, where that is after its cue's start.
    """

    text: str
    tags: tuple[str, ...] = ()
    time: int | None = None


def cue_text(runs: Iterable[Run]) -> str:
    """The runs as WebVTT cue text: tags stay open as long as they hold, lines are never blank."""
    written: list[str] = []
    path: tuple[str, ...] = ()
    time: int | None = None
    for run in runs:
        if not run.text:
            continue
        written += _change(path, run.tags)
        path = run.tags
        if run.time is not None and run.time != time:
            written.append(f"<{timestamp(run.time)}>")
            time = run.time
        written.append(escaped(run.text))
    written += _change(path, ())
    return without_blank_lines("".join(written))


def tag(name: str, annotation: str) -> str:
    """The tag of a speaker (`v`) or a language (`lang`), as a run has it."""
    return f"{name} {escaped(' '.join(annotation.split()))}"


def without_blank_lines(text: str) -> str:
    """The lines that have something besides spaces; tags that stand alone join their neighbours."""
    text = _BREAKS.sub("\n", text)
    if not _BLANK.search(text):
        return text
    text = re.sub(r"\n((?:<[^<>]*>|[ \t])*)(?=\n|\Z)", r"\1", text)
    return re.sub(r"\A((?:<[^<>]*>|[ \t])*)\n", r"\1", text)


def _change(before: tuple[str, ...], after: tuple[str, ...]) -> Iterable[str]:
    same = 0
    for one, other in zip(before, after, strict=False):
        if one != other:
            break
        same += 1
    for name in reversed(before[same:]):
        yield f"</{re.split(r'[ .]', name)[0]}>"
    for name in after[same:]:
        yield f"<{name}>"
