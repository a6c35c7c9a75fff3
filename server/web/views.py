"""One dataclass per page: the contract with template authors.

A template gets one `page` and nothing else but the functions that `theme` lists. Fields are only
ever added within a major version. HTML that is safe is `Markup`; everything else is escaped. What
there is of a video is in `video_parts`, a hit of a search in `search_parts`.

| template | `page` is |
| --- | --- |
| `topics.html` | `TopicsPage` |
| `topic.html` | `TopicPage` |
| `transcript.html` | `TranscriptPage` |
| `guide.html` | `GuidePage` |
| `preferences.html` | `PreferencesPage` |
| `search.html` | `SearchPage` |
| `tell-us.html` | `TellUsPage` |
| `error.html` | `ErrorPage` |
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markupsafe import Markup

    from server.languages import Language
    from server.site.model import Help, Link, Topic, Track, Video
    from server.web.guide_views import GuideView
    from server.web.practice import Practice
    from server.web.preferences import Preferences
    from server.web.search_parts import HitView
    from server.web.video_parts import VideoView


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the breadcrumb; the page itself has no address."""

    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """This page in another language: shown by its own name."""

    language: Language
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its address, its width and height in pixels, and what it shows, in words."""

    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What every page has. `path` is its own address with its query, for forms to return to.

    `language` is the language of the interface's words, and so of the page; `reading` the one in
    its address, which differs where the interface has no words in it.

    `logo` takes the place of icon and name; `ink` is the colour of the top of the page.

    `origin` is the scheme and host that addresses begin with where they must be whole;
    `canonical` is the page's own one without what a link adds, "" where it has none; `description`
    says in a sentence or two what the page is about, for who lists it, `share` shows it.

    `style` and `script` are the addresses of the one stylesheet and the entry script; `faces` that
    of the styles for scripts other than Latin, Greek and Cyrillic, empty where the page has none;
    `look` that of the reader's look of captions, empty where it is the usual one.

    `preferences` is what the reader chose, `told` the same as JSON for scripts, empty where nothing
    was; `preferences_url` is where forms are sent, `preferences_page` the page with all of them.
    `saves_data`: the reader's browser asks for little to be loaded.
    `done` is what a form did before it led here: saved, forgotten, or nothing.
    `search_url` is the page of the search, empty where there is none.
    `unreviewed` says that the interface's words in this language await a native speaker.
    """

    language: Language
    reading: Language
    site_name: str
    logo: Picture | None
    ink: str
    tagline: str
    description: str
    contact: str
    home: str
    guide_url: str
    tell_us_url: str
    search_url: str
    preferences_url: str
    preferences_page: str
    preferences: Preferences
    told: str
    saves_data: bool
    done: str
    path: str
    style: str
    faces: str
    look: str
    script: str
    icon: str
    breadcrumb: tuple[Crumb, ...]
    languages: tuple[LanguageLink, ...]
    origin: str
    canonical: str
    share: Picture | None
    unreviewed: bool


@dataclass(frozen=True, slots=True)
class Prose:
    """Safe HTML and the language it is in."""

    html: Markup
    language: Language


@dataclass(frozen=True, slots=True)
class ContentsLink:
    """An entry of the contents list: the id of a heading on the page, its text as safe HTML."""

    id: str
    title: Markup
    inner: tuple[ContentsLink, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionView:
    """A heading with an id, and the safe HTML under it."""

    id: str
    title: Markup
    body: Markup


@dataclass(frozen=True, slots=True)
class TopicCard:
    """A topic in a list: related topics, the list of all."""

    title: str
    summary: str
    url: str
    language: Language
    has_video: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPage(Page):
    """A topic. `parts` is the order of its parts, only those that have something to show."""

    topic: Topic
    parts: tuple[str, ...]
    contents: tuple[ContentsLink, ...]
    help: tuple[Help, ...]
    videos: tuple[VideoView, ...]
    lead: Markup
    sections: tuple[SectionView, ...]
    questions: tuple[SectionView, ...]
    links: tuple[Link, ...]
    related: tuple[TopicCard, ...]
    important: Prose | None
    guide: GuideView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsPage(Page):
    """The list of all topics, each in the nearest language."""

    topics: tuple[TopicCard, ...]
    important: Prose | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptPage(Page):
    """The transcript of `video` on a page of its own; `topics` are those that play it."""

    video: VideoView
    topics: tuple[TopicCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage(Page):
    """What was found for `words`, which are "" where nothing was asked yet.

    `topics` and `moments` are those of this page of hits, the `page_number`th of `page_count`;
    `topic_count` and `moment_count` are how many there are; with `more` there are others that are
    not counted. `nearness` is "" where all words were found, near where some are a letter away,
    some where not all were found. `only`: in the page's language alone. `previous` and `next` lead
    to other hits, "" where there are none. `related` is to go on with where nothing was found.
    """

    words: str
    only: bool
    topics: tuple[HitView, ...]
    moments: tuple[HitView, ...]
    topic_count: int
    moment_count: int
    more: bool
    nearness: str
    page_number: int
    page_count: int
    previous: str
    next: str
    related: tuple[TopicCard, ...]
    important: Prose | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidePage(Page):
    """The guide, whole; `practice` is None where the site has no captions."""

    guide: GuideView
    practice: Practice | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TellUsPage(Page):
    """What readers write to the publisher: about the caption of `track` at `time` (milliseconds),
    or, without one, a language that is missing.

    `cue` is the caption's text, `what` are the things that can be wrong with it. `values` are what
    stands in the fields, `errors` the fields that cannot be used, or `token` (open for too long),
    `often` (too much was sent). `token` goes back with the form; without one nothing can be kept
    here. `kept` says that something was. `offered` are the languages to ask for.
    """

    video: Video | None
    track: Track | None
    time: int
    cue: str
    what: tuple[str, ...]
    values: dict[str, str]
    errors: tuple[str, ...]
    token: str
    kept: bool
    offered: tuple[Language, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreferencesForm:
    """The form of preferences. `values` are what stands in its fields, `limits` the least and most
    of numbers, both by the field's name; `languages` has one for each field of the ordered ones.

    `offered` are the languages to choose from. `errors` are the fields that must be put right.
    `looks` is the address of the stylesheet of any look, with `CODE` for its code; `presets` are
    codes by name. `contrast` is that of the form's own look (WCAG 2.2, 1.4.3).
    """

    values: dict[str, str]
    languages: tuple[Language | None, ...]
    offered: tuple[Language, ...]
    limits: dict[str, tuple[int, int]]
    errors: tuple[str, ...]
    looks: str
    presets: dict[str, str]
    contrast: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PreferencesPage(Page):
    """The reader's preferences. `back` is where saving leads; `unsaved` says that the form shows
    what is not kept yet: a preview, or a form with errors.

    `offered` are the preferences of a link or a file, None where there is none; `offered_code` is
    their code. `own_code` is that of the reader's own, to take along. `file_error` says what is
    wrong with a file: missing, large, other (no such file), values (those of `file_errors`).
    """

    form: PreferencesForm
    back: str
    unsaved: bool
    offered: Preferences | None
    offered_code: str
    own_code: str
    file_error: str
    file_errors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage(Page):
    """An error: its HTTP status; the template has the words."""

    status: int
    related: tuple[TopicCard, ...]
