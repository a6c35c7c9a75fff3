"""The report of a site: a verdict for each criterion of each video, and what follows from them.

Knows how verdicts add up and what comes first; knows no words.
"""

from __future__ import annotations

import datetime  # noqa: TC003 - it is a value of the report
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from server.captions.quality import PROFILES
from server.site.conformance.criteria import CRITERIA, Outcome
from server.site.conformance.facts import Facts
from server.site.conformance.findings import Finding, Verdict
from server.site.conformance.player import playing
from server.site.conformance.tracks import track_reports
from server.site.conformance.wcag import WCAG
from server.site.quality import quality_profile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from server.languages import Language
    from server.site.conformance.tracks import TrackReport
    from server.site.model import Site, Video
    from server.storage import Store

Media = Literal["video", "audio", "silent", "embed"]
# Who has met the second has met the first: WCAG 2.2, Understanding 1.2.3.
IMPLIED = {"1.2.3": "1.2.5"}
# What makes a whole of verdicts: the worst of them.
_WORST = (Outcome.NOT_MET, Outcome.PERSON, Outcome.MET)
# The order in which to act; the rest is for who has done these.
_FIRST = tuple(
    (outcome, level) for outcome in (Outcome.NOT_MET, Outcome.PERSON) for level in ("A", "AA")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoReport:
    """A video, what is found about each criterion, and its tracks."""

    video: Video
    profile: str
    verdicts: tuple[Verdict, ...]
    tracks: tuple[TrackReport, ...]

    @property
    def media(self) -> Media:
        """What kind of media it is, which decides what criteria are for it."""
        if self.video.embed:
            return "embed"
        if self.video.is_audio:
            return "audio"
        return "silent" if self.video.is_silent else "video"

    def level(self, *levels: str) -> Outcome:
        """What the criteria of these levels come to: the worst of those that apply.

        The level "" is all of EN 301 549.
        """
        found = {it.outcome for it in self.verdicts if it.criterion.level in levels}
        return next((outcome for outcome in _WORST if outcome in found), Outcome.NONE)

    @property
    def aa(self) -> Outcome:
        """Whether it meets levels A and AA; what does not apply is met."""
        found = self.level("A", "AA")
        return Outcome.MET if found is Outcome.NONE else found

    def in_language(self, language: Language) -> tuple[TrackReport, ...]:
        """What can be read in a language."""
        return tuple(
            it for it in self.tracks if it.track.readable and it.track.language == language
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do, for which criteria and which videos."""

    reason: str
    outcome: Outcome
    criteria: tuple[str, ...]
    videos: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The report of a site; `errors` counts what `legenda check` finds and is left out here."""

    site: Site
    made: datetime.date
    videos: tuple[VideoReport, ...]
    errors: int = 0

    def meeting(self, outcome: Outcome) -> tuple[VideoReport, ...]:
        """The videos whose levels A and AA come to this."""
        return tuple(it for it in self.videos if it.aa is outcome)

    @property
    def translations(self) -> tuple[tuple[VideoReport, TrackReport], ...]:
        """Every translation, with its video."""
        return tuple(
            (it, track) for it in self.videos for track in it.tracks if track.is_translation
        )

    @property
    def languages(self) -> tuple[Language, ...]:
        """Every language that something can be read in."""
        found = {
            track.track.language
            for it in self.videos
            for track in it.tracks
            if track.track.readable
        }
        return tuple(sorted(found))

    @property
    def steps(self) -> tuple[Step, ...]:
        """What to do first for levels A and AA: what is missing, then what nobody has checked."""
        found: dict[tuple[str, Outcome], tuple[dict[str, None], dict[str, None]]] = {}
        for wanted in _FIRST:
            for it in self.videos:
                for verdict in it.verdicts:
                    if (verdict.outcome, verdict.criterion.level) != wanted:
                        continue
                    key = (verdict.finding.reason, verdict.outcome)
                    criteria, videos = found.setdefault(key, ({}, {}))
                    criteria[verdict.criterion.id] = None
                    videos[it.video.id] = None
        return tuple(
            Step(reason=reason, outcome=outcome, criteria=tuple(criteria), videos=tuple(videos))
            for (reason, outcome), (criteria, videos) in found.items()
        )


def verdicts(video: Video, tracks: tuple[TrackReport, ...]) -> tuple[Verdict, ...]:
    """What is found about each criterion. A person's word comes before that of files."""
    facts = Facts(video, tracks)
    stated = dict(video.verdicts)
    found: list[Verdict] = []
    for id_, criterion in CRITERIA.items():
        said, more = stated.get(id_), stated.get(IMPLIED.get(id_, ""))
        if said is None and more and more.outcome is Outcome.MET:
            said = more
        if said:
            finding = Finding(said.outcome, "stated", by=(said,))
        elif criterion.standard == "WCAG 2.2":
            finding = WCAG[id_](facts)
        else:
            finding = playing(id_, facts)
        found.append(Verdict(criterion, finding))
    return tuple(found)


def video_report(
    store: Store, site: Site, video: Video, *, made: datetime.datetime, profile: str = ""
) -> VideoReport:
    """The report of one video; `profile` names one of `PROFILES` in place of the chosen one."""
    chosen = PROFILES[profile] if profile else quality_profile(site.config.quality, video.quality)
    tracks = track_reports(store, video, chosen, now=made.timestamp())
    return VideoReport(
        video=video, profile=chosen.name, verdicts=verdicts(video, tracks), tracks=tracks
    )


def report(
    store: Store,
    site: Site,
    videos: Iterable[Video],
    *,
    made: datetime.datetime,
    profile: str = "",
    errors: int = 0,
) -> Report:
    """The report of a site's `videos`, which are gone through once; reads every caption file."""
    return Report(
        site=site,
        made=made.date(),
        videos=tuple(video_report(store, site, it, made=made, profile=profile) for it in videos),
        errors=errors,
    )
