"""What a template finds of a video: the contract with template authors, as `views` is for pages.

Fields are only ever added within a major version. HTML that is safe is `Markup`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from server.captions.transcript import Transcript
    from server.languages import Language
    from server.site.model import Track


@dataclass(frozen=True, slots=True)
class SourceView:
    """A `<source>`: its address (with `#t=` when the link names a second) and its type."""

    url: str
    type: str


@dataclass(frozen=True, slots=True)
class TrackView:
    """A `<track>`: `label` is its language's own name, `default` at most once per video.

    `live` is the address of the stream of a track that is being written, "" of any other.
    `regions`: the file has regions, styles or alignments, which not every browser tells a script.
    """

    track: Track
    url: str
    label: str
    default: bool
    regions: bool
    downloads: tuple[tuple[str, str], ...]
    live: str = ""


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version of the video: `main`, `described`, `described:<language>`, `sign:<language>` or
    `clear`, what it is played from, and the link to it."""

    role: str
    language: Language | None
    sources: tuple[SourceView, ...]
    url: str
    current: bool

    @property
    def is_sound(self) -> bool:
        """Whether it has no picture."""
        return all(source.type.startswith("audio/") for source in self.sources)


@dataclass(frozen=True, slots=True)
class ChapterView:
    """A chapter: its start in milliseconds, its title, the title's language; `level` 1 is the top,
    and a chapter that another one contains is a level deeper."""

    start: int
    title: str
    language: Language
    level: int


@dataclass(frozen=True, slots=True)
class NoteView:
    """A side note: when it belongs to what is played, in milliseconds, and its plain text."""

    start: int
    end: int
    text: str
    language: Language


Outcome = Literal["shown", "near", "missing", "off", "none"]
Source = Literal["link", "saved", "browser", "default"]


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """Which captions are shown, and why: everything the sentence under the video needs.

    `outcome`: shown (the wanted language), near (its nearest relative), missing (nobody's wish is
    there: another is shown), off (as chosen), none (this video has no captions at all).
    `source`: what decided: link, saved, browser, default. `wanted` is None when captions are off;
    `count` is how many languages there are.
    """

    outcome: Outcome
    source: Source
    wanted: Language | None
    shown: Track | None
    count: int


@dataclass(frozen=True, slots=True)
class EmbedView:
    """A video another provider plays; nothing comes from there until `loaded`.

    `load_url` is this page with the player, `player_url` the address of the frame itself.
    """

    provider: str
    load_url: str
    loaded: bool
    player_url: str
    outside_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptView:
    """A video's words: those of `track`, with those of another track beside them or None.

    `chapters_in` is the language of the chapters' titles, which may be another. `missing` is a
    language that a link asks for and that is not there; `open` says whether the reader meets it
    unfolded; `url` is its own page. `query` is what a form that leads back to this page with other
    languages has to keep.
    """

    words: Transcript
    track: Track
    beside: Track | None
    chapters_in: Language
    missing: Language | None
    open: bool
    url: str
    query: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoView:
    """A video or audio item on a page, before any script.

    `duration` in milliseconds, 0 when unknown; `tracks` are all of them, `captions` those a viewer
    reads; `descriptions`, `described` and `sign` are the languages there are: of descriptions in
    text, of recorded ones, of signing; `clear` says whether there is clear speech; `version` is the
    role of what `sources` play; `cue_url` + a whole second is the
    link to that second, "" where no page plays this video.
    """

    id: str
    anchor: str
    title: str
    title_language: Language
    language: Language
    is_audio: bool
    is_silent: bool
    duration: int
    width: int
    height: int
    poster: str
    sources: tuple[SourceView, ...]
    tracks: tuple[TrackView, ...]
    captions: tuple[TrackView, ...]
    version: str
    versions: tuple[VersionView, ...]
    chapters: tuple[ChapterView, ...]
    notes: tuple[NoteView, ...]
    descriptions: tuple[Language, ...]
    described: tuple[Language, ...]
    sign: tuple[Language, ...]
    clear: bool
    choice: ChoiceView
    transcript: TranscriptView | None
    cue_url: str
    embed: EmbedView | None
    credits: str
    rights: str
