"""The values of a site: frozen, no behaviour beyond look-up.

Durations and times are integer milliseconds. A `key` is where the bytes lie in the site's store.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from server.site.quality import NO_CHOICE, QualityChoice

if TYPE_CHECKING:
    import datetime

    from server.languages import Language
    from server.site.config import Config
    from server.site.conformance.criteria import Statement

Kind = Literal["captions", "subtitles", "descriptions", "chapters", "notes", "metadata"]
Origin = Literal["human", "automatic", "machine-translated"]
Part = Literal[
    "help", "videos", "article", "questions", "links", "related", "important", "captions"
]


# The kinds of versions of a video, in the order in which they are offered.
VERSIONS = ("main", "described", "sign", "clear")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One media file of a video. `role` is main, described (in the language that is spoken),
    described:<language>, sign:<language>, clear (clear speech) or poster.

    `sound` says whether it has a sound track, None where that is not known.
    """

    key: str
    type: str
    role: str = "main"
    width: int = 0
    height: int = 0
    sound: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One file of timed text. `name` is its file's name without suffix: `en-GB.chapters`."""

    key: str
    video: str
    name: str
    kind: Kind
    language: Language
    origin: Origin | None = None
    by: str = ""
    rights: str = ""
    reviewed: datetime.date | None = None
    note: str = ""

    @property
    def readable(self) -> bool:
        """Whether a viewer reads it as captions: captions or subtitles."""
        return self.kind in ("captions", "subtitles")


@dataclass(frozen=True, slots=True)
class Embed:
    """A video that another provider plays."""

    provider: Literal["youtube", "vimeo"]
    id: str

    @property
    def name(self) -> str:
        """The provider's name, as people know it."""
        return {"youtube": "YouTube", "vimeo": "Vimeo"}[self.provider]


@dataclass(frozen=True, slots=True, kw_only=True)
class Video:
    """A video or, with sources of sound alone, an audio item. `duration` is 0 when unknown."""

    id: str
    title: str
    language: Language
    titles: tuple[tuple[Language, str], ...] = ()
    credits: str = ""
    rights: str = ""
    duration: int = 0
    sources: tuple[Source, ...] = ()
    tracks: tuple[Track, ...] = ()
    embed: Embed | None = None
    quality: QualityChoice = NO_CHOICE
    verdicts: tuple[tuple[str, Statement], ...] = ()

    @property
    def is_audio(self) -> bool:
        """Whether there is only sound."""
        main = self.with_role("main")
        return bool(main) and all(source.type.startswith("audio/") for source in main)

    @property
    def is_silent(self) -> bool:
        """Whether there are only pictures, as far as is known."""
        main = self.with_role("main")
        return bool(main) and all(source.sound is False for source in main)

    @property
    def roles(self) -> tuple[str, ...]:
        """The versions there are, in the order of VERSIONS: `("main", "described", "sign:bfi")`."""
        roles = {source.role for source in self.sources if source.role != "poster"}
        return tuple(sorted(roles, key=lambda role: (VERSIONS.index(role.partition(":")[0]), role)))

    @property
    def captions(self) -> tuple[Track, ...]:
        """The tracks a viewer reads, in the order of their files' names."""
        return tuple(track for track in self.tracks if track.readable)

    def of_kind(self, kind: Kind) -> tuple[Track, ...]:
        """The tracks of one kind."""
        return tuple(track for track in self.tracks if track.kind == kind)

    def with_role(self, role: str) -> tuple[Source, ...]:
        """The sources of one version, best first."""
        return tuple(source for source in self.sources if source.role == role)

    def title_in(self, language: Language) -> tuple[str, Language]:
        """The title in the nearest language to `language`, and the language it is in."""
        titles = {self.language: self.title, **dict(self.titles)}
        found = language.match(tuple(titles)) or self.language
        return titles[found], found


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """An organisation that helps."""

    name: str
    purpose: str = ""
    phone: str = ""
    link: str = ""
    hours: str = ""
    region: str = ""
    urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A useful page elsewhere, and who publishes it."""

    title: str
    link: str
    source: str = ""
    language: Language | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What is known of a topic in one language without its text, which `loading.article` reads."""

    slug: str
    language: Language
    title: str
    key: str
    summary: str = ""
    author: str = ""
    reviewed: datetime.date | None = None
    videos: tuple[str, ...] = ()
    related: tuple[str, ...] | None = None
    topics: tuple[str, ...] = ()
    order: tuple[Part, ...] = ()
    important: str | None = None
    unreviewed_translation: bool = False
    help: tuple[Help, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """An immutable snapshot; a reload swaps one reference."""

    config: Config
    topics: tuple[Topic, ...]
    videos: tuple[Video, ...]
    _topics: dict[str, dict[Language, Topic]] = field(init=False, repr=False, compare=False)
    _videos: dict[str, Video] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        topics: dict[str, dict[Language, Topic]] = {}
        for topic in self.topics:
            topics.setdefault(topic.slug, {})[topic.language] = topic
        object.__setattr__(self, "_topics", topics)
        object.__setattr__(self, "_videos", {video.id: video for video in self.videos})

    def versions(self, slug: str) -> dict[Language, Topic]:
        """A topic's language versions; empty where there is no such topic."""
        return self._topics.get(slug, {})

    def topic(self, slug: str, language: Language) -> Topic | None:
        """A topic in a language, else in the nearest one, else in the site's, else in any."""
        versions = self.versions(slug)
        if not versions:
            return None
        default = self.config.language
        found = language.match(tuple(versions)) or default.match(tuple(versions))
        return versions[found] if found else next(iter(versions.values()))

    def topics_in(self, language: Language) -> tuple[Topic, ...]:
        """Every topic once, each in the nearest language, by title."""
        found = (self.topic(slug, language) for slug in self._topics)
        return tuple(sorted((t for t in found if t), key=lambda topic: topic.title.casefold()))

    def video(self, id: str) -> Video | None:  # noqa: A002 - the word of the model
        """A video by its id."""
        return self._videos.get(id)
