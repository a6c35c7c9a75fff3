"""A `Store` to a `Site` and the problems in it; the only reader of the naming rules.

    topics/<slug>.<language>.md
    media/<video>/video.toml            beside <name>[.<role>].<suffix>
    captions/<video>/<language>[.<kind>].<suffix>

What is bad is reported and left out; the rest is a site. Texts and cues are not kept: `article`
and `captions` read them when needed.
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote, unquote

from server.captions import Captions, read
from server.languages import Language
from server.problems import NotFound, Problem
from server.site.checking import Reference, dangling
from server.site.config import FILE, read_config
from server.site.markdown import Article, Images
from server.site.markdown import article as markdown_article
from server.site.matter import read_matter, split
from server.site.media import IMAGES, Unreadable, image_size
from server.site.model import Help, Link, Site, Topic, Track
from server.site.places import line_of
from server.site.topics import TopicMatter
from server.site.videos import read_videos

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.site.config import Config
    from server.storage import Store

# Addresses below a language that are not topics.
RESERVED = frozenset({"search", "captions-guide"})
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# The second part of line:50%,center or position:10%,line-left.
_ALIGNED = re.compile(r"(^|\s)(line|position):[^\s,]+,")
_TOPIC = re.compile(r"topics/(?:.*/)?(?P<slug>[^/.]+)\.(?P<language>[^/.]+)\.md")


def load(store: Store) -> tuple[Site, tuple[Problem, ...]]:
    """The site in `store`, with every problem found; raises `ConfigError` for its settings."""
    config = read_config(store)
    problems: list[Problem] = []
    topics: dict[tuple[str, Language], Topic] = {}
    references = _of_settings(store, config)
    for key in store.keys("topics"):
        if not key.endswith(".md"):
            continue
        topic, named, found = _topic(store, key)
        problems += (problem.at(problem.path or key) for problem in found)
        if topic is None:
            continue
        if (topic.slug, topic.language) in topics:
            first = topics[topic.slug, topic.language].key
            problems.append(_named(key, "topic-twice", f"This topic is in {first} already."))
            continue
        topics[topic.slug, topic.language] = topic
        references += named
    videos, found = read_videos(store)
    site = Site(config, tuple(topics.values()), videos)
    return site, (*problems, *found, *dangling(site, references))


def _of_settings(store: Store, config: Config) -> list[Reference]:
    """What site.toml refers to."""
    if not config.practice:
        return []
    text = store.read(FILE).decode("utf-8-sig")
    return [Reference(FILE, line_of(text, ("practice",)), "video", config.practice)]


def _named(key: str, rule: str, message: str) -> Problem:
    return Problem(rule=rule, message=message, path=key)


def _topic(
    store: Store, key: str
) -> tuple[Topic | None, tuple[Reference, ...], tuple[Problem, ...]]:
    """One file of `topics/`, and what it refers to; lines are lines of the file."""
    name = _TOPIC.fullmatch(key)
    slug = name["slug"] if name else ""
    if not name or not SLUG.fullmatch(slug) or slug in RESERVED:
        message = (
            "The name says no topic; expected <slug>.<language>.md, as in getting-help.en.md: "
            "the slug in a-z, 0-9 and -, and none of the page's own "
            f"({', '.join(sorted(RESERVED))})."
        )
        return None, (), (_named(key, "topic-name", message),)
    try:
        language = Language.parse(name["language"])
        text = store.read(key).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, (), (_not_utf8(error),)
    except ValueError as error:
        return None, (), (_named(key, "bad-language", str(error)),)
    head, body, lines = split(text)
    if not lines:
        return None, (), (_no_matter(text),)
    matter, problems = read_matter(head, TopicMatter)
    article, in_body = markdown_article(body, _images(store, key))
    found = (*(p.at(key, after=1) for p in problems), *(p.at(key, after=lines) for p in in_body))
    if matter is None:
        return None, (), found
    named = (
        *(Reference(key, lines + line, "topic", name) for name, line in article.topic_links),
        *_references(key, head, "videos", "video", matter.videos),
        *_references(key, head, "related", "topic", matter.related or ()),
    )
    return _made(matter, slug, language, key), named, found


def _references(
    path: str, head: str, key: str, to: Literal["topic", "video"], names: tuple[str, ...]
) -> Iterator[Reference]:
    for number, name in enumerate(names):
        yield Reference(path, 1 + line_of(head, (key, number)), to, name)


def _no_matter(text: str) -> Problem:
    opened = re.match(r"\+\+\+\s", text)
    message = (
        "The settings are not closed; expected a second line +++ after them."
        if opened
        else 'The settings are missing; expected +++ on the first line, title = "…", then +++.'
    )
    return Problem(rule="front-matter", message=message, line=1)


def _not_utf8(error: UnicodeDecodeError) -> Problem:
    line = error.object[: error.start].count(b"\n") + 1
    return Problem(rule="not-utf8", message="This is not UTF-8; save it as UTF-8.", line=line)


def _made(matter: TopicMatter, slug: str, language: Language, key: str) -> Topic:
    return Topic(
        slug=slug,
        language=language,
        key=key,
        title=matter.title,
        summary=matter.summary,
        author=matter.author,
        reviewed=matter.reviewed,
        videos=matter.videos,
        related=matter.related,
        topics=matter.topics,
        order=matter.order,
        important=matter.important,
        unreviewed_translation=matter.translation == "unreviewed",
        help=tuple(Help(**one.model_dump()) for one in matter.help),
        links=tuple(
            Link(
                title=one.title,
                link=one.link,
                source=one.source,
                language=Language(one.language) if one.language else None,
            )
            for one in matter.links
        ),
    )


def _images(store: Store, topic: str) -> Images:
    """Where a topic's images lie, and their sizes: only below media/."""

    def image(source: str) -> tuple[str, int, int] | None:
        key = posixpath.normpath(posixpath.join(posixpath.dirname(topic), unquote(source)))
        if not key.startswith("media/") or key.rpartition(".")[2].lower() not in IMAGES:
            return None
        try:
            return (f"/{quote(key)}", *image_size(store, key))
        except (NotFound, Unreadable):
            return None

    return image


