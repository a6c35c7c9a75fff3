"""How comparisons and figures of caption files are shown in a terminal. Knows rich."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from server.captions.timestamps import timestamp
from server.terminal import amount

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.captions import Captions, Cue
    from server.captions.comparing import Comparison, Difference
    from server.captions.operations import Statistics

OLD, NEW = "red", "green"
OLD_WORD, NEW_WORD = "bold red underline", "bold green underline"


def show_comparison(found: Comparison, one: Captions, two: Captions) -> None:
    """Print what differs, cue by cue, then a summary; old lines begin with -, new ones with +."""
    console = Console(soft_wrap=True, highlight=False)
    for part in found.parts:
        console.print(Text(f"The {part} differ", style="bold"))
        for style, sign, value in ((OLD, "-", one), (NEW, "+", two)):
            for line in str(getattr(value, part)).splitlines():
                console.print(Text(f"  {sign} {line}", style=style))
    for one_difference in found.differences:
        for text in _difference(one_difference):
            console.print(text)
    console.print(_summary(found))


def _summary(found: Comparison) -> str:
    if found.equal:
        return f"No difference in {amount(found.same, 'cue')}."
    added = sum(it.old is None for it in found.differences)
    removed = sum(it.new is None for it in found.differences)
    changed = len(found.differences) - added - removed
    same = amount(found.same, "cue")
    said = f"{same} the same, {changed} changed, {added} added, {removed} removed."
    moved = f" Every cue is {found.moved / 1000:+.3f} s later." if found.moved > 0 else ""
    return said + (
        moved or f" Every cue is {-found.moved / 1000:.3f} s earlier." * bool(found.moved)
    )


def _difference(it: Difference) -> Iterator[Text]:
    old, new = it.old, it.new
    if old is None or new is None:
        cue, sign, style = (old, "-", OLD) if old else (new, "+", NEW)
        verb = "removed" if old else "added"
        yield Text(f"Cue {it.old_number or it.new_number} {verb}", style="bold")
        if cue:
            for line in (_head(cue), *cue.text.split("\n")):
                yield Text(f"  {sign} {line}", style=style)
        return
    number = f"{it.old_number}" + (f" → {it.new_number}" * (it.old_number != it.new_number))
    yield Text(f"Cue {number} changed: {', '.join(_changed(old, new))}", style="bold")
    for before, after in ((_head(old), _head(new)), (old.text, new.text)):
        if before == after:
            yield from (Text(f"    {line}", style="dim") for line in before.split("\n"))
        else:
            yield from _lines_with_changes(before, after)


def _head(cue: Cue) -> str:
    times = f"{timestamp(cue.start)} --> {timestamp(cue.end)}"
    return " ".join(part for part in (cue.id and f"[{cue.id}]", times, cue.settings) if part)


def _changed(old: Cue, new: Cue) -> Iterator[str]:
    for name in ("start", "end"):
        by = getattr(new, name) - getattr(old, name)
        if by:
            yield f"{name} {by / 1000:+.3f} s"
    yield from (
        name for name in ("id", "settings", "text") if getattr(old, name) != getattr(new, name)
    )


def _lines_with_changes(before: str, after: str) -> Iterator[Text]:
    """The old text, then the new one, the words that differ marked in each."""
    old, new = (re.findall(r"\n|[^\S\n]+|[^\s<>]+|[<>]", text) for text in (before, after))
    shown = (Text(style=OLD), Text(style=NEW))
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        shown[0].append("".join(old[a:b]), style="" if tag == "equal" else OLD_WORD)
        shown[1].append("".join(new[c:d]), style="" if tag == "equal" else NEW_WORD)
    for sign, style, text in (("-", OLD, shown[0]), ("+", NEW, shown[1])):
        for line in text.split("\n"):
            yield Text(f"  {sign} ", style=style).append_text(line)


def show_statistics(found: Statistics) -> None:
    """Print the figures of a file, one a line."""
    console = Console(soft_wrap=True, highlight=False)
    slow, middle, fast = found.speed
    longest = found.longest_line
    rows = {
        "cues": str(found.cues),
        "duration": timestamp(found.duration),
        "shown": f"{timestamp(found.shown)}{_share(found)}",
        "words": str(found.words),
        "characters": str(found.characters),
        "characters per second": f"{slow} to {fast}, half of the cues at most {middle}",
        "longest line": f"{longest.columns} columns, in cue {longest.cue}: {longest.text}",
        "speakers": _counts(found.speakers) or "none named",
        "languages marked": _counts(found.languages) or "none",
    }
    for name, value in rows.items():
        console.print(Text(f"{name:<23}", style="bold").append(value, style="not bold"))


def _share(found: Statistics) -> str:
    return f" ({found.shown / found.duration:.0%})" if found.duration else ""


def _counts(counts: dict[str, int]) -> str:
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{name} ({count})" for name, count in ordered)
