"""A track as the report sees it: its problems counted, its figures, what is stale.

Knows a video's tracks and the rules of quality; knows no criterion.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from server.captions.quality.measures import reading, shown
from server.problems import Severity
from server.site.checking import check_tracks
from server.site.listening import spoken_track
from server.site.live import live_names
from server.site.loading import captions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from server.captions.quality import Profile
    from server.captions.quality.measures import Reading, Shown
    from server.problems import Problem
    from server.site.model import Track, Video
    from server.storage import Store

# What makes a translation stale: the rule that finds it, or "older", the dates of the reviews.
Stale = Literal["count", "times", "untranslated", "older"]
STALE_RULES: dict[str, Stale] = {
    "translation-count": "count",
    "translation-times": "times",
    "untranslated-cue": "untranslated",
}
MADE_BY_MACHINE = frozenset({"automatic", "machine-translated"})
State = Literal["stale", "machine", "unreviewed", "reviewed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCount:
    """How often a rule is broken in one file, and how often a note excuses it."""

    rule: str
    severity: Severity
    count: int
    excused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackReport:
    """A track in figures; `reading` and `shown` only of captions and subtitles with cues.

    `live` says that it is being written.
    """

    track: Track
    cues: int
    rules: tuple[RuleCount, ...] = ()
    reading: Reading | None = None
    shown: Shown | None = None
    stale: tuple[Stale, ...] = ()
    live: bool = False

    @property
    def errors(self) -> int:
        """How many errors there are."""
        return sum(it.count for it in self.rules if it.severity is Severity.ERROR)

    @property
    def warnings(self) -> int:
        """How many warnings there are."""
        return sum(it.count for it in self.rules if it.severity is Severity.WARNING)

    @property
    def excused(self) -> int:
        """How many problems are excused."""
        return sum(it.excused for it in self.rules)

    @property
    def is_translation(self) -> bool:
        """Whether it says in one language what is spoken in another."""
        return self.track.kind == "subtitles"

    @property
    def state(self) -> State:
        """Who stands for it, in a word; that it is stale comes first."""
        if self.stale:
            return "stale"
        if self.track.reviewed:
            return "reviewed"
        return "machine" if self.track.origin in MADE_BY_MACHINE else "unreviewed"


def track_reports(
    store: Store, video: Video, profile: Profile, *, now: float
) -> tuple[TrackReport, ...]:
    """Every track of a video but notes and data for scripts, judged by a profile; reads them.

    `now` is in seconds since 1970.
    """
    found = check_tracks(store, video, profile)
    live = live_names(store, video.id, now)
    told = _counts(found.problems)
    excused = _counts(it.problem for it in found.excused)
    reports: list[TrackReport] = []
    for track in video.tracks:
        if track.kind in ("notes", "metadata"):
            continue
        rules = tuple(
            RuleCount(
                rule=rule,
                severity=severity,
                count=told[path, rule, severity],
                excused=excused[path, rule, severity],
            )
            for path, rule, severity in sorted({*told, *excused})
            if path == track.key
        )
        cues = captions(store, track)
        drawn = bool(cues.cues) and track.readable
        reports.append(
            TrackReport(
                track=track,
                cues=len(cues.cues),
                rules=rules,
                reading=reading(cues, language=track.language, profile=profile) if drawn else None,
                shown=shown(cues, duration=video.duration or None) if drawn else None,
                stale=_stale(track, spoken_track(video), rules),
                live=track.name in live,
            )
        )
    return tuple(reports)


def _counts(problems: Iterable[Problem]) -> Counter[tuple[str, str, Severity]]:
    return Counter((it.path, it.rule, it.severity) for it in problems)


def _stale(track: Track, spoken: Track | None, rules: tuple[RuleCount, ...]) -> tuple[Stale, ...]:
    """Why a translation is no longer one of what is spoken.

    When a file was changed is no sign: copying a site or fetching it from git changes that.
    """
    if track.kind != "subtitles" or spoken is None:
        return ()
    broken = {it.rule for it in rules if it.count}
    found = [stale for rule, stale in STALE_RULES.items() if rule in broken]
    if spoken.reviewed and track.reviewed and spoken.reviewed > track.reviewed:
        found.append("older")
    return tuple(found)
