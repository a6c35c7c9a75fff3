"""Whether a site's theme works: one page of each kind is rendered with the owner's templates."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateSyntaxError

from server.problems import NotFound, Problem, Severity
from server.site.config import FILE
from server.site.places import line_of, places
from server.web import compose, palette, preference_views, search_views
from server.web.asking import Asked
from server.web.devices import UNKNOWN
from server.web.preferences import Wishes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from server.languages import Language
    from server.web.snapshot import Snapshot
    from server.web.views import Page


def check_pages(snapshot: Snapshot) -> Iterator[Problem]:
    """What goes wrong while rendering, and languages the interface has no words in."""
    config, theme = snapshot.site.config, snapshot.theme
    for language in config.languages:
        if language.match(theme.languages) is None:
            yield Problem(
                rule="words-missing",
                message=f"The interface has no words in “{language}”; English is shown. "
                f"Expected templates/locale/{language}/messages.po.",
                path="site.toml",
                severity=Severity.WARNING,
            )
    yield from _look(snapshot)
    for name, page in _pages(snapshot, config.language).items():
        view = page()
        try:
            theme.render(name, view.language, page=view)
        except Exception as error:  # a template may fail in any way that Python can
            yield failed(error, name)


def _look(snapshot: Snapshot) -> Iterator[Problem]:
    """A logo that is not there, and colours that are hard to tell apart."""
    config, theme = snapshot.site.config, snapshot.theme
    if config.logo and theme.picture(config.logo, alt=config.name) is None:
        yield Problem(
            rule="logo-missing",
            message=f"There is no picture templates/{config.logo} with a width and a height. "
            "The icon and the name are shown.",
            **_said_in(snapshot, "logo"),
        )
    for one in palette.faint(theme.style):
        front, ground = one.pair.front, one.pair.ground
        scheme = "dark" if one.scheme.startswith("dark") else "light"
        own = next((name for name in (front, ground) if name in getattr(config, scheme)), front)
        # Never rounded up: 6.96 is less than 7.
        yield Problem(
            rule="contrast",
            message=f"--{front} on --{ground} ({one.scheme}) has a contrast of "
            f"{int(one.measured * 10) / 10} to 1; expected at least {one.pair.least:g} to 1.",
            severity=Severity.WARNING,
            **_said_in(snapshot, "colours", scheme, own),
        )


def _said_in(snapshot: Snapshot, *key: str) -> dict[str, Any]:
    """The path and line of a key in site.toml, or the path of a sheet that says the colour."""
    try:
        text = snapshot.store.read(FILE).decode("utf-8-sig")
    except NotFound:
        text = ""
    if key in places(text):
        return {"path": FILE, "line": line_of(text, key)}
    sheets = (one for one in snapshot.store.keys("templates") if one.endswith(".css"))
    found = (one for one in sheets if f"--{key[-1]}:".encode() in snapshot.store.read(one))
    return {"path": next(found, FILE)}


def _pages(snapshot: Snapshot, language: Language) -> dict[str, Callable[[], Page]]:
    config = snapshot.site.config
    asked = Asked(
        origin="http://127.0.0.1",
        path=f"/{language}/",
        query=(),
        wishes=Wishes(default=config.captions),
        reader=UNKNOWN,
    )
    topics = snapshot.site.topics
    pages: dict[str, Callable[[], Page]] = {
        "topics.html": lambda: compose.topics_page(snapshot, asked, language),
        "guide.html": lambda: compose.guide_page(snapshot, asked, language, ""),
        "preferences.html": lambda: preference_views.preferences_page(
            snapshot, asked, language, ""
        ),
        "search.html": lambda: search_views.results(
            snapshot, replace(asked, words="."), language, search_views.sample(snapshot), title=""
        ),
        "error.html": lambda: compose.error_page(snapshot, asked, language, 404),
    }
    if topics:
        # The topic with the most parts meets the most of a template.
        whole = max(topics, key=lambda topic: (len(topic.videos), len(topic.help)))
        pages["topic.html"] = lambda: compose.topic_page(snapshot, asked, whole, language)
    written = next((video for video in snapshot.site.videos if video.captions), None)
    if written:
        pages["transcript.html"] = lambda: compose.transcript_page(
            snapshot, asked, written, language, title=""
        )
    return pages


def failed(error: Exception, name: str) -> Problem:
    """What went wrong while the template `name` was rendered, and where."""
    path, line = _place(error, name)
    message = f"{type(error).__name__}: {error}."
    return Problem(rule="template", message=message, path=path, line=line)


def _place(error: Exception, name: str) -> tuple[str, int]:
    """The template and line an error comes from: the innermost one."""
    if isinstance(error, TemplateSyntaxError):
        return error.filename or f"templates/{error.name}", error.lineno
    place = (f"templates/{name}", 0)
    trace = error.__traceback__
    while trace:
        file = trace.tb_frame.f_code.co_filename
        if file.startswith("templates/"):
            place = (file, trace.tb_lineno)
        trace = trace.tb_next
    return place
