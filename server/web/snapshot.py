"""What is being served: a site, its store and its theme, swapped as one.

A reload that finds errors keeps the last good snapshot.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.problems import LegendaError, Problem, Severity
from server.site.loading import load
from server.web.theme import Theme

if TYPE_CHECKING:
    from server.site.model import Site
    from server.storage import Store


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of a site, whole."""

    store: Store
    site: Site
    theme: Theme


def take(store: Store) -> tuple[Snapshot, tuple[Problem, ...]]:
    """The site in `store` as it is now, and its problems; raises `ConfigError`."""
    site, problems = load(store)
    theme = Theme(store)
    # Asked for now, so that the first reader does not wait and a broken file shows at once.
    for language in theme.languages:
        theme.environment(language)
        theme.guide(language)
    theme.fingerprint  # noqa: B018
    return Snapshot(store, site, theme), (*problems, *theme.problems)


def retake(last: Snapshot) -> tuple[Snapshot, tuple[Problem, ...]]:
    """The site as it is now, or `last` where it has errors now; and its problems."""
    try:
        now, problems = take(last.store)
    except LegendaError as error:
        found = getattr(error, "problems", ())
        return last, found or (Problem(rule="site-toml", message=str(error)),)
    if any(problem.severity is Severity.ERROR for problem in problems):
        return last, problems
    return now, problems
