"""Problems as workflow commands, which GitHub shows beside the lines of a change.

Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands; what
is escaped, and how, is in its toolkit (packages/core/src/command.ts).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from server.outcome import Outcome
    from server.problems import Problem

_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _MESSAGE | str.maketrans({":": "%3A", ",": "%2C"})


def write_github(outcome: Outcome) -> str:
    """A line for each problem; nothing where there is none."""
    return "\n".join(_command(problem, outcome.path(problem)) for problem in outcome.problems)


def _command(problem: Problem, path: str) -> str:
    properties = {
        "file": path,
        "line": problem.line,
        "col": problem.column,
        "title": problem.rule,
    }
    said = ",".join(
        f"{name}={str(value).translate(_PROPERTY)}" for name, value in properties.items() if value
    )
    return f"::{problem.severity} {said}::{problem.message.translate(_MESSAGE)}"
