"""The command report: which criteria a site's videos meet, as a page or as JSON."""

from __future__ import annotations

import datetime
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from server.captions.quality import PROFILES
from server.cli.arguments import add_site, tag
from server.problems import Severity
from server.site.conformance.criteria import Outcome
from server.site.conformance.report import report
from server.storage import open_store
from server.storage.folder import FolderStore
from server.terminal import counting, tell

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Sequence

    from server.cli.arguments import Commands
    from server.site.conformance.report import Report
    from server.site.model import Video

# Fewer videos are read before a bar could be seen.
MANY = 20


def add(commands: Commands) -> None:
    """Add this command to the command line."""
    made = commands.add_parser("report", help="say which accessibility criteria the videos meet")
    made.set_defaults(command=_report)
    made.add_argument("--output", metavar="FILE", help="else legenda-report.html; - prints it")
    made.add_argument("--format", choices=("html", "json"), default="html")
    made.add_argument("--language", type=tag, metavar="TAG", help="of its words; else the site's")
    made.add_argument("--profile", choices=PROFILES, help="judge captions by this guideline")
    add_site(made)


def _report(asked: argparse.Namespace) -> None:
    from server.web import reporting
    from server.web.snapshot import take

    store = open_store(asked.site)
    snapshot, problems = take(store)
    site, theme = snapshot.site, snapshot.theme
    with counting("Reading captions", len(site.videos), many=MANY) as done:
        found = report(
            store,
            site,
            _counted(site.videos, done),
            made=datetime.datetime.now().astimezone(),
            profile=asked.profile or "",
            errors=sum(
                problem.severity is Severity.ERROR
                and problem.path.startswith(("media/", "captions/"))
                for problem in problems
            ),
        )
    language = theme.words(asked.language or site.config.language)
    if asked.format == "json":
        values = reporting.values(found, reporting.words(theme, language))
        text = json.dumps(values, ensure_ascii=False, indent=1) + "\n"
    else:
        text = reporting.html(found, theme, language)
    _give(asked.output or f"legenda-report.{asked.format}", text.encode())
    tell(_summary(found))


def _counted(videos: Sequence[Video], done: Callable[[int], None]) -> Iterator[Video]:
    for video in videos:
        yield video
        done(1)


def _give(output: str, content: bytes) -> None:
    if output == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    target = Path(output).resolve()
    FolderStore(target.parent).write(target.name, content)
    tell(f"Wrote {output}.")


def _summary(found: Report) -> str:
    met, missing, person = (
        len(found.meeting(outcome)) for outcome in (Outcome.MET, Outcome.NOT_MET, Outcome.PERSON)
    )
    left_out = f" {found.errors} errors keep something out of it: see legenda check."
    return (
        f"WCAG 2.2 AA: {met} of {len(found.videos)} videos meet it, {missing} do not, "
        f"{person} need a person to look.{left_out if found.errors else ''}"
    )
