"""What was found about a criterion, and the verdict that makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from server.site.conformance.criteria import Criterion, Outcome, Statement
    from server.site.model import Source, Track

    By = Track | Source | Statement


@dataclass(frozen=True, slots=True)
class Finding:
    """An outcome and why.

    `reason` is the key of a sentence (`templates/report/words.html`), which may name the rest:
    `file` (a key that is there or would help), `other` (another way), `settings` (where a person's
    word is written), `command` (what would do it). `by` is what the outcome rests on.
    """

    outcome: Outcome
    reason: str
    by: tuple[By, ...] = ()
    file: str = ""
    other: str = ""
    settings: str = ""
    command: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is found about one criterion of one video."""

    criterion: Criterion
    finding: Finding

    @property
    def outcome(self) -> Outcome:
        """Met, not met, does not apply, or for a person to say."""
        return self.finding.outcome
