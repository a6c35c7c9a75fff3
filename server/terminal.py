"""What people read in a terminal: problems by file, short sentences, how far a long job is.

Knows rich, which leaves colours out where they are not wanted (NO_COLOR) or not shown.
"""

from __future__ import annotations

import re
import sys
from contextlib import contextmanager
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from server.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from server.problems import Problem

STYLE = {Severity.ERROR: "bold red", Severity.WARNING: "yellow"}

_TAB = "    "
# Marks that cannot be seen and turn a line round, or are the fault that is told. Joiners are none:
# letters need them.
_NAMED = re.compile(
    "[\x80-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)


def console(*, output: bool = False) -> Console:
    """The standard error, which is for people, or the standard output."""
    file = sys.stdout if output else sys.stderr
    return Console(file=file, soft_wrap=True, highlight=False)


def tell(*lines: str) -> None:
    """Print sentences for the person at the terminal, apart from any output."""
    to = console()
    for line in lines:
        to.print(Text(line))


def amount(count: int, what: str) -> str:
    """So many of something: “1 cue”, “2 cues”."""
    return f"{count} {what}{'' if count == 1 else 's'}"


def show_problems(problems: Sequence[Problem]) -> None:
    """Print problems by file: where, how bad, what, and the rule."""
    to = console()
    ordered = sorted(problems, key=lambda one: (one.path, one.line, one.column))
    for path, found in groupby(ordered, key=lambda one: one.path):
        to.print(file_heading(path))
        for one in found:
            to.print(problem_line(one))


def file_heading(path: str) -> Text:
    """The name of a file above its problems."""
    return Text(visible(path) or "(the site)", style="bold underline")


def problem_line(problem: Problem) -> Text:
    """Where, how bad, what, and the rule."""
    place = ":".join(str(it) for it in (problem.path, problem.line, problem.column) if it)
    line = Text("  ").append(visible(place), style="dim").append("  ")
    line.append(problem.severity, style=STYLE[problem.severity]).append("  ")
    return line.append(visible(problem.message)).append(f"  {problem.rule}", style="dim")


def visible(text: str) -> str:
    """Text that does nothing to a terminal but show; each character by itself."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_visible, text))


def _visible(character: str) -> str:
    if character == "\t":
        return _TAB
    if character < " ":
        return chr(0x2400 + ord(character))  # its picture
    if character == "\x7f":
        return "\u2421"
    return f"‹U+{ord(character):04X}›" if _NAMED.match(character) else character


def write_out(text: str) -> None:
    """Print to the standard output what programs read: UTF-8, wherever it is printed."""
    sys.stdout.flush()
    sys.stdout.buffer.write(f"{text}\n".encode(errors="replace"))
    sys.stdout.buffer.flush()


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Say on a terminal what is being done, as long as it is."""
    to = console()
    if not to.is_terminal:
        yield
        return
    with to.status(f"{what} …"):
        yield


@contextmanager
def counting(what: str, total: int, *, many: int) -> Iterator[Callable[[int], None]]:
    """Call what this gives with how many more are done: a bar, on a terminal and for many."""
    to = console()
    if total < many or not to.is_terminal:
        yield lambda _: None
        return
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=to, transient=True) as progress:
        task = progress.add_task(what, total=total)
        yield lambda done: progress.advance(task, done)
