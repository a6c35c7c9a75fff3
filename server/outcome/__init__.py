"""The outcome of a check, for people and for programs.

    text       for a terminal: by file, each place quoted, a summary, what to do first
    json       a list of problems
    sarif      SARIF 2.1.0, which code scanners show
    junit      JUnit XML, which test reports show
    github     workflow commands, which GitHub shows beside the lines

Knows problems, rules and the texts they are in; knows nothing of sites, captions or files.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .github import write_github
from .json_list import write_json
from .junit import write_junit
from .sarif import write_sarif

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from server.problems import Problem, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was found: `problems` in the order of files and lines, `files` all that were looked at.

    `rules` are all that could be broken, `mendable` the problems that mending takes away. `folder`
    ("" or with / at its end) leads from where the reader stands to the files. `complete` is False
    where the check had to stop.
    """

    problems: tuple[Problem, ...]
    files: tuple[str, ...]
    rules: Mapping[str, Rule]
    mendable: frozenset[Problem] = frozenset()
    folder: str = ""
    version: str = ""
    complete: bool = True

    def path(self, problem: Problem) -> str:
        """Where the file with a problem lies, from where the reader stands."""
        return self.folder + problem.path


# What programs read, a whole document each.
FORMATS: dict[str, Callable[[Outcome], str]] = {
    "json": write_json,
    "sarif": write_sarif,
    "junit": write_junit,
    "github": write_github,
}
