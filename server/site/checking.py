"""Whole-site rules: what one file alone cannot show.

Knows the site and its captions; each finding is a `Problem`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from server.captions import read
from server.captions.quality import PROFILES, Excused, examine
from server.problems import Problem, Severity, nearest
from server.site.quality import quality_profile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from server.captions import Captions
    from server.captions.quality import Profile
    from server.site.model import Site, Video
    from server.storage import Store


@dataclass(frozen=True, slots=True)
class Reference:
    """A place in a file that names a topic or a video."""

    path: str
    line: int
    to: Literal["topic", "video"]
    name: str


def dangling(site: Site, references: Iterable[Reference]) -> tuple[Problem, ...]:
    """References to topics and videos that do not exist."""
    known = {
        "topic": {topic.slug for topic in site.topics},
        "video": {video.id for video in site.videos},
    }
    where = {"topic": "topics/{}.<language>.md", "video": "media/{}/video.toml"}
    return tuple(
        Problem(
            rule="topic-missing" if one.to == "topic" else "video-missing",
            message=f"There is no {one.to} “{one.name}”: no {where[one.to].format(one.name)}. "
            f"{nearest(one.name, known[one.to])}".strip(),
            path=one.path,
            line=one.line,
        )
        for one in references
        if one.name not in known[one.to]
    )


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong with a site, and what the notes in its captions excuse, by file."""

    problems: tuple[Problem, ...]
    excused: tuple[Excused, ...]


def check(store: Store, site: Site) -> tuple[Problem, ...]:
    """The problems that `checked` finds."""
    return checked(store, site).problems


def checked(store: Store, site: Site, *, profile: str = "") -> Checked:
    """What a publisher should know beyond what loading found; reads every caption file.

    `profile` names one of `PROFILES`, in place of those that the site and its videos chose.
    """
    problems = [*_languages(site)]
    excused: list[Excused] = []
    for video in site.videos:
        problems += _without_captions(video)
        chosen = (
            PROFILES[profile] if profile else quality_profile(site.config.quality, video.quality)
        )
        found = check_tracks(store, video, chosen)
        problems += found.problems
        excused += found.excused
    return Checked(tuple(problems), tuple(excused))


def check_tracks(store: Store, video: Video, profile: Profile) -> Checked:
    """What is wrong with a video's tracks, by a profile."""
    problems: list[Problem] = []
    excused: list[Excused] = []
    spoken: Captions | None = None
    # The tracks are in order: what is spoken comes before what translates it.
    for track in video.tracks:
        captions, found = read(store.read(track.key), track.key.rpartition(".")[2])
        quality = examine(
            captions,
            language=track.language,
            profile=profile,
            duration=video.duration or None,
            source=spoken if track.kind == "subtitles" else None,
            kind=track.kind,
        )
        if track.kind == "captions" and (spoken is None or track.language == video.language):
            spoken = captions
        both = sorted((*found, *quality.problems), key=lambda it: it.line)
        problems += (problem.at(track.key) for problem in both)
        excused += (Excused(it.problem.at(track.key), it.reason) for it in quality.excused)
    return Checked(tuple(problems), tuple(excused))


def _languages(site: Site) -> Iterator[Problem]:
    for topic in site.topics:
        if topic.language not in site.config.languages:
            yield Problem(
                rule="language-not-offered",
                message=f"The site has no pages in “{topic.language}”; expected it among "
                "`languages` in site.toml, else nobody finds this text.",
                path=topic.key,
                severity=Severity.WARNING,
            )


def _without_captions(video: Video) -> Iterator[Problem]:
    if not video.captions and not video.embed:
        yield Problem(
            rule="no-captions",
            message="There are no captions; expected a file such as "
            f"captions/{video.id}/{video.language}.vtt (WCAG 1.2.2, 1.2.1 for audio).",
            path=f"media/{video.id}",
            severity=Severity.WARNING,
        )
