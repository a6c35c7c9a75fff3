"""Whole-site rules: what one file alone cannot show.

Knows the site and its captions; each finding is a `Problem`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

from server.captions import read
from server.captions.mending import mended
from server.captions.quality import PROFILES, Excused, examine
from server.problems import NotFound, Problem, Severity, Unavailable, nearest
from server.processes import in_order
from server.site.quality import quality_profile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from server.captions import Captions
    from server.captions.quality import Profile
    from server.site.config import Config
    from server.site.model import Site, Track, Video
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
    """What is wrong, what the notes in captions excuse, and which problems mending takes away."""

    problems: tuple[Problem, ...] = ()
    excused: tuple[Excused, ...] = ()
    mendable: tuple[Problem, ...] = ()


def check(store: Store, site: Site) -> tuple[Problem, ...]:
    """The problems that `checked` finds."""
    return checked(store, site).problems


def checked(
    store: Store,
    site: Site,
    *,
    profile: str = "",
    processes: int = 1,
    done: Callable[[int], None] = lambda _: None,
) -> Checked:
    """What a publisher should know beyond what loading found; reads every caption file.

    `profile` names one of `PROFILES`, in place of those that the site and its videos chose. `done`
    is told after each video how many tracks it has.
    """
    found = [Checked(tuple(_languages(site)))]
    work = partial(_check_video, store, site.config, profile)
    results = in_order(work, site.videos, processes=processes)
    for video, result in zip(site.videos, results, strict=True):
        found.append(result)
        done(len(video.tracks))
    return _together(found)


def _check_video(store: Store, config: Config, profile: str, video: Video) -> Checked:
    chosen = PROFILES[profile] if profile else quality_profile(config.quality, video.quality)
    return _together((Checked(_without_captions(video)), check_tracks(store, video, chosen)))


def check_tracks(store: Store, video: Video, profile: Profile) -> Checked:
    """What is wrong with a video's tracks, by a profile."""
    found: list[Checked] = []
    spoken: Captions | None = None
    # The tracks are in order: what is spoken comes before what translates it.
    for track in video.tracks:
        try:
            captions, result = _check_track(store, video, track, profile, spoken)
        except (NotFound, Unavailable) as error:
            problem = Problem(rule="track-unreadable", message=str(error), path=track.key)
            found.append(Checked((problem,)))
            continue
        found.append(result)
        if track.kind == "captions" and (spoken is None or track.language == video.language):
            spoken = captions
    return _together(found)


def _check_track(
    store: Store, video: Video, track: Track, profile: Profile, spoken: Captions | None
) -> tuple[Captions, Checked]:
    suffix = track.key.rpartition(".")[2]
    data = store.read(track.key)
    captions, found = read(data, suffix)
    mending = mended(data, suffix, captions, found)
    quality = examine(
        captions,
        language=track.language,
        profile=profile,
        duration=video.duration or None,
        source=spoken if track.kind == "subtitles" else None,
        kind=track.kind,
    )
    problems = sorted((*found, *mending.problems, *quality.problems), key=lambda it: it.line)
    return captions, Checked(
        tuple(it.at(track.key) for it in problems),
        tuple(Excused(it.problem.at(track.key), it.reason) for it in quality.excused),
        tuple(it.at(track.key) for it in problems if mending.mends_problem(it)),
    )


def _together(found: Iterable[Checked]) -> Checked:
    found = tuple(found)
    return Checked(
        tuple(problem for it in found for problem in it.problems),
        tuple(excused for it in found for excused in it.excused),
        tuple(problem for it in found for problem in it.mendable),
    )


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


def _without_captions(video: Video) -> tuple[Problem, ...]:
    if video.captions or video.embed:
        return ()
    problem = Problem(
        rule="no-captions",
        message="There are no captions; expected a file such as "
        f"captions/{video.id}/{video.language}.vtt (WCAG 1.2.2, 1.2.1 for audio).",
        path=f"media/{video.id}",
        severity=Severity.WARNING,
    )
    return (problem,)
