"""A request as plain values: all that pages need of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from server.languages import Language, accepted
from server.web.preferences import COOKIE, Wishes, read_cookie

if TYPE_CHECKING:
    from starlette.requests import Request

    from server.site.config import Config

# No video is longer than a day.
LAST_SECOND = 24 * 60 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a reader asks for. `second` and `version` are meant for the video `video`, the first
    one where that is empty; `load` is the embedded video that may be loaded; `transcript` and
    `beside` name the tracks of the transcript."""

    origin: str
    path: str
    query: tuple[tuple[str, str], ...]
    wishes: Wishes
    browser: str
    languages: tuple[Language, ...]
    video: str
    second: int | None
    version: str
    load: str
    transcript: str
    beside: str

    @property
    def address(self) -> str:
        """The page's own address, as a form returns to it."""
        return self.with_query()

    def with_query(self, *drop: str, **values: str) -> str:
        """This address with other values in its query: those in `drop` left out."""
        kept = [(k, v) for k, v in self.query if k not in drop and k not in values]
        query = urlencode([*kept, *values.items()])
        return f"{self.path}?{query}" if query else self.path


# The parts of a query that pages understand; no others are carried along.
KNOWN = ("captions", "video", "t", "version", "load", "transcript", "beside")


def asked(request: Request, config: Config) -> Asked:
    """What `request` asks for; values that make no sense are passed over."""
    query = {name: request.query_params.get(name, "")[:100] for name in KNOWN}
    languages = accepted(request.headers.get("accept-language", ""))
    return Asked(
        origin=f"{request.url.scheme}://{request.url.netloc}",
        path=request.url.path,
        query=tuple((name, value) for name, value in query.items() if value),
        wishes=Wishes(
            link=query["captions"],
            saved=read_cookie(request.cookies.get(COOKIE, "")),
            browser=languages,
            default=config.captions,
        ),
        browser=request.headers.get("user-agent", "")[:500],
        languages=languages,
        video=query["video"],
        second=_second(query["t"]),
        version=query["version"],
        load=query["load"],
        transcript=query["transcript"],
        beside=query["beside"],
    )


def _second(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and int(text) < LAST_SECOND else None
