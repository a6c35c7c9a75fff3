"""Handlers for pages: each asks the site and renders one view."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)

from server.languages import BadLanguage, Language, accepted, first_match
from server.problems import NotFound, Unavailable
from server.web import compose, devices, search_views
from server.web.asking import asked
from server.web.security import framing
from server.web.video_views import frame_source

if TYPE_CHECKING:
    from starlette.requests import Request

    from server.web.snapshot import Snapshot
    from server.web.views import Page

# A page depends on the reader's cookie, browser, languages and wish to save data, so only the
# reader may keep it, and asks again each time.
PRIVATE = {
    "Cache-Control": "private, no-cache",
    "Vary": ", ".join(("Cookie", "Accept-Language", "Save-Data", *devices.HEADERS)),
}


def snapshot_of(request: Request) -> Snapshot:
    """What is being served."""
    found: Snapshot = request.app.state.snapshot
    return found


def home(request: Request) -> Response:
    """`/`: the only address that depends on who asks; leads to the reader's language."""
    return RedirectResponse(f"/{nearest(request)}/", 307, headers=PRIVATE)


def topics(request: Request) -> Response:
    """`/{language}/`: every topic."""
    snapshot, language = snapshot_of(request), language_of(request)
    view = compose.topics_page(snapshot, asked(request, snapshot.site.config), language)
    return rendered(snapshot, "topics.html", view)


def topic(request: Request) -> Response:
    """`/{language}/{slug}`: a topic, in the nearest language there is."""
    snapshot, language = snapshot_of(request), language_of(request)
    found = snapshot.site.topic(request.path_params["slug"], language)
    if found is None:
        raise NotFound("There is no such topic.")
    view = compose.topic_page(snapshot, asked(request, snapshot.site.config), found, language)
    frames = {source for video in view.videos if (source := frame_source(video))}
    return rendered(snapshot, "topic.html", view, headers=framing(frames))


def guide(request: Request) -> Response:
    """`/{language}/captions-guide`: how to turn captions on, for every player."""
    snapshot, language = snapshot_of(request), language_of(request)
    title = titled(snapshot, language, "Using captions")
    view = compose.guide_page(snapshot, asked(request, snapshot.site.config), language, title)
    return rendered(snapshot, "guide.html", view)


def transcript(request: Request) -> Response:
    """`/{language}/transcripts/{video}`: every word of a video, to read or print."""
    snapshot, language = snapshot_of(request), language_of(request)
    found = snapshot.site.video(request.path_params["video"])
    if found is None:
        raise NotFound("There is no such video.")
    title = titled(snapshot, language, "Transcript")
    wanted = asked(request, snapshot.site.config)
    view = compose.transcript_page(snapshot, wanted, found, language, title=title)
    return rendered(snapshot, "transcript.html", view)


def search(request: Request) -> Response:
    """`/{language}/search`: the topics, and the moments of videos, in which words are found."""
    snapshot, language = snapshot_of(request), language_of(request)
    if not snapshot.searching.is_offered:
        raise NotFound("This site has no search.")
    title = titled(snapshot, language, "Search")
    wanted = asked(request, snapshot.site.config)
    view = search_views.search_page(snapshot, wanted, language, title=title)
    return rendered(snapshot, "search.html", view)


def health(request: Request) -> Response:
    """`/healthz`: that the server answers, and what it serves."""
    site = snapshot_of(request).site
    return JSONResponse(
        {"status": "ok", "topics": len(site.topics), "videos": len(site.videos)},
        headers={"Cache-Control": "no-store"},
    )


def error(request: Request, raised: Exception) -> Response:
    """Any error as a page in the reader's language, or as a line for who wants no page."""
    status = raised.status_code if isinstance(raised, HTTPException) else _status(raised)
    headers = dict(raised.headers or {}) if isinstance(raised, HTTPException) else {}
    detail = raised.detail if isinstance(raised, HTTPException) and status == 400 else ""
    headers |= {"Cache-Control": "no-store"}
    if "text/html" not in request.headers.get("accept", ""):
        return PlainTextResponse(detail or f"{status}\n", status, headers)
    snapshot = snapshot_of(request)
    language = nearest(request)
    view = compose.error_page(snapshot, asked(request, snapshot.site.config), language, status)
    try:
        return rendered(snapshot, "error.html", view, status=status, headers=headers)
    except Exception:
        # A site's own template may be what is broken. Starlette still raises what came first.
        if status < 500:
            raise
        return PlainTextResponse(f"{status}\n", status, headers)


def _status(raised: Exception) -> int:
    if isinstance(raised, NotFound):
        return 404
    return 503 if isinstance(raised, Unavailable) else 500


def language_of(request: Request) -> Language:
    """The language in the path; another spelling of it, or a near one, is redirected to it."""
    site = snapshot_of(request).site
    tag = request.path_params["language"]
    try:
        wanted = Language.parse(tag)
    except BadLanguage:
        raise NotFound("There is no such page.") from None
    found = wanted.match(site.config.languages)
    if found is None:
        raise NotFound("There are no pages in this language.")
    if found.tag != tag:
        path = request.url.path.removeprefix(f"/{tag}")
        query = f"?{request.url.query}" if request.url.query else ""
        raise HTTPException(307, headers={"Location": f"/{found}{quote(path)}{query}"})
    return found


def nearest(request: Request) -> Language:
    """The site's language for this reader: the path's, else the browser's, else the site's own."""
    config = snapshot_of(request).site.config
    first = request.url.path.split("/")[1]
    own = [one for one in config.languages if one.tag == first]
    wanted = (*own, *accepted(request.headers.get("accept-language", "")))
    return first_match(wanted, config.languages) or config.language


def titled(snapshot: Snapshot, language: Language, words: str) -> str:
    """A page's title, one of the interface's words, in the page's language."""
    environment = snapshot.theme.environment(snapshot.theme.words(language))
    return environment.from_string("{{ _(words) }}").render(words=words)


def rendered(
    snapshot: Snapshot,
    template: str,
    view: Page,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> Response:
    """A page as the reader gets it, and nobody else."""
    html = snapshot.theme.render(template, view.language, page=view)
    return HTMLResponse(html, status, {**PRIVATE, **(headers or {})})
