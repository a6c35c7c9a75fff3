"""What readers write to the publisher: problems with a caption, requests for a language.

Knows texts, times and where they are kept; knows nothing of sites, pages or HTTP. No name, no
address and nothing else of the reader is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

Kind = Literal["problem", "request"]
MOST_CHARACTERS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one reader wrote. `id` is 0 until it is kept.

    A problem: `language` is that of the track `track`, `time` in milliseconds where the cue `cue`
    was shown, `what` is wrong with it, `suggestion` is what should stand there.
    A request: `language` is the one that is asked for, for `video` or, where that is "", for all.
    """

    kind: Kind
    language: str
    video: str = ""
    track: str = ""
    time: int = 0
    cue: str = ""
    what: str = ""
    suggestion: str = ""
    comment: str = ""
    made: datetime.datetime
    closed: datetime.datetime | None = None
    id: int = 0


class Reports(Protocol):
    """Where reports are kept. Every method raises `Unavailable` where that cannot be reached."""

    def add(self, report: Report) -> Report:
        """Keep a report; the same with its `id`. The same words on the same day are kept once."""

    def all(self, kind: Kind, *, closed: bool) -> tuple[Report, ...]:
        """The reports of a kind, oldest first, with those that are `closed` or without."""

    def close(self, id: int, at: datetime.datetime) -> Report:  # noqa: A002 - its name there
        """Close a report; raises `NotFound` where there is none."""

    def secret(self) -> bytes:
        """Random bytes that every process with these reports shares, and nobody else."""


def open_reports(address: str | Path) -> Reports:
    """The reports in a file, which is made with the first of them."""
    from server.reports.sqlite import SqliteReports

    return SqliteReports(address)
