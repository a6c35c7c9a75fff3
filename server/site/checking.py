"""Whole-site rules: what one file alone cannot show.

Knows the site and its captions; each finding is a `Problem`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from server.captions import read
from server.problems import Problem, Severity, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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


def check(store: Store, site: Site) -> tuple[Problem, ...]:
    """What a publisher should know beyond what loading found; reads every caption file."""
    return (*_languages(site), *_videos(store, site))


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


def _videos(store: Store, site: Site) -> Iterator[Problem]:
    for video in site.videos:
        if not video.captions and not video.embed:
            yield Problem(
                rule="no-captions",
                message="There are no captions; expected a file such as "
                f"captions/{video.id}/{video.language}.vtt (WCAG 1.2.2, 1.2.1 for audio).",
                path=f"media/{video.id}",
                severity=Severity.WARNING,
            )
        yield from _tracks(store, video)


def _tracks(store: Store, video: Video) -> Iterator[Problem]:
    for track in video.tracks:
        _, problems = read(store.read(track.key), track.key.rpartition(".")[2])
        yield from (problem.at(track.key) for problem in problems)
