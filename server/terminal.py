"""What people read in a terminal: problems by file, short sentences. Knows rich."""

from __future__ import annotations

import sys
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from rich.console import Console
from rich.progress import track
from rich.text import Text

from server.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from server.problems import Problem

Item = TypeVar("Item")

STYLE = {Severity.ERROR: "bold red", Severity.WARNING: "yellow"}


def tell(*lines: str) -> None:
    """Print sentences for the person at the terminal, apart from any output."""
    console = Console(stderr=True, soft_wrap=True, highlight=False)
    for line in lines:
        console.print(Text(line))


def progress(items: Sequence[Item], doing: str) -> Iterable[Item]:
    """`items`, with a bar that says how far one is; only where somebody looks at a terminal."""
    console = Console(stderr=True)
    return track(
        items, f"{doing} …", console=console, transient=True, disable=not console.is_terminal
    )


def show_problems(problems: Sequence[Problem]) -> None:
    """Print problems by file: where, how bad, what, and the rule."""
    console = Console(file=sys.stderr, soft_wrap=True, highlight=False)
    ordered = sorted(problems, key=lambda one: (one.path, one.line, one.column))
    for path, found in groupby(ordered, key=lambda one: one.path):
        console.print(Text(path or "(the site)", style="bold underline"))
        for one in found:
            place = ":".join(str(part) for part in (path, one.line, one.column) if part)
            line = Text("  ")
            line.append(place, style="dim").append("  ")
            line.append(one.severity, style=STYLE[one.severity]).append("  ")
            console.print(line.append(one.message).append(f"  {one.rule}", style="dim"))
