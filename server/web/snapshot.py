"""What is being served: a site, its store and its theme, swapped as one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from server.problems import Problem, Severity
from server.site.loading import load
from server.web.searching import Searching
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
    searching: Searching
    errors: frozenset[Problem] = frozenset()


def take(store: Store) -> tuple[Snapshot, tuple[Problem, ...]]:
    """The site in `store` as it is now, and its problems; raises `ConfigError`."""
    site, problems = load(store)
    theme = Theme(store, light=site.config.light, dark=site.config.dark)
    # Asked for now, so that the first reader does not wait and a broken file shows at once.
    for language in theme.languages:
        theme.environment(language)
    theme.guides  # noqa: B018
    theme.fingerprint  # noqa: B018
    theme.ink  # noqa: B018
    problems = (*problems, *theme.problems)
    return Snapshot(store, site, theme, Searching(store, site), errors_of(problems)), problems


def errors_of(problems: Iterable[Problem]) -> frozenset[Problem]:
    """The errors among `problems`, wherever they stand."""
    # An edit above an error moves it; it is the same error.
    errors = (problem for problem in problems if problem.severity is Severity.ERROR)
    return frozenset(replace(problem, line=0, column=0) for problem in errors)
