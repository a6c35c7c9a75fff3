"""Handlers for bytes: media with ranges, captions in every format, assets.

The bytes come from the site's store and its theme; no file is opened here.
"""

from __future__ import annotations

import re
from email.utils import formatdate, parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, RedirectResponse, Response

from server.problems import NotFound, NotOffered
from server.site.media import IMAGES, SOURCES
from server.web.converting import TYPES

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from server.site.model import Track
    from server.storage import Stat
    from server.web.converting import Conversions
    from server.web.snapshot import Snapshot

# What media folders hand out; settings and stray files are not among them.
MEDIA = {**SOURCES, **IMAGES, "m4s": "video/iso.segment", "ts": "video/mp2t", "vtt": TYPES["vtt"]}
HOUR = "public, max-age=3600"
FOR_EVER = "public, max-age=31536000, immutable"
# RFC 9110, 14.1.1: bytes by their places, or the last so many.
_RANGE = re.compile(r"[ \t]*(\d{0,18})-(\d{0,18})[ \t]*", re.ASCII)


def _snapshot(request: Request) -> Snapshot:
    found: Snapshot = request.app.state.snapshot
    return found


def media(request: Request) -> Response:
    """`/media/{key}`: a media file, whole or in ranges."""
    store, key = _snapshot(request).store, f"media/{request.path_params['key']}"
    kind = MEDIA.get(key.rpartition(".")[2].lower())
    if kind is None:
        raise NotFound("There is no such media file.")
    stat = store.stat(key)
    headers = {
        "ETag": f'"{stat.version}"',
        "Last-Modified": formatdate(stat.modified, usegmt=True),
        "Cache-Control": HOUR,
        "Content-Type": kind,
    }
    if _not_modified(request, headers):
        return Response(status_code=304, headers=headers)
    path = store.path(key)
    if path is None:
        return Response(store.read(key), headers=headers)
    return _Ranged(path, stat.size, headers=headers, media_type=kind)


class _Ranged(FileResponse):
    """Starlette's file response, which refuses more of RFC 9110, 14.2, than it should: ranges are
    for GET alone, one that cannot be read is passed over, and one beyond the end spoils no others.
    """

    def __init__(self, path: Path, size: int, *, headers: dict[str, str], media_type: str) -> None:
        super().__init__(path, headers=headers, media_type=media_type)
        self.size = size

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = Headers(scope=scope).get("range", "")
        wanted = _ranges(asked, self.size) if scope["method"] == "GET" else ""
        kept = [(name, value) for name, value in scope["headers"] if name != b"range"]
        kept += [(b"range", wanted.encode())] if wanted else []
        await super().__call__({**scope, "headers": kept}, receive, send)


def _ranges(asked: str, size: int) -> str:
    """The ranges of `asked` that a file of `size` bytes has, "" for the whole of it.

    Where it has none of them, one just beyond its end, which is answered by 416.
    """
    unit, _, listed = asked.partition("=")
    parts = [_RANGE.fullmatch(part) for part in listed.split(",") if part.strip()]
    places = [(part[1], part[2]) if part else ("", "") for part in parts]
    if (
        unit.strip().lower() != "bytes"
        or not places
        or not all(_is_range(*place) for place in places)
    ):
        return ""
    found = [f"{a}-{b}" for a, b in places if (int(a) < size if a else int(b) > 0 and size)]
    return f"bytes={','.join(found) or f'{size}-'}"


def _is_range(first: str, last: str) -> bool:
    return int(first) <= int(last) if first and last else bool(first or last)


def captions(request: Request) -> Response:
    """`/captions/{video}/{name}.{format}`: a track, as it lies there or converted."""
    snapshot = _snapshot(request)
    track = track_in(snapshot, request.path_params["video"], request.path_params["name"])
    format_ = request.path_params["format"]
    if format_ not in TYPES:
        raise NotFound("There are no captions in this format.")
    stat = snapshot.store.stat(track.key)
    conversions: Conversions = request.app.state.conversions
    try:
        found = conversions.converted(snapshot, track, format_, stat)
    except NotOffered as error:
        raise HTTPException(501, str(error)) from None
    headers = _text_headers(found.tag, stat)
    if _not_modified(request, headers):
        return Response(status_code=304, headers=headers)
    headers["Content-Type"] = TYPES[format_]
    headers["Content-Disposition"] = _disposition(snapshot, track, format_)
    return Response(found.content, headers=headers)


def track_in(snapshot: Snapshot, video: str, name: str) -> Track:
    """The track `name` of a video; raises `NotFound`."""
    found = snapshot.site.video(video)
    for track in found.tracks if found else ():
        if track.name == name:
            return track
    raise NotFound("There is no such track.")


def _text_headers(tag: str, stat: Stat) -> dict[str, str]:
    # Weak, because the same text may be sent compressed; any page may use a track of ours.
    return {
        "ETag": f'W/"{tag}"',
        "Last-Modified": formatdate(stat.modified, usegmt=True),
        "Cache-Control": "public, no-cache",
        "Access-Control-Allow-Origin": "*",
    }


def _disposition(snapshot: Snapshot, track: Track, format_: str) -> str:
    video = snapshot.site.video(track.video)
    title = video.title if video else track.video
    readable = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', "", f"{title} ({track.name}).{format_}")
    shown = "attachment" if format_ == "docx" else "inline"
    return f"{shown}; filename*=utf-8''{quote(readable)}"


def _not_modified(request: Request, headers: dict[str, str]) -> bool:
    """RFC 9110, 13.2.2: If-None-Match decides where there is one, else If-Modified-Since."""
    known = request.headers.get("if-none-match")
    if known is not None:
        tags = {tag.strip().removeprefix("W/") for tag in known.split(",")}
        return "*" in tags or headers["ETag"].removeprefix("W/") in tags
    try:
        since = parsedate_to_datetime(request.headers["if-modified-since"])
        return parsedate_to_datetime(headers["Last-Modified"]) <= since
    except (KeyError, ValueError, TypeError):
        return False


def asset(request: Request) -> Response:
    """`/assets/{fingerprint}/{path}`: a style, script or picture of the theme, kept for ever."""
    theme, path = _snapshot(request).theme, request.path_params["path"]
    if path not in theme.assets:
        raise NotFound("There is no such asset.")
    if request.path_params["fingerprint"] != theme.fingerprint:
        # A page from before a change still finds its parts, as they are now.
        return RedirectResponse(theme.asset_url(path), 307, headers={"Cache-Control": "no-store"})
    content, kind = theme.assets[path]
    headers = {"Cache-Control": FOR_EVER, "ETag": f'W/"{theme.fingerprint}"', "Content-Type": kind}
    if _not_modified(request, headers):
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers)
