"""Handlers for pages: each asks the site and renders one view."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

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
from server.web import compose, preferences
from server.web.asking import KNOWN, asked
from server.web.security import framing
from server.web.video_views import frame_source

if TYPE_CHECKING:
    from starlette.requests import Request

    from server.web.snapshot import Snapshot
    from server.web.views import Page

# A page depends on the reader's cookie, browser and languages, so only the reader may keep it,
# and asks again each time.
PRIVATE = {"Cache-Control": "private, no-cache", "Vary": "Cookie, Accept-Language, User-Agent"}


def _snapshot(request: Request) -> Snapshot:
    found: Snapshot = request.app.state.snapshot
    return found


def home(request: Request) -> Response:
    """`/`: the only address that depends on who asks; leads to the reader's language."""
    return RedirectResponse(f"/{_nearest(request)}/", 307, headers=PRIVATE)


def topics(request: Request) -> Response:
    """`/{language}/`: every topic."""
    snapshot, language = _snapshot(request), _language(request)
    view = compose.topics_page(snapshot, asked(request, snapshot.site.config), language)
    return _page(snapshot, "topics.html", view)


def topic(request: Request) -> Response:
    """`/{language}/{slug}`: a topic, in the nearest language there is."""
    snapshot, language = _snapshot(request), _language(request)
    found = snapshot.site.topic(request.path_params["slug"], language)
    if found is None:
        raise NotFound("There is no such topic.")
    view = compose.topic_page(snapshot, asked(request, snapshot.site.config), found, language)
    frames = {source for video in view.videos if (source := frame_source(video))}
    return _page(snapshot, "topic.html", view, headers=framing(frames))


def guide(request: Request) -> Response:
    """`/{language}/captions-guide`: how to turn captions on, for every player."""
    snapshot, language = _snapshot(request), _language(request)
    title = _said(snapshot, language, "Using captions")
    view = compose.guide_page(snapshot, asked(request, snapshot.site.config), language, title)
    return _page(snapshot, "guide.html", view)


def transcript(request: Request) -> Response:
    """`/{language}/transcripts/{video}`: every word of a video, to read or print."""
    snapshot, language = _snapshot(request), _language(request)
    found = snapshot.site.video(request.path_params["video"])
    if found is None:
        raise NotFound("There is no such video.")
    title = _said(snapshot, language, "Transcript")
    wanted = asked(request, snapshot.site.config)
    view = compose.transcript_page(snapshot, wanted, found, language, title=title)
    return _page(snapshot, "transcript.html", view)


def _said(snapshot: Snapshot, language: Language, words: str) -> str:
    """Words of a template, in the language of the interface."""
    environment = snapshot.theme.environment(snapshot.theme.words(language))
    return environment.from_string("{{ _(words) }}").render(words=words)


async def save_preferences(request: Request) -> Response:
    """`POST /preferences`: keep a choice of captions in a cookie, and go back to the page."""
    # A cookie is set for the reader only when the reader's own page asked for it.
    if request.headers.get("sec-fetch-site") not in (None, "same-origin", "none"):
        raise HTTPException(403)
    # Two short fields of a plain form: what is longer, or of another type, is none of ours.
    body = (await request.body()).decode("utf-8", "replace")
    form = _form(body)
    tag, _, kind = form.get("captions", "").partition(".")
    chosen = _chosen(tag)
    saved = preferences.read_cookie(request.cookies.get(preferences.COOKIE, ""))
    response = RedirectResponse(_way_back(form.get("return", "")), 303)
    response.set_cookie(
        preferences.COOKIE,
        preferences.cookie(saved.choosing(chosen, kind)),
        max_age=preferences.YEAR,
        samesite="lax",
        httponly=True,
        secure=request.url.scheme == "https",
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _form(body: str) -> dict[str, str]:
    try:
        return dict(parse_qsl(body, max_num_fields=10, keep_blank_values=True))
    except ValueError:
        raise HTTPException(400, "This form has more fields than any of ours.") from None


def _chosen(text: str) -> Language | None:
    try:
        return None if text == preferences.OFF else Language.parse(text)
    except BadLanguage as error:
        raise HTTPException(400, str(error)) from None


def _way_back(address: str) -> str:
    """A path of ours to return to; the link's own captions left out, since the choice beats it."""
    try:
        parts = urlsplit(address[:500])
    except ValueError:  # brackets that hold no IPv6 address
        return "/"
    unsafe = not parts.path.startswith("/") or parts.path.startswith(("//", "/\\"))
    if parts.scheme or parts.netloc or unsafe or any(ord(c) < 32 for c in address):
        return "/"
    kept = [(k, v) for k, v in parse_qsl(parts.query) if k in KNOWN and k != "captions"]
    query = f"?{urlencode(kept)}" if kept else ""
    return f"{parts.path}{query}{'#' + parts.fragment if parts.fragment else ''}"


def health(request: Request) -> Response:
    """`/healthz`: that the server answers, and what it serves."""
    site = _snapshot(request).site
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
    snapshot = _snapshot(request)
    language = _nearest(request)
    view = compose.error_page(snapshot, asked(request, snapshot.site.config), language, status)
    try:
        return _page(snapshot, "error.html", view, status=status, headers=headers)
    except Exception:
        # A site's own template may be what is broken. Starlette still raises what came first.
        if status < 500:
            raise
        return PlainTextResponse(f"{status}\n", status, headers)


def _status(raised: Exception) -> int:
    if isinstance(raised, NotFound):
        return 404
    return 503 if isinstance(raised, Unavailable) else 500


def _language(request: Request) -> Language:
    """The language in the path; another spelling of it, or a near one, is redirected to it."""
    site = _snapshot(request).site
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


def _nearest(request: Request) -> Language:
    """The site's language for this reader: the path's, else the browser's, else the site's own."""
    config = _snapshot(request).site.config
    first = request.url.path.split("/")[1]
    own = [one for one in config.languages if one.tag == first]
    wanted = (*own, *accepted(request.headers.get("accept-language", "")))
    return first_match(wanted, config.languages) or config.language


def _page(
    snapshot: Snapshot,
    template: str,
    view: Page,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> Response:
    html = snapshot.theme.render(template, view.language, page=view)
    return HTMLResponse(html, status, {**PRIVATE, **(headers or {})})
