"""Handlers for what readers write to the publisher: a problem with a caption, a missing language.

What is kept is what the form shows and the cue itself, which is read here and not taken from the
form. Nothing of the reader is kept.
"""

from __future__ import annotations

import datetime
import time
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from babel.localedata import locale_identifiers
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from server.captions.cuetext import plain_text
from server.languages import BadLanguage, Language
from server.problems import NotFound, Unavailable
from server.reports import MOST_CHARACTERS, Report
from server.site.reports import reports_of
from server.web.asking import asked
from server.web.compose import page_fields
from server.web.limits import Limits
from server.web.pages import language_of, rendered, snapshot_of, titled
from server.web.preference_pages import NO_STORE, form_of, from_here, language_in
from server.web.tokens import is_good, token
from server.web.transcripts import cues
from server.web.views import TellUsPage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from server.site.model import Track, Video
    from server.web.snapshot import Snapshot

# What can be wrong with a caption, in the order of the form.
WHAT = ("words", "missing", "time", "look", "language", "other")
LAST = 24 * 60 * 60 * 1000  # milliseconds
# What CLDR has inherited by all, and a tag that is too new for some who check pages (Toki Pona).
NOT_OFFERED = {"root", "tok"}
# A class of readers behind one address may write; a program may not fill the file.
LIMITS = Limits(each=20, all_together=300)


def page(request: Request) -> Response:
    """`/{language}/tell-us`: the form, about the caption that the query names or a language."""
    return _shown(request, language_of(request), dict(request.query_params))


async def keep(request: Request) -> Response:
    """`POST /tell-us`: keep what a reader wrote; what cannot be used comes back to be mended."""
    from_here(request)
    form = form_of(await request.body())
    values = {name: texts[-1].strip() for name, texts in form.items()}
    return await run_in_threadpool(_kept, request, language_in(request, form), values)


def _kept(request: Request, language: Language, values: Mapping[str, str]) -> Response:
    snapshot = snapshot_of(request)
    reports = reports_of(snapshot.store, snapshot.site.config)
    if reports is None:
        raise NotFound("This site keeps no reports.")
    leads = f"/{language}/tell-us?{urlencode({'done': 'kept'})}"
    # The field that no reader sees: who fills it in is none, and need not know that we noticed.
    if values.get("website"):
        return RedirectResponse(leads, 303, headers=NO_STORE)
    errors = _errors(values)
    if not is_good(values.get("token", ""), reports.secret(), time.time()):
        errors = (*errors, "token")
    sender = request.client.host if request.client else ""
    if not errors and not LIMITS.allow(sender, time.monotonic()):
        errors = ("often",)
    if errors:
        status = 429 if "often" in errors else 422
        return _shown(request, language, values, errors=errors, status=status)
    reports.add(_report(snapshot, values))
    return RedirectResponse(leads, 303, headers=NO_STORE)


def _errors(values: Mapping[str, str]) -> tuple[str, ...]:
    long = [
        name for name in ("suggestion", "comment") if len(values.get(name, "")) > MOST_CHARACTERS
    ]
    if _about(values) == "problem":
        return (*(() if values.get("what") in WHAT else ("what",)), *long)
    return (*(() if _tag(values.get("wanted", "")) in _offered() else ("wanted",)), *long)


def _about(values: Mapping[str, str]) -> str:
    return "problem" if values.get("track") else "request"


def _tag(text: str) -> Language | None:
    try:
        return Language.parse(text)
    except BadLanguage:
        return None


def _report(snapshot: Snapshot, values: Mapping[str, str]) -> Report:
    now = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    video, track = _meant(snapshot, values)
    comment = values.get("comment", "")
    if track is None:
        wanted = _tag(values.get("wanted", ""))
        return Report(
            kind="request",
            language=wanted.tag if wanted else "",
            video=video.id if video else "",
            comment=comment,
            made=now,
        )
    at = _time(values)
    return Report(
        kind="problem",
        language=track.language.tag,
        video=track.video,
        track=track.name,
        time=at,
        cue=_cue(snapshot, track, at),
        what=values["what"],
        suggestion=values.get("suggestion", ""),
        comment=comment,
        made=now,
    )


def _meant(snapshot: Snapshot, values: Mapping[str, str]) -> tuple[Video | None, Track | None]:
    video = snapshot.site.video(values.get("video", ""))
    named = (track for track in (video.tracks if video else ()) if track.readable)
    return video, next((track for track in named if track.name == values.get("track")), None)


def _time(values: Mapping[str, str]) -> int:
    """Milliseconds of the field `t`, which is whole seconds."""
    text = values.get("t", "")
    return min(int(text) * 1000, LAST) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _cue(snapshot: Snapshot, track: Track, at: int) -> str:
    """The cue that is shown at a time, or the last one before it, as plain text."""
    found = cues(snapshot, track)
    # The time is a whole second: what begins within it may be meant.
    begun = [cue for cue in (found.cues if found else ()) if cue.start < at + 1000]
    shown = [cue for cue in begun if cue.end > at] or begun[-1:]
    return plain_text(shown[-1].text)[:MOST_CHARACTERS] if shown else ""


@cache
def _offered() -> tuple[Language, ...]:
    """Every language that CLDR knows the own name of."""
    tags = {tag for tag in locale_identifiers() if tag.isalpha()} - NOT_OFFERED
    return tuple(sorted(map(Language, tags), key=lambda one: one.name.casefold()))


def _shown(
    request: Request,
    language: Language,
    values: Mapping[str, str],
    *,
    errors: tuple[str, ...] = (),
    status: int = 200,
) -> Response:
    snapshot = snapshot_of(request)
    reports = reports_of(snapshot.store, snapshot.site.config)
    video, track = _meant(snapshot, values)
    at = _time(values)
    wanted = asked(request, snapshot.site.config)
    fields = page_fields(
        snapshot, wanted, language, slug="tell-us", crumb=titled(snapshot, language, "Tell us")
    )
    try:
        mark = token(reports.secret(), time.time()) if reports else ""
    except Unavailable:  # a folder that may only be read: the page says how to write instead
        mark = ""
    view = TellUsPage(
        **fields,
        video=video,
        track=track,
        time=at,
        cue=_cue(snapshot, track, at) if track else "",
        what=WHAT,
        offered=_offered() if not track else (),
        values={name: values.get(name, "") for name in ("what", "suggestion", "comment", "wanted")},
        errors=errors,
        token=mark,
        kept=request.query_params.get("done") == "kept",
    )
    return rendered(snapshot, "tell-us.html", view, status=status)