def article(store: Store, topic: Topic) -> Article:
    """The text of a topic; read again only when its file has changed."""
    return _article(store, topic.key, store.stat(topic.key).version)


@lru_cache(maxsize=256)
def _article(store: Store, key: str, version: str) -> Article:  # noqa: ARG001 - part of the key
    _, body, _ = split(store.read(key).decode("utf-8-sig"))
    return markdown_article(body, _images(store, key))[0]


def captions(store: Store, track: Track) -> Captions:
    """The cues of a track; read again only when its file has changed."""
    return _captions(store, track.key, store.stat(track.key).version)


@lru_cache(maxsize=256)
def _captions(store: Store, key: str, version: str) -> Captions:  # noqa: ARG001 - part of the key
    return _read(store, key)


def _read(store: Store, key: str) -> Captions:
    return read(store.read(key), key.rpartition(".")[2])[0]


def goes_beyond_cues(store: Store, track: Track) -> bool:
    """Whether a track has regions, styles, or the alignment of a line or a position.

    Not every browser hands these to a script; who draws the cues must read the file as well.
    """
    return _goes_beyond_cues(store, track.key, store.stat(track.key).version)


# A page asks this of every track of its videos; an answer is small, so many are kept.
@lru_cache(maxsize=8192)
def _goes_beyond_cues(store: Store, key: str, version: str) -> bool:  # noqa: ARG001 - as above
    found = _read(store, key)
    aligned = any(_ALIGNED.search(cue.settings) for cue in found.cues)
    return bool(found.regions or found.styles or aligned)
