"""The outcome of a check as people read it in a terminal: by file, quoted, and summed up."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from server.problems import Severity, each_once
from server.terminal import STYLE, console, file_heading, problem_line

from .quoting import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.console import Console

    from server.outcome import Outcome
    from server.problems import Problem

_NEWLINE = re.compile(r"\r\n|\r|\n")
_GUTTER = "{:>8} │ "


def show(outcome: Outcome, text_of: Callable[[str], str]) -> None:
    """Print the problems of each file, their places quoted; `text_of` gives the text of a file."""
    to = console()
    for path, found in groupby(outcome.problems, key=lambda it: it.path):
        problems = tuple(found)
        to.print(file_heading(path))
        lines = _NEWLINE.split(text_of(path)) if any(it.line for it in problems) else ()
        last = None
        for problem in each_once(problems):
            to.print(problem_line(problem))
            if (problem.line, problem.column) != last:
                _quote(to, lines, problem)
            last = (problem.line, problem.column)


def _quote(to: Console, lines: Sequence[str], problem: Problem) -> None:
    for it in quoted(lines, problem, max(20, to.width - len(_GUTTER.format(0)))):
        style = "" if it.number == problem.line else "dim"
        to.print(Text.assemble((_GUTTER.format(it.number), "dim"), (it.text, style)))
        if it.caret:
            caret = (it.caret, STYLE[problem.severity])
            to.print(Text.assemble((_GUTTER.format(""), "dim"), caret))


def show_summary(outcome: Outcome) -> None:
    """Print how often each rule is broken: errors first, then the most frequent."""
    rules = Counter((it.severity, it.rule) for it in outcome.problems)
    files = Counter(
        (severity, rule)
        for severity, rule, _ in {(it.severity, it.rule, it.path) for it in outcome.problems}
    )
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("", justify="right")
    for name in ("", "rule"):
        table.add_column(name)
    table.add_column("files", justify="right")
    for (severity, rule), times in sorted(rules.items(), key=_worst_first):
        shown = Text(severity + "s" * (times != 1), style=STYLE[severity])
        table.add_row(str(times), shown, rule, str(files[severity, rule]))
    if rules:
        console().print("", table, "")


def _worst_first(counted: tuple[tuple[Severity, str], int]) -> tuple[bool, int, str]:
    (severity, rule), times = counted
    return severity is not Severity.ERROR, -times, rule


def first_steps(outcome: Outcome, command: str) -> tuple[str, ...]:
    """One or two things to do first: a command, a file to mend; nothing where all is well."""
    steps = []
    if count := len(outcome.mendable):
        these = "one problem" if count == 1 else f"{count} problems"
        steps.append(f"{command} --fix --diff   shows how {these} can be mended at once")
    if by_hand := [it for it in outcome.problems if it not in outcome.mendable]:
        steps.append(_worst_file(by_hand, outcome))
    return tuple(f"{when}: {step}" for when, step in zip(("Do first", "Then"), steps, strict=False))


def _worst_file(problems: Sequence[Problem], outcome: Outcome) -> str:
    """The file with the most errors, or warnings where there are none; what is wrong most there."""
    worst = min(problems, key=lambda it: it.severity is not Severity.ERROR).severity
    counted = [it for it in problems if it.severity is worst]
    (path, here), *_ = Counter(it.path for it in counted).most_common(1)
    (rule, _), *_ = Counter(it.rule for it in counted if it.path == path).most_common(1)
    share = f"{here} of the {len(counted)} {worst}s" if len(counted) > 1 else f"the only {worst}"
    such = ", such as" if here > 1 else ","
    reason = f": {outcome.rules[rule].reason}" if rule in outcome.rules else "."
    return f"mend {path or 'the site'}: it has {share}{such} {rule}{reason}"
