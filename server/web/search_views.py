"""What was looked for and found to the view of its page.

Knows where a hit leads; what is found is known to `search`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from markupsafe import Markup

from server.search import MOST_HITS, Document, Found, Hit, Part, Piece
from server.site.indexing import KINDS, MOMENT, TOPIC
from server.web.compose import important, page_fields, topic_card
from server.web.preferences import choice
from server.web.search_parts import HitView
from server.web.transcripts import cue_url
from server.web.views import SearchPage

if TYPE_CHECKING:
    from server.languages import Language
    from server.site.model import Topic, Video
    from server.web.asking import Asked
    from server.web.snapshot import Snapshot

ON_A_PAGE = 20
NOTHING = Found((), dict.fromkeys(KINDS, 0))


def search_page(snapshot: Snapshot, asked: Asked, language: Language, *, title: str) -> SearchPage:
    """The page of a search; without words, its form alone. Raises `Unavailable`."""
    found = NOTHING
    if asked.words:
        found = _found(snapshot, asked, language)
        last = _pages(found)
        if not found.hits and asked.page > last:
            asked = replace(asked, page=last)
            found = _found(snapshot, asked, language)
    return results(snapshot, asked, language, found, title=title)


def results(
    snapshot: Snapshot, asked: Asked, language: Language, found: Found, *, title: str
) -> SearchPage:
    """The view of what was found."""
    site = snapshot.site
    views = [(hit.document.kind, _hit(snapshot, asked, hit, language)) for hit in found.hits]
    texts = [text for _, view in views for text in (view.language, view.title_language)]
    slug = f"search?{_query(asked, 1)}" if asked.words else "search"
    fields = page_fields(snapshot, asked, language, slug=slug, crumb=title, texts=texts)
    if asked.words:
        # What others keep of a search is not worth finding.
        fields["canonical"] = ""
    pages = _pages(found)
    cards = (topic_card(site, one, language) for one in site.topics_in(language)[:4])
    return SearchPage(
        **fields,
        words=asked.words,
        only=asked.only,
        topics=tuple(view for kind, view in views if kind == TOPIC),
        moments=tuple(view for kind, view in views if kind == MOMENT),
        topic_count=found.counts[TOPIC],
        moment_count=found.counts[MOMENT],
        more=MOST_HITS in found.counts.values(),
        nearness=found.nearness,
        page_number=asked.page,
        page_count=pages,
        previous=f"?{_query(asked, asked.page - 1)}" if asked.page > 1 else "",
        next=f"?{_query(asked, asked.page + 1)}" if asked.page < pages else "",
        related=tuple(cards) if asked.words and not found.hits else (),
        important=important(site, None, language),
    )


def sample(snapshot: Snapshot) -> Found:
    """A hit of each kind that the site can have, as a template may meet them."""
    site = snapshot.site
    videos = [(video, track) for video in site.videos for track in video.captions]
    made = [
        *((TOPIC, one.slug, one.language.tag, one.language) for one in site.topics[:1]),
        *((MOMENT, video.id, track.name, track.language) for video, track in videos[:1]),
    ]
    hits = []
    for kind, group, version, language in made:
        part = Part("0", "", "")
        document = Document(
            kind=kind,
            group=group,
            version=version,
            language=language,
            title=group,
            parts=(part,),
        )
        hits.append(Hit(document, part, (Piece("Words ", found=False), Piece("found", found=True))))
    return Found(tuple(hits), {TOPIC: 1000, MOMENT: 1000}, "near")


def _found(snapshot: Snapshot, asked: Asked, language: Language) -> Found:
    config, saved = snapshot.site.config, asked.wishes.saved
    return snapshot.searching.index().search(
        asked.words,
        kinds=KINDS,
        readers=(language, *saved.languages, *asked.languages, config.language, config.captions),
        only=asked.only,
        start=(asked.page - 1) * ON_A_PAGE,
        most=ON_A_PAGE,
    )


def _pages(found: Found) -> int:
    return max(1, -(-sum(found.counts.values()) // ON_A_PAGE))


def _query(asked: Asked, page: int) -> str:
    more = {**({"only": "1"} if asked.only else {}), **({"page": str(page)} if page > 1 else {})}
    return urlencode({"q": asked.words, **more})


def _hit(snapshot: Snapshot, asked: Asked, hit: Hit, language: Language) -> HitView:
    if hit.document.kind == TOPIC:
        return _topic(snapshot, hit, language)
    return _moment(snapshot, asked, hit, language)


def _topic(snapshot: Snapshot, hit: Hit, language: Language) -> HitView:
    document, site = hit.document, snapshot.site
    shown = site.topic(document.group, language)
    page = language
    if shown is None or shown.language != document.language:
        # The words are in another version than these pages show.
        page = document.language.match(site.config.languages) or language
    anchor = f"#{quote(hit.part.anchor)}" if hit.part.anchor else ""
    return HitView(
        url=f"/{page}/{document.group}{anchor}",
        title=document.title,
        title_language=document.language,
        heading=hit.part.heading,
        excerpt=_marked(hit),
        language=document.language,
        time=None,
    )


def _moment(snapshot: Snapshot, asked: Asked, hit: Hit, language: Language) -> HitView:
    document = hit.document
    video = snapshot.site.video(document.group)
    title, title_language = video.title_in(language) if video else ("", language)
    time = int(hit.part.anchor)
    return HitView(
        url=_moment_url(snapshot, asked, video, hit, language) if video else "",
        title=title,
        title_language=title_language,
        heading=hit.part.heading,
        excerpt=_marked(hit),
        language=document.language,
        time=time,
    )


def _moment_url(
    snapshot: Snapshot, asked: Asked, video: Video, hit: Hit, language: Language
) -> str:
    """Where a moment is played, with the captions in which it was found; else where it is read."""
    name, second = hit.document.version, int(hit.part.anchor) // 1000
    topic = shown_in(snapshot, video, language)
    if topic is None:
        read = f"/{language}/transcripts/{quote(video.id)}?{urlencode({'transcript': name})}"
        return f"{read}#video-{video.id}-transcript"
    chosen = choice(asked.wishes, video.captions).shown
    # Captions that are off stay off, and those that are shown anyway need not be named.
    captions = (("captions", name),) if chosen and chosen.name != name else ()
    there = replace(asked, path=f"/{language}/{topic.slug}", query=captions)
    address = cue_url(video, there, first=topic.videos[0] == video.id, usual=True)
    return f"{address}{second}#video-{video.id}"


def shown_in(snapshot: Snapshot, video: Video, language: Language) -> Topic | None:
    """The topic that plays a video: where several do, one that begins with it."""
    topics = (one for one in snapshot.site.topics_in(language) if video.id in one.videos)
    return min(topics, key=lambda topic: topic.videos.index(video.id), default=None)


def _marked(hit: Hit) -> Markup:
    pieces = (
        Markup("<mark>{}</mark>" if piece.found else "{}").format(piece.text)  # noqa: S704 - escapes
        for piece in hit.excerpt
    )
    return Markup().join(pieces)
