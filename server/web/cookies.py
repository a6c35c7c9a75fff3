"""Preferences as a short text: what the cookie keeps, and what a link or a file carries.

`2.captions:off.languages:cy~en.speed:150`: a version, then what was chosen, each as name and value.
Nothing that is read is trusted: what does not fit is passed over, whoever wrote it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from server.web.preferences import UNSAID, Preferences, validated

if TYPE_CHECKING:
    from starlette.responses import Response

COOKIE = "legenda"
YEAR = 365 * 24 * 60 * 60
VERSION = "2"
MOST = 2048  # bytes; the longest that `text` writes is shorter
SWITCH = {True: "on", False: "off"}


def text(preferences: Preferences) -> str:
    """Preferences as a text of letters that a cookie and an address can hold as they are."""
    told = preferences.told().items()
    return ".".join((VERSION, *(f"{name}:{_written(value)}" for name, value in told)))


def _written(value: object) -> str:
    if isinstance(value, bool):
        return SWITCH[value]
    if isinstance(value, list):
        return "~".join(value)
    # The two that mean something here are escaped as well.
    return quote(str(value), safe="").replace(".", "%2E").replace("~", "%7E")


def read(found: str) -> Preferences:
    """The preferences in a text; those that cannot be read are as if never said."""
    version, *parts = found.split(".")
    if len(found) > MOST or version not in READERS:
        return UNSAID
    return READERS[version](parts)


def _read_2(parts: list[str]) -> Preferences:
    pairs = (part.partition(":") for part in parts)
    return validated({name: unquote(value) for name, _, value in pairs})[0]


def _read_1(parts: list[str]) -> Preferences:
    """`on.ar~en` or `on.en.subtitles`: what was written until version 2."""
    switch, languages, kind = (*parts, "", "", "")[:3]
    given = {"captions": switch, "languages": languages, "kind": kind}
    return validated(given)[0] if switch in SWITCH.values() else UNSAID


READERS = {"1": _read_1, VERSION: _read_2}


def keep(response: Response, preferences: Preferences, *, secure: bool) -> None:
    """Let the reader's browser keep `preferences`; where nothing was chosen, nothing."""
    if preferences == UNSAID:
        response.delete_cookie(COOKIE, samesite="lax", httponly=True, secure=secure)
        return
    response.set_cookie(
        COOKIE,
        text(preferences),
        max_age=YEAR,
        samesite="lax",
        httponly=True,
        secure=secure,
    )


# A file says what it is, so that no other is taken for it.
MARK = "legenda-preferences"


def file(preferences: Preferences) -> str:
    """Preferences as a file to take along: JSON."""
    told = {MARK: int(VERSION), **preferences.told()}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def read_file(content: bytes) -> tuple[Preferences, frozenset[str]] | None:
    """What a file has, and the names of those that cannot be used; None of any other file."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or str(found.get(MARK)) != VERSION:
        return None
    return validated(found)
