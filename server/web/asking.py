"""A request as plain values: all that pages need of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

from server.languages import Language, accepted
from server.web import cookies
from server.web.devices import Identity, identity, told
from server.web.preferences import Wishes

if TYPE_CHECKING:
    from starlette.requests import Request

    from server.site.config import Config

# No video is longer than a day.
LAST_SECOND = 24 * 60 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a reader asks for. `second` and `version` are meant for the video `video`, the first
    one where that is empty; `load` is the embedded video that may be loaded; `transcript` and
    `beside` name the tracks of the transcript, `step` what was tried in the guide. `done` is what a
    form has done before it led here: it is told once, and no link carries it on. `words` is what is
    looked for, `only` in the page's language alone, `page` the page of its hits. `browser` is what
    it calls itself, `reader` what follows from that, or what the reader said in its place.
    `saves_data` asks for little to be loaded."""

    origin: str
    path: str
    query: tuple[tuple[str, str], ...]
    wishes: Wishes
    reader: Identity
    # What a request may leave unsaid.
    browser: str = ""
    languages: tuple[Language, ...] = ()
    video: str = ""
    second: int | None = None
    version: str = ""
    load: str = ""
    transcript: str = ""
    beside: str = ""
    step: str = ""
    done: str = ""
    words: str = ""
    only: bool = False
    page: int = 1
    saves_data: bool = False

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
KNOWN = (
    *("captions", "video", "t", "version", "load", "transcript", "beside", "for", "step"),
    *("q", "only", "page"),
)
LONGEST = 200  # characters of one of them
# What a form of preferences may have done.
DONE = ("saved", "forgotten")


def asked(request: Request, config: Config) -> Asked:
    """What `request` asks for; values that make no sense are passed over."""
    query = {name: request.query_params.get(name, "")[:LONGEST] for name in KNOWN}
    languages = accepted(request.headers.get("accept-language", ""))
    return Asked(
        origin=f"{request.url.scheme}://{request.url.netloc}",
        path=request.url.path,
        query=tuple((name, value) for name, value in query.items() if value),
        wishes=Wishes(
            link=query["captions"],
            saved=cookies.read(request.cookies.get(cookies.COOKIE, "")),
            browser=languages,
            default=config.captions,
        ),
        browser=request.headers.get("user-agent", "")[:500],
        reader=told(query["for"], identity(request.headers)),
        languages=languages,
        video=query["video"],
        second=_number(query["t"], below=LAST_SECOND),
        version=query["version"],
        load=query["load"],
        transcript=query["transcript"],
        beside=query["beside"],
        # https://wicg.github.io/savedata/#save-data-request-header-field
        saves_data=request.headers.get("save-data", "").strip().lower() == "on",
        step=query["step"],
        words=query["q"].strip(),
        only=bool(query["only"]),
        page=max(1, _number(query["page"]) or 1),
        done=done if (done := request.query_params.get("done", "")) in DONE else "",
    )


def way_back(address: str, *, done: str = "") -> str:
    """A path of ours to return to; the link's own captions left out, since the choice beats it.

    With what was `done`, the page says so at its top: it is shown from there.
    """
    try:
        parts = urlsplit(address[:2000])
    except ValueError:  # brackets that hold no IPv6 address
        return "/"
    unsafe = not parts.path.startswith("/") or parts.path.startswith(("//", "/\\"))
    if parts.scheme or parts.netloc or unsafe or any(ord(c) < 32 for c in address):
        return "/"
    kept = [(k, v) for k, v in parse_qsl(parts.query) if k in KNOWN and k != "captions"]
    kept += [("done", done)] if done else []
    query = f"?{urlencode(kept)}" if kept else ""
    return f"{parts.path}{query}{'#' + parts.fragment if parts.fragment and not done else ''}"


def _number(text: str, *, below: int = 10_000) -> int | None:
    found = text.isascii() and text.isdigit() and len(text) < 9 and int(text) < below
    return int(text) if found else None
