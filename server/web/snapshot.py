"""What is being served: a site, its store and its theme, swapped as one.

A reload that finds new errors keeps the last good snapshot.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from server.problems import ConfigError, LegendaError, Problem, Severity
from server.site.config import FILE
from server.site.loading import load
from server.web.checking import check_pages
from server.web.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Iterable

    from server.site.model import Site
    from server.storage import Store


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of a site, whole; `errors` are those it was taken with, wherever they stood."""

    store: Store
    site: Site
    theme: Theme
    errors: frozenset[Problem] = frozenset()


def take(store: Store) -> tuple[Snapshot, tuple[Problem, ...]]:
    """The site in `store` as it is now, and its problems; raises `ConfigError`."""
    site, problems = load(store)
    theme = Theme(store)
    # Asked for now, so that the first reader does not wait and a broken file shows at once.
    for language in theme.languages:
        theme.environment(language)
    for language in theme.guides:
        theme.guide(language)
    theme.fingerprint  # noqa: B018
    problems = (*problems, *theme.problems)
    return Snapshot(store, site, theme, _errors(problems)), problems


def _errors(problems: Iterable[Problem]) -> frozenset[Problem]:
    # An edit above an error moves it; it is the same error.
    errors = (problem for problem in problems if problem.severity is Severity.ERROR)
    return frozenset(replace(problem, line=0, column=0) for problem in errors)


def retake(last: Snapshot) -> tuple[Snapshot, tuple[Problem, ...]]:
    """The site as it is now, or `last` where it has errors that `last` had not; its problems."""
    try:
        now, problems = take(last.store)
        problems = (*problems, *check_pages(now))
    except LegendaError as error:
        found = getattr(error, "problems", ())
        path = FILE if isinstance(error, ConfigError) else ""
        return last, found or (Problem(rule="site-toml", message=str(error), path=path),)
    except Exception as error:  # whatever it is, the last good site goes on
        message = f"The site cannot be read: {type(error).__name__}: {error}."
        return last, (Problem(rule="reload", message=message),)
    return (now if _errors(problems) <= last.errors else last), problems
