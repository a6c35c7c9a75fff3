"""`examine`: every rule of the table over one file, what is excused set apart.

Knows the table and where a cue stands in its file; knows none of the rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.captions.cuetext import placed_in
from server.captions.rules import MOST_PROBLEMS
from server.captions.rules import RULES as READING_RULES
from server.problems import Problem

from .draft import draft
from .excuses import excuses
from .table import QUALITY_RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.captions.cues import Captions
    from server.languages import Language

    from .draft import Draft, Finding
    from .profiles import Profile
    from .table import QualityRule

# A habit is told once where so many cues have it, and so large a part of all.
HABIT = 10
HABIT_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Excused:
    """A problem that a NOTE excuses, and the reason it gives."""

    problem: Problem
    reason: str


@dataclass(frozen=True, slots=True)
class Quality:
    """What was found in one file, in its order."""

    problems: tuple[Problem, ...]
    excused: tuple[Excused, ...]


def examine(
    captions: Captions,
    *,
    language: Language,
    profile: Profile,
    duration: int | None = None,
    source: Captions | None = None,
    kind: str = "captions",
) -> Quality:
    """What is wrong with captions that were read, by the figures of a profile.

    `duration` is the video's, in milliseconds, where it is known; `source` the captions of the
    spoken language, for a translation; `kind` that of the track (HTML's word).
    """
    limits = profile.limits(language)
    of = draft(captions, language, limits, kind=kind, duration=duration, source=source)
    reasons = excuses(captions)
    problems: list[Problem] = []
    excused: list[Excused] = []
    for id_, rule in QUALITY_RULES.items():
        if kind not in rule.kinds or id_ in profile.off or not of.cues:
            continue
        found: list[Finding] = []
        for finding in _first_of_each_cue(rule.check(of)):
            reason = reasons.get((finding.cue, id_))
            if reason is None:
                found.append(finding)
            else:
                excused.append(Excused(_problem(of, id_, finding), reason))
        problems += (_problem(of, id_, it) for it in _gathered(rule, found, len(of.cues)))
    problems.sort(key=lambda it: (it.line, it.column))
    excused.sort(key=lambda it: (it.problem.line, it.problem.column))
    return Quality(_bounded(problems), tuple(excused))


def check_quality(
    captions: Captions,
    *,
    language: Language,
    profile: Profile,
    duration: int | None = None,
    source: Captions | None = None,
    kind: str = "captions",
) -> tuple[Problem, ...]:
    """The problems that `examine` finds."""
    return examine(
        captions, language=language, profile=profile, duration=duration, source=source, kind=kind
    ).problems


def _first_of_each_cue(findings: Iterator[Finding]) -> Iterator[Finding]:
    """One finding a cue is enough to look at it, and hostile files have no end of them."""
    seen: set[int] = set()
    for finding in findings:
        if finding.cue not in seen:
            seen.add(finding.cue)
            yield finding


def _gathered(rule: QualityRule, found: list[Finding], cues: int) -> list[Finding]:
    if not rule.once or len(found) < max(HABIT, cues * HABIT_SHARE):
        return found
    first = found[0]
    return [first._replace(message=f"{first.message} So it is {len(found)} times in this file.")]


def _problem(of: Draft, id_: str, finding: Finding) -> Problem:
    line, column = _place(of, finding)
    return Problem(
        rule=id_,
        message=finding.message,
        line=line,
        column=column,
        severity=QUALITY_RULES[id_].severity,
    )


def _place(of: Draft, finding: Finding) -> tuple[int, int]:
    """Line and column in the file, 0 where that is not known; the line of its times for a cue."""
    lines = of.captions.lines
    if len(lines) != len(of.cues):
        return 0, 0
    if finding.at is None:
        return lines[finding.cue], 1
    raw = of.cues[finding.cue].text
    above = raw[: placed_in(raw, finding.at)]
    return lines[finding.cue] + 1 + above.count("\n"), len(above) - above.rfind("\n")


def _bounded(problems: list[Problem]) -> tuple[Problem, ...]:
    if len(problems) <= MOST_PROBLEMS:
        return tuple(problems)
    message = f"There are {len(problems)} problems; mend these {MOST_PROBLEMS} first."
    more = Problem(
        rule="captions-more", message=message, severity=READING_RULES["captions-more"].severity
    )
    return (*problems[:MOST_PROBLEMS], more)
