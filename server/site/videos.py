"""The videos of a store: `video.toml`, the files beside it, the tracks that belong to it."""

from __future__ import annotations

import datetime  # noqa: TC003 - pydantic reads the annotations
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Annotated, get_args

from pydantic import AfterValidator, Field, RootModel

from server.captions.formats import READABLE
from server.languages import Language
from server.problems import Problem, Severity, nearest
from server.site.conformance.criteria import CriterionId, StatementMatter, statements
from server.site.live import SUFFIX as MARK
from server.site.matter import Matter, Model, Tag, Words, read_matter
from server.site.media import IMAGES, SOURCES, Measure, Unreadable, image_size, measure
from server.site.model import Embed, Kind, Origin, Source, Track, Video
from server.site.places import line_of
from server.site.quality import QualityMatter, quality_choice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.storage import Store

KINDS = get_args(Kind)
# What stands between a media file's name and its suffix → the version it is.
NAMED = {"": "main", "described": "described", "clear": "clear"}
# Versions that there may be in several languages: `sign-bfi`.
IN_LANGUAGES = ("described", "sign")
# Milliseconds by which versions may differ: encoders fill up their last frames.
AS_LONG = 1000


def _embed(text: str) -> str:
    if not re.fullmatch(r"youtube:[\w-]{11}|vimeo:[0-9]{1,12}", text, re.ASCII):
        raise ValueError("expected youtube: or vimeo: and the id there: youtube:20SHvU2PKsM")
    return text


class VideoMatter(Matter):
    """The keys of video.toml. `duration` in seconds, where no file can say it."""

    title: Words
    language: Tag
    titles: dict[Tag, str] = Field(default_factory=dict)
    credits: str = ""
    rights: str = ""
    duration: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    embed: Annotated[str, AfterValidator(_embed)] | None = None
    quality: QualityMatter | None = None
    verdicts: dict[CriterionId, StatementMatter] = Field(default_factory=dict)


class TrackMatter(Matter):
    """What is known of a track besides its cues."""

    origin: Origin | None = None
    by: str = ""
    rights: str = ""
    reviewed: datetime.date | None = None
    note: str = ""


class TracksMatter(RootModel[dict[str, TrackMatter]]):
    """tracks.toml: a table for each track, named as its file without suffix."""


def read_videos(store: Store) -> tuple[tuple[Video, ...], tuple[Problem, ...]]:
    """Every video in `store` with its tracks, and every problem on the way."""
    media, captions = _by_folder(store, "media"), _by_folder(store, "captions")
    videos: list[Video] = []
    problems: list[Problem] = []
    for id_, keys in media.items():
        reader = _VideoReader(store, id_)
        video = reader.video(keys, captions.get(id_, []))
        videos += [video] if video else []
        problems += reader.problems
    known = {video.id for video in videos}
    for id_ in sorted(captions.keys() - media.keys()):
        message = f"There is no video “{id_}”: no media/{id_}/video.toml. {nearest(id_, known)}"
        problems.append(
            Problem(rule="track-alone", message=message.strip(), path=f"captions/{id_}")
        )
    problems += _misplaced(store)
    return tuple(videos), tuple(problems)


def _misplaced(store: Store) -> Iterator[Problem]:
    """Files that would be found in a folder of their own."""
    for top, suffixes in (("media", SOURCES), ("captions", READABLE)):
        for key in store.keys(top):
            name = key.rpartition("/")[2]
            if key.count("/") == 1 and _suffix(key) in suffixes:
                message = f"This belongs in the folder of its video: {top}/<video>/{name}."
                yield Problem(rule="misplaced", message=message, path=key)


def _by_folder(store: Store, top: str) -> dict[str, list[str]]:
    folders: dict[str, list[str]] = defaultdict(list)
    for key in store.keys(top):
        parts = key.split("/")
        if len(parts) == 3:
            folders[parts[1]].append(key)
    return dict(folders)


