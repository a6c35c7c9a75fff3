"""Site and request to the views of whole pages: topic, topics, guide, error."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from markupsafe import Markup

from server.site import loading
from server.site.likeness import related
from server.site.markdown import prose
from server.web import theme
from server.web.guide_views import guide_view
from server.web.look import look_url
from server.web.practice import practice
from server.web.preferences import UNSAID
from server.web.video_views import video_view
from server.web.views import (
    ContentsLink,
    Crumb,
    ErrorPage,
    GuidePage,
    LanguageLink,
    Picture,
    Prose,
    SectionView,
    TopicCard,
    TopicPage,
    TopicsPage,
    TranscriptPage,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from server.languages import Language
    from server.site.markdown import Section
    from server.site.model import Part, Site, Topic, Video
    from server.web.asking import Asked
    from server.web.snapshot import Snapshot
    from server.web.video_parts import VideoView

# The parts of a page, in the order they have unless an author says otherwise: help stands before
# anything that could distress.
ORDER: tuple[Part, ...] = (
    *("help", "videos", "article", "questions"),
    *("links", "related", "important", "captions"),
)

# Scripts that the one stylesheet has faces for.
PLAIN = frozenset({"Latn", "Grek", "Cyrl"})


def topic_page(snapshot: Snapshot, asked: Asked, topic: Topic, language: Language) -> TopicPage:
    """`topic`, which may be in another language than the page's."""
    site = snapshot.site
    article = loading.article(snapshot.store, topic)
    found = [video for id_ in topic.videos if (video := site.video(id_))]
    videos = tuple(
        video_view(snapshot, video, asked, language, first=place == 0)
        for place, video in enumerate(found)
    )
    sections, questions = _sections(article.sections), _sections(article.questions)
    view: dict[str, Any] = {
        "topic": topic,
        "help": tuple(sorted(topic.help, key=lambda one: not one.urgent)),
        "videos": videos,
        "lead": Markup(article.lead),  # noqa: S704 - made by our Markdown, which escapes
        "sections": sections,
        "questions": questions,
        "links": topic.links,
        "related": tuple(topic_card(site, one, language) for one in related(site, topic, language)),
        "important": important(site, topic, language),
        "guide": guide_view(snapshot, asked, language, videos) if videos else None,
    }
    order = (*topic.order, *(part for part in ORDER if part not in topic.order))
    parts = tuple(part for part in order if _has(part, view))
    return TopicPage(
        **page_fields(
            snapshot,
            asked,
            language,
            slug=topic.slug,
            crumb=topic.title,
            about=topic.summary,
            texts=(topic.language, *_transcript_languages(videos)),
            share=_poster(videos),
        ),
        **view,
        parts=parts,
        contents=_contents(parts, sections, questions),
    )


def topics_page(snapshot: Snapshot, asked: Asked, language: Language) -> TopicsPage:
    """The list of all topics."""
    site = snapshot.site
    topics = site.topics_in(language)
    return TopicsPage(
        **page_fields(snapshot, asked, language, texts=(topic.language for topic in topics)),
        topics=tuple(topic_card(site, topic, language) for topic in topics),
        important=important(site, None, language),
    )


def transcript_page(
    snapshot: Snapshot, asked: Asked, video: Video, language: Language, *, title: str
) -> TranscriptPage:
    """The transcript of `video`; `title` is the word for it in the page's language."""
    site = snapshot.site
    topics = tuple(topic for topic in site.topics_in(language) if video.id in topic.videos)
    # Where several play it, its lines lead to the one that begins with it.
    topics = tuple(sorted(topics, key=lambda topic: topic.videos.index(video.id)))
    first = bool(topics) and topics[0].videos[0] == video.id
    there = replace(asked, path=f"/{language}/{topics[0].slug}") if topics else asked
    view = video_view(snapshot, video, there, language, first=first)
    cards = tuple(topic_card(site, topic, language) for topic in topics)
    above = tuple(Crumb(card.title, card.url) for card in cards[:1])
    slug = f"transcripts/{video.id}"
    return TranscriptPage(
        **page_fields(
            snapshot,
            asked,
            language,
            slug=slug,
            above=above,
            crumb=title,
            texts=_transcript_languages([view]),
            share=_poster([view]),
        ),
        video=view if topics else replace(view, cue_url=""),
        topics=cards,
    )


def guide_page(snapshot: Snapshot, asked: Asked, language: Language, title: str) -> GuidePage:
    """The guide, whole; `title` is its name in the page's language."""
    tried = practice(snapshot, asked, language)
    texts = [tried.track.language] if tried and tried.track else []
    return GuidePage(
        **page_fields(snapshot, asked, language, slug="captions-guide", crumb=title, texts=texts),
        guide=guide_view(snapshot, asked, language, None),
        practice=tried,
    )


def error_page(snapshot: Snapshot, asked: Asked, language: Language, status: int) -> ErrorPage:
    """An error with a way out: the topics there are."""
    site = snapshot.site
    cards = tuple(topic_card(site, topic, language) for topic in site.topics_in(language)[:4])
    fields = page_fields(snapshot, asked, language) | {"canonical": ""}
    return ErrorPage(**fields, status=status, related=cards)


