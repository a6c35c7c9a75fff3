"""The criteria a video is held to, and what a person has decided about one: `[verdicts]`.

Knows ids, levels and sources. Titles are words of the interface, so the template has them.
"""

from __future__ import annotations

import datetime  # noqa: TC003 - pydantic reads the annotations
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator

from server.problems import nearest
from server.site.matter import Matter, Words

Standard = Literal["WCAG 2.2", "EN 301 549"]
Level = Literal["A", "AA", "AAA", ""]


class Outcome(StrEnum):
    """What a verdict says; `PERSON`: files cannot tell, somebody has to look."""

    MET = "met"
    NOT_MET = "not met"
    PERSON = "needs a person"
    NONE = "does not apply"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One requirement; `level` is "" where its standard has no levels."""

    id: str
    standard: Standard
    level: Level
    link: str


_UNDERSTANDING = "https://www.w3.org/WAI/WCAG22/Understanding/"
# Version 3.2.1 of March 2021, the one that the harmonised standards of the EU name.
_EN = "https://www.etsi.org/deliver/etsi_en/301500_301599/301549/03.02.01_60/en_301549v030201p.pdf"
_WCAG_ROWS: tuple[tuple[str, Level, str], ...] = (
    ("1.2.1", "A", "audio-only-and-video-only-prerecorded"),
    ("1.2.2", "A", "captions-prerecorded"),
    ("1.2.3", "A", "audio-description-or-media-alternative-prerecorded"),
    ("1.2.4", "AA", "captions-live"),
    ("1.2.5", "AA", "audio-description-prerecorded"),
    ("1.2.6", "AAA", "sign-language-prerecorded"),
    ("1.2.7", "AAA", "extended-audio-description-prerecorded"),
    ("1.2.8", "AAA", "media-alternative-prerecorded"),
    ("1.2.9", "AAA", "audio-only-live"),
)
_EN_IDS = (*(f"7.1.{n}" for n in range(1, 6)), *(f"7.2.{n}" for n in range(1, 4)), "7.3")
CRITERIA: dict[str, Criterion] = {
    id_: Criterion(id_, "WCAG 2.2", level, f"{_UNDERSTANDING}{page}.html")
    for id_, level, page in _WCAG_ROWS
} | {id_: Criterion(id_, "EN 301 549", "", _EN) for id_ in _EN_IDS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a person has decided about a criterion: what, why, who, when."""

    outcome: Outcome
    note: str
    by: str
    reviewed: datetime.date


class StatementMatter(Matter):
    """A table of `[verdicts]`. All of it is needed: a verdict without a name proves nothing."""

    outcome: Literal["met", "not met", "does not apply"]
    note: Words
    by: Words
    reviewed: datetime.date


def _criterion(id_: str) -> str:
    if id_ not in CRITERIA:
        raise ValueError(f"expected a criterion. {nearest(id_, CRITERIA)}")
    return id_


CriterionId = Annotated[str, AfterValidator(_criterion)]


def statements(matter: dict[str, StatementMatter]) -> tuple[tuple[str, Statement], ...]:
    """What `[verdicts]` says, by the criterion's id."""
    return tuple(
        (
            id_,
            Statement(
                outcome=Outcome(one.outcome), note=one.note, by=one.by, reviewed=one.reviewed
            ),
        )
        for id_, one in matter.items()
    )
