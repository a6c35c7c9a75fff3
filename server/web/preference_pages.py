"""Handlers for preferences: their page, what is sent to change them, and how captions look.

Only what a reader sends from a page of ours changes anything; a link shows, and asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from server.languages import BadLanguage, Language
from server.problems import NotFound
from server.web import cookies, look
from server.web.asking import asked, way_back
from server.web.files import FOR_EVER
from server.web.forms import sent
from server.web.pages import language_of, nearest, rendered, snapshot_of, titled
from server.web.preference_views import Shown, preferences_page
from server.web.preferences import UNSAID

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.requests import Request

    from server.web.preferences import Preferences

MOST_FIELDS = 60
# The file that `take_file` writes is never longer than this.
MOST_OF_FILE = 8 * 1024
FILE = "legenda-preferences.json"
NO_STORE = {"Cache-Control": "no-store"}


def page(request: Request) -> Response:
    """`/{language}/preferences`: all of them, and with `set` what a link would make of them."""
    query = request.query_params
    shown = Shown(offered=query.get("set", "")[: cookies.MOST], back=_back(query.get("return", "")))
    return _shown(request, language_of(request), shown)


async def save(request: Request) -> Response:
    """`POST /preferences`: keep what a form says in the cookie, and go back to the page."""
    from_here(request)
    form = form_of(await request.body())
    language, back = language_in(request, form), form.get("return", ("",))[-1]
    here = f"/{language}/preferences"
    if "forget" in form:
        return _kept(request, UNSAID, f"{here}?done=forgotten")
    if "set" in form:
        return _kept(request, cookies.read(form["set"][-1]), way_back(back or here, done="saved"))
    found = sent(form, _saved(request))
    if "whole" in form:
        if found.bad or "preview" in form or "preset" in form:
            shown = Shown(sent=found, back=_back(back))
            return _shown(request, language, shown, status=422 if found.bad else 200)
        return _kept(request, found.preferences, way_back(back or here, done="saved"))
    if found.bad or not found.known:
        named = ", ".join(sorted(found.bad)) or "nothing"
        raise HTTPException(400, f"This form says {named} in a way that cannot be used.")
    return _kept(request, found.preferences, way_back(back))


def take_file(request: Request) -> Response:
    """`/preferences/file`: the reader's own, as a file to keep."""
    headers = NO_STORE | {"Content-Disposition": f'attachment; filename="{FILE}"'}
    return Response(cookies.file(_saved(request)), headers=headers, media_type="application/json")


async def bring_file(request: Request) -> Response:
    """`POST /preferences/file`: a file that was taken along; leads to what it would set."""
    from_here(request)
    async with request.form(max_files=1, max_fields=MOST_FIELDS) as form:
        file = form.get("file")
        language = language_in(request, {"language": [str(form.get("language", ""))]})
        content = await file.read(MOST_OF_FILE + 1) if isinstance(file, UploadFile) else b""
    found = cookies.read_file(content)
    if found and not found[1]:
        code = urlencode({"set": cookies.text(found[0])})
        return RedirectResponse(f"/{language}/preferences?{code}", 303, headers=NO_STORE)
    return _shown(request, language, _unread(content, found), status=422)


def look_of_captions(request: Request) -> Response:
    """`/captions-look/{code}.css`: the stylesheet of a look; its address says all of it."""
    found = look.look(request.path_params["code"])
    if found is None:
        raise NotFound("There is no such look.")
    headers = {"Cache-Control": FOR_EVER, "Content-Type": "text/css; charset=utf-8"}
    return Response(look.stylesheet(found), headers=headers)


def _unread(content: bytes, found: tuple[Preferences, frozenset[str]] | None) -> Shown:
    if found:
        return Shown(file_error="values", file_errors=found[1])
    if not content:
        return Shown(file_error="missing")
    return Shown(file_error="large" if len(content) > MOST_OF_FILE else "other")


def _saved(request: Request) -> Preferences:
    return cookies.read(request.cookies.get(cookies.COOKIE, ""))


def from_here(request: Request) -> None:
    """A cookie is set for the reader only when the reader's own page asked for it."""
    if request.headers.get("sec-fetch-site") not in (None, "same-origin", "none"):
        raise HTTPException(403)


def form_of(body: bytes) -> Mapping[str, Sequence[str]]:
    """The fields of a plain form; raises `HTTPException` where there are too many."""
    # Short fields of a plain form: what is longer, or of another type, is none of ours.
    try:
        return parse_qs(
            body.decode("utf-8", "replace"), max_num_fields=MOST_FIELDS, keep_blank_values=True
        )
    except ValueError:
        raise HTTPException(400, "This form has more fields than any of ours.") from None


def language_in(request: Request, form: Mapping[str, Sequence[str]]) -> Language:
    """The language of the page a form was on."""
    languages = snapshot_of(request).site.config.languages
    try:
        found = Language.parse(form.get("language", ("",))[-1])
    except BadLanguage:
        return nearest(request)
    return found if found in languages else nearest(request)


def _back(address: str) -> str:
    found = way_back(address)
    return found if found != "/" else ""


def _kept(request: Request, found: Preferences, leads: str) -> Response:
    response = RedirectResponse(leads, 303, headers=NO_STORE)
    cookies.keep(response, found, secure=request.url.scheme == "https")
    return response


def _shown(request: Request, language: Language, shown: Shown, *, status: int = 200) -> Response:
    snapshot = snapshot_of(request)
    title = titled(snapshot, language, "Preferences")
    view = preferences_page(snapshot, asked(request, snapshot.site.config), language, title, shown)
    return rendered(snapshot, "preferences.html", view, status=status)
