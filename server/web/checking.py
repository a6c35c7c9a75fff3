"""Whether a site's theme works: one page of each kind is rendered with the owner's templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import TemplateSyntaxError

from server.problems import Problem, Severity
from server.web import compose, preference_views
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
    for name, page in _pages(snapshot, config.language).items():
        view = page()
        try:
            theme.render(name, view.language, page=view)
        except Exception as error:  # a template may fail in any way that Python can
            yield failed(error, name)


def _pages(snapshot: Snapshot, language: Language) -> dict[str, Callable[[], Page]]:
    config = snapshot.site.config
    asked = Asked(
        origin="http://127.0.0.1",
        path=f"/{language}/",
        query=(),
        wishes=Wishes(default=config.captions),
        browser="",
        reader=UNKNOWN,
        languages=(),
        video="",
        second=None,
        version="",
        load="",
        transcript="",
        beside="",
        step="",
        done="",
    )
    topics = snapshot.site.topics
    pages: dict[str, Callable[[], Page]] = {
        "topics.html": lambda: compose.topics_page(snapshot, asked, language),
        "guide.html": lambda: compose.guide_page(snapshot, asked, language, ""),
        "preferences.html": lambda: preference_views.preferences_page(
            snapshot, asked, language, ""
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