class _VideoReader:
    """One reading of one video's files."""

    def __init__(self, store: Store, id_: str) -> None:
        self.store = store
        self.id = id_
        self.problems: list[Problem] = []

    def report(
        self, rule: str, message: str, path: str, severity: Severity = Severity.ERROR
    ) -> None:
        self.problems.append(Problem(rule=rule, message=message, path=path, severity=severity))

    def video(self, media: list[str], captions: list[str]) -> Video | None:
        settings = f"media/{self.id}/video.toml"
        if settings not in media:
            if captions or any(_suffix(key) in SOURCES for key in media):
                self.report(
                    "video-toml-missing",
                    "There are media or captions but no video.toml here; "
                    "expected one with a title and a language.",
                    f"media/{self.id}",
                )
            return None
        if not re.fullmatch(r"[\w-]+", self.id, re.ASCII):
            message = "expected a-z, 0-9, - and _, as in my-video: it is part of addresses."
            self.report("video-name", f"The folder is named “{self.id}”; {message}", settings)
        matter = self._matter(settings, VideoMatter)
        if matter is None:
            return None
        language = Language(matter.language)
        sources, duration = self._sources(media, language)
        if not any(source.role == "main" for source in sources) and not matter.embed:
            self.report(
                "no-source",
                f"There is nothing to play: no media file ({', '.join(SOURCES)}) beside it, "
                "and no embed.",
                settings,
            )
        provider, _, name = (matter.embed or "").partition(":")
        return Video(
            id=self.id,
            title=matter.title,
            language=language,
            titles=tuple((Language(tag), title) for tag, title in matter.titles.items()),
            credits=matter.credits,
            rights=matter.rights,
            duration=round(matter.duration * 1000) if matter.duration else duration,
            sources=sources,
            tracks=self._tracks(captions, language),
            embed=Embed(provider, name) if provider else None,  # type: ignore[arg-type]
            quality=quality_choice(matter.quality),
            verdicts=statements(matter.verdicts),
        )

    def _matter(self, key: str, model: type[Model]) -> Model | None:
        try:
            text = self.store.read(key).decode("utf-8-sig")
        except UnicodeDecodeError:
            self.report("not-utf8", "This is not UTF-8; save it as UTF-8.", key)
            return None
        matter, problems = read_matter(text, model)
        self.problems += (problem.at(key) for problem in problems)
        return matter

    def _sources(self, media: list[str], spoken: Language) -> tuple[tuple[Source, ...], int]:
        order = {suffix: place for place, suffix in enumerate((*SOURCES, *IMAGES))}
        kept = [key for key in media if _suffix(key) in order]
        kept.sort(key=lambda key: (order[_suffix(key)], key))
        found = [source for key in kept if (source := self._source(key, spoken))]
        duration = max((length for source, length in found if source.role == "main"), default=0)
        for version, length in found:
            if duration and length and abs(length - duration) > AS_LONG:
                message = (
                    f"This version is {length / 1000:.1f} seconds long, the main one "
                    f"{duration / 1000:.1f}; expected the same, or captions come at the wrong time."
                )
                self.report("version-length", message, version.key, Severity.WARNING)
        return tuple(source for source, _ in found), duration

    def _source(self, key: str, spoken: Language) -> tuple[Source, int] | None:
        stem = key.rpartition("/")[2].rpartition(".")[0]
        name, _, role = stem.partition(".")
        image = _suffix(key) in IMAGES
        if image and name != "poster":
            return None
        role = "poster" if image else self._role(role, key, spoken)
        try:
            size = Measure(0, *image_size(self.store, key)) if image else self._measure(key)
        except Unreadable as error:
            self.report("media-unreadable", f"This file cannot be read: {error}.", key)
            return None
        kind = (SOURCES | IMAGES)[_suffix(key)]
        source = Source(
            key=key, type=kind, role=role, width=size.width, height=size.height, sound=size.sound
        )
        return (source, size.duration) if role else None

    def _measure(self, key: str) -> Measure:
        # A playlist's length is in its segments, which may lie elsewhere: video.toml says it.
        return Measure() if _suffix(key) == "m3u8" else measure(self.store, key)

    def _role(self, text: str, key: str, spoken: Language) -> str:
        if text in NAMED:
            return NAMED[text]
        kind, _, tag = text.partition("-")
        try:
            if kind in IN_LANGUAGES:
                language = Language.parse(tag)
                own = kind == "described" and language == spoken
                return kind if own else f"{kind}:{language}"
        except ValueError:
            pass
        self.report(
            "source-role",
            f"“{text}” is no version of a video; expected described, described-<language>, "
            "sign-<language> or clear, as in 720p.described.mp4 or 720p.sign-bfi.mp4.",
            key,
        )
        return ""

    def _tracks(self, captions: list[str], spoken: Language) -> tuple[Track, ...]:
        settings = f"captions/{self.id}/tracks.toml"
        matter = self._matter(settings, TracksMatter) if settings in captions else None
        known = matter.root if matter else {}
        tracks: dict[str, Track] = {}
        for key in captions:
            if key == settings or key.endswith(MARK):
                continue
            track = self._track(key, spoken, known)
            if track is None:
                continue
            same = (one for one in tracks.values() if _same(one, track))
            if first := next(same, None):
                message = f"This track is in {first.key} already; keep one of them."
                self.report("track-twice", message, key)
                continue
            tracks[track.name] = track
        files = {key.rpartition("/")[2].rpartition(".")[0] for key in captions}
        for name in sorted(known.keys() - files):
            line = line_of(self.store.read(settings).decode("utf-8-sig"), (name,))
            message = f"There is no track “{name}” here. {nearest(name, tracks)}".strip()
            self.problems.append(
                Problem(rule="track-missing", message=message, path=settings, line=line)
            )
        # What is spoken comes first: of all captions it is the nearest to what is heard.
        return tuple(sorted(tracks.values(), key=lambda one: (one.kind != "captions", one.name)))

    def _track(self, key: str, spoken: Language, known: dict[str, TrackMatter]) -> Track | None:
        name, _, suffix = key.rpartition("/")[2].rpartition(".")
        tag, _, kind = name.partition(".")
        if suffix not in READABLE or (kind and kind not in KINDS):
            self.report(
                "track-name",
                "The name says no track; expected <language>[.<kind>].<suffix>, as in "
                f"en.chapters.vtt: kinds {', '.join(KINDS)}; suffixes {', '.join(READABLE)}.",
                key,
            )
            return None
        try:
            language = Language.parse(tag)
        except ValueError as error:
            self.report("bad-language", str(error), key)
            return None
        same = spoken.match((language,)) is not None
        more = known.get(name, TrackMatter())
        return Track(
            key=key,
            video=self.id,
            name=name,
            kind=kind or ("captions" if same else "subtitles"),  # type: ignore[arg-type]
            language=language,
            origin=more.origin,
            by=more.by,
            rights=more.rights,
            reviewed=more.reviewed,
            note=more.note,
        )


def _same(one: Track, other: Track) -> bool:
    return (one.language, one.kind) == (other.language, other.kind)


def _suffix(key: str) -> str:
    return key.rpartition(".")[2].lower()