def page_fields(
    snapshot: Snapshot,
    asked: Asked,
    language: Language,
    *,
    slug: str = "",
    above: tuple[Crumb, ...] = (),
    crumb: str = "",
    about: str = "",
    texts: Iterable[Language] = (),
    share: Picture | None = None,
) -> dict[str, Any]:
    """What every page has: `slug` ends its address, `crumb` is its name in the breadcrumb; `texts`
    are the languages of what is to be read on it, besides its own; `share` stands for it where it
    is shared, else the site's own picture does."""
    config, look = snapshot.site.config, snapshot.theme
    saved = asked.wishes.saved
    words = look.words(language)
    found = language.match(tuple(config.tagline))
    tagline = config.tagline[found] if found else ""
    return {
        "language": words,
        "reading": language,
        "site_name": config.name,
        "logo": look.picture(config.logo, alt=config.name) if config.logo else None,
        "tagline": tagline,
        "description": about or tagline,
        "contact": config.contact,
        **_addresses(snapshot, asked, language),
        "preferences": saved,
        "told": json.dumps(saved.told(), ensure_ascii=False) if saved != UNSAID else "",
        "saves_data": asked.saves_data,
        # A link may say it too: that all is forgotten is told only where it is.
        "done": "" if asked.done == "forgotten" and saved != UNSAID else asked.done,
        "path": asked.address,
        "look": look_url(saved.look),
        **_assets(look, faces=_needs_faces(words, language, *texts)),
        "breadcrumb": (Crumb(config.name, f"/{language}/"), *above, Crumb(crumb)) if crumb else (),
        "languages": tuple(
            LanguageLink(one, f"/{one}/{slug}", one == language) for one in config.languages
        ),
        "origin": asked.origin,
        "canonical": f"{asked.origin}/{language}/{slug}",
        "share": share or look.picture(theme.SHARE, alt=config.name),
        "unreviewed": look.is_unreviewed(words),
    }


def _addresses(snapshot: Snapshot, asked: Asked, language: Language) -> dict[str, str]:
    """Where every page leads."""
    home = f"/{language}/"
    return {
        "home": home,
        "guide_url": f"{home}captions-guide",
        "tell_us_url": f"{home}tell-us",
        "search_url": f"{home}search" if snapshot.searching.is_offered else "",
        "preferences_url": "/preferences",
        "preferences_page": f"{home}preferences?{urlencode({'return': asked.address})}",
    }


def _assets(look: theme.Theme, *, faces: bool) -> dict[str, str]:
    """What a page loads, and the colour of its top."""
    return {
        "style": look.asset_url(theme.STYLE),
        "faces": look.asset_url(theme.FACES) if faces else "",
        "script": look.asset_url(theme.SCRIPT),
        "icon": look.asset_url(theme.ICON),
        "ink": look.ink,
    }


def _needs_faces(*texts: Language) -> bool:
    return not {text.script for text in texts} <= PLAIN


def _transcript_languages(videos: Iterable[VideoView]) -> tuple[Language, ...]:
    """The languages of the transcripts that stand on a page."""
    found = (video.transcript for video in videos)
    tracks = (track for one in found if one for track in (one.track, one.beside))
    return tuple(track.language for track in tracks if track)


def _poster(videos: Iterable[VideoView]) -> Picture | None:
    found = (video for video in videos if video.poster)
    return next((Picture(it.poster, it.width, it.height, it.title) for it in found), None)


def _sections(sections: tuple[Section, ...]) -> tuple[SectionView, ...]:
    return tuple(
        SectionView(one.id, Markup(one.title), Markup(one.body))  # noqa: S704 - as above
        for one in sections
    )


def topic_card(site: Site, topic: Topic, language: Language) -> TopicCard:
    """A topic as it stands in a list, on pages in `language`."""
    videos = any(site.video(id_) for id_ in topic.videos)
    url = f"/{language}/{topic.slug}"
    return TopicCard(topic.title, topic.summary, url, topic.language, videos)


def important(site: Site, topic: Topic | None, language: Language) -> Prose | None:
    """The important information of a topic or of the site."""
    if topic and topic.important is not None:
        return Prose(Markup(prose(topic.important)), topic.language)  # noqa: S704 - as above
    texts = site.config.important
    found = language.match(tuple(texts)) or site.config.language.match(tuple(texts))
    return Prose(Markup(prose(texts[found])), found) if found else None  # noqa: S704 - as above


def _has(part: Part, view: dict[str, Any]) -> bool:
    if part == "article":
        return bool(view["lead"] or view["sections"])
    return bool(view["guide" if part == "captions" else part])


def _contents(
    parts: tuple[Part, ...], sections: tuple[SectionView, ...], questions: tuple[SectionView, ...]
) -> tuple[ContentsLink, ...]:
    """The headings of the page in order. A part's own heading is left to the template: it has the
    words, so its title is empty here."""
    links: list[ContentsLink] = []
    for part in parts:
        if part == "article":
            links += (ContentsLink(one.id, one.title) for one in sections)
            continue
        inner = questions if part == "questions" else ()
        anchor = "using-captions" if part == "captions" else part
        below = tuple(ContentsLink(one.id, one.title) for one in inner)
        links.append(ContentsLink(anchor, Markup(), below))
    return tuple(links)
