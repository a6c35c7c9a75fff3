"""The report of a site in words: as a page that stands alone, and as values for programs.

Knows `Report` and the theme, whose words and colours the page has; decides nothing.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateError
from markupsafe import Markup, escape

import server
from server.captions.quality.measures import STEPS
from server.problems import ConfigError, NotFound
from server.site.conformance.criteria import CRITERIA, Outcome, Statement
from server.site.model import Track
from server.web.charts import bars, strip
from server.web.checking import failed

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping

    from server.languages import Language
    from server.site.conformance.findings import By, Finding, Verdict
    from server.site.conformance.report import Report, VideoReport
    from server.site.conformance.tracks import TrackReport
    from server.site.model import Video
    from server.web.theme import Theme

TEMPLATE = "report.html"
WORDS = "report/words.html"
# The colours and type of the site's pages, with what its owner changed about them.
STYLES = ("base.css", "components/theme/theme.css")
# The form of the values; a change that breaks who reads them has another number.
FORM = 1
TABLES = ("titles", "outcomes", "reasons", "steps", "media", "kinds", "origins", "states", "stale")
# So many videos are named where something is to be done for more.
MOST_NAMED = 12
# What a sentence may name.
NAMES = ("file", "other", "settings", "command")
# The outcomes that a whole of verdicts may have.
WHOLE = (Outcome.MET, Outcome.NOT_MET, Outcome.PERSON)

# What the template knows besides its page.
KNOWN: dict[str, object] = {
    "Outcome": Outcome,
    "STEPS": STEPS,
    "MOST": MOST_NAMED,
    "sources": tuple({one.link: one for one in CRITERIA.values()}.values()),
    "bars": bars,
    "strip": strip,
}


@dataclass(frozen=True)
class Words:
    """The report's sentences in one language, by the keys of `templates/report/words.html`."""

    language: Language
    tables: Mapping[str, Mapping[str, str]]

    def html(self, finding: Finding, video: Video) -> Markup:
        """A finding in a sentence or two, with the names in it marked as such."""
        if finding.reason == "stated":
            return escape(next(it.note for it in finding.by if isinstance(it, Statement)))
        names = {name: self.code(getattr(finding, name)) for name in NAMES}
        return Markup(self.tables["reasons"][finding.reason]).format(  # noqa: S704 - our words
            language=video.language.named_in(self.language),
            provider=video.embed.name if video.embed else "",
            **names,
        )

    def says(self, finding: Finding, video: Video) -> str:
        """The same as plain text."""
        return self.html(finding, video).striptags()

    @staticmethod
    def code(name: str) -> Markup:
        """A key or a command: from left to right in every language, broken where a folder ends."""
        parts = Markup("/<wbr>").join(name.split("/"))
        return Markup('<code dir="ltr">{}</code>').format(parts)


def words(theme: Theme, language: Language) -> Words:
    """The report's words in `language`, which is one of the theme's."""
    tables = theme.environment(language).get_template(WORDS).module
    return Words(language, {name: getattr(tables, name) for name in TABLES})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """What `report.html` gets. `style` is all of its style but its own."""

    report: Report
    language: Language
    words: Words
    style: Markup
    version: str
    unreviewed: bool


def html(report: Report, theme: Theme, language: Language) -> str:
    """The report as a page that needs no other file; raises `ConfigError` for a template."""
    view = ReportPage(
        report=report,
        language=language,
        words=words(theme, language),
        style=Markup("\n".join(_styles(theme))),  # noqa: S704 - the site's own stylesheets
        version=server.__version__,
        unreviewed=theme.is_unreviewed(language),
    )
    try:
        return theme.render(TEMPLATE, language, page=view, **KNOWN)
    except TemplateError as error:
        problem = failed(error, TEMPLATE)
        raise ConfigError("The report cannot be made with this template.", (problem,)) from error


def _styles(theme: Theme) -> Iterator[str]:
    for name in STYLES:
        try:
            yield theme.read(name).decode("utf-8-sig")
        except NotFound:
            continue


def values(report: Report, told: Words) -> dict[str, Any]:
    """The report as JSON can hold it; docs/owners.md says what each value is."""
    return {
        "form": FORM,
        "legenda": server.__version__,
        "made": report.made.isoformat(),
        "site": report.site.config.name,
        "language": told.language.tag,
        "errors": report.errors,
        "aa": {outcome.value: len(report.meeting(outcome)) for outcome in WHOLE},
        "first": [
            asdict(step) | {"says": str(told.tables["steps"][step.reason])} for step in report.steps
        ],
        "criteria": [
            asdict(one) | {"title": str(told.tables["titles"][one.id])} for one in CRITERIA.values()
        ],
        "videos": [_video(it, told) for it in report.videos],
    }


def _video(it: VideoReport, told: Words) -> dict[str, Any]:
    video = it.video
    return {
        "id": video.id,
        "title": video.title,
        "language": video.language.tag,
        "media": it.media,
        "duration": video.duration,
        "profile": it.profile,
        "a": it.level("A").value,
        "aa": it.aa.value,
        "aaa": it.level("A", "AA", "AAA").value,
        "en": it.level("").value,
        "verdicts": [_verdict(one, video, told) for one in it.verdicts],
        "tracks": [_track(one) for one in it.tracks],
    }


def _verdict(it: Verdict, video: Video, told: Words) -> dict[str, Any]:
    finding = it.finding
    return {
        "criterion": it.criterion.id,
        "outcome": it.outcome.value,
        "reason": finding.reason,
        "says": told.says(finding, video),
        "by": [_by(one) for one in finding.by],
        "file": finding.file,
        "other": finding.other,
        "settings": finding.settings,
        "command": finding.command,
    }


def _by(it: By) -> dict[str, Any]:
    if isinstance(it, Statement):
        return {"what": "person", "by": it.by, "reviewed": it.reviewed.isoformat()}
    if isinstance(it, Track):
        return {"what": "track", **_who(it)}
    return {"what": "version", "file": it.key, "role": it.role}


def _who(track: Track) -> dict[str, Any]:
    return {
        "file": track.key,
        "language": track.language.tag,
        "kind": track.kind,
        "origin": track.origin,
        "by": track.by,
        "reviewed": _date(track.reviewed),
    }


def _date(value: datetime.date | None) -> str | None:
    return value.isoformat() if value else None


def _track(it: TrackReport) -> dict[str, Any]:
    return {
        **_who(it.track),
        "state": it.state,
        "stale": list(it.stale),
        "live": it.live,
        "cues": it.cues,
        "errors": it.errors,
        "warnings": it.warnings,
        "excused": it.excused,
        "rules": [asdict(rule) for rule in it.rules],
        "reading": asdict(it.reading) if it.reading else None,
        "shown": asdict(it.shown) if it.shown else None,
    }
