"""The commands about what readers wrote: requests, reports."""

from __future__ import annotations

import csv
import datetime
import io
import json
import sys
from collections import Counter
from dataclasses import asdict, fields
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from server.captions.timestamps import timestamp
from server.cli.arguments import add_site
from server.languages import Language
from server.problems import NotFound, NotOffered
from server.reports import Report
from server.site.config import read_config
from server.site.reports import reports_of
from server.storage import open_store
from server.terminal import console, tell

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from server.cli.arguments import Commands
    from server.reports import Kind, Reports

COLUMNS = tuple(field.name for field in fields(Report))
NOTHING: dict[Kind, str] = {
    "request": "Nobody has asked for a language.",
    "problem": "Nobody has reported a caption.",
}


def add(commands: Commands) -> None:
    """Add these commands to the command line."""
    requests = commands.add_parser("requests", help="languages that readers ask for")
    requests.set_defaults(command=_list, kind="request", action="list")
    reports = commands.add_parser("reports", help="captions that readers report")
    reports.set_defaults(command=_list, kind="problem", action="list")
    for parser in (requests, reports):
        add_site(parser)
        parser.add_argument("--all", action="store_true", help="those that are closed too")
        parser.add_argument("--format", choices=("text", "json", "csv"), default="text")
        parser.add_argument("--close", type=int, nargs="+", metavar="NUMBER", help="close these")


def _list(asked: argparse.Namespace) -> int:
    kept = _kept(asked.site)
    if asked.close:
        return _close(kept, asked.kind, asked.close)
    found = kept.all(asked.kind, closed=asked.all)
    if asked.format == "json":
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1, default=str))
    elif asked.format == "csv":
        sys.stdout.write(_csv(found))
    elif not found:
        tell(NOTHING[asked.kind])
    else:
        _show(asked.kind, found)
    return 0


def _kept(site: str) -> Reports:
    store = open_store(site)
    found = reports_of(store, read_config(store))
    if found is None:
        raise NotOffered("This site keeps no reports: `reports` in site.toml is empty.")
    return found


def _close(kept: Reports, kind: Kind, numbers: Sequence[int]) -> int:
    now = datetime.datetime.now(datetime.UTC)
    known = {one.id for one in kept.all(kind, closed=True)}
    if unknown := [str(number) for number in numbers if number not in known]:
        raise NotFound(f"There is no such number: {', '.join(unknown)}. Nothing was closed.")
    for number in numbers:
        kept.close(number, now)
    tell(f"Closed {', '.join(map(str, numbers))}. --all shows what is closed too.")
    return 0


def _csv(found: Sequence[Report]) -> str:
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(COLUMNS)
    for one in found:
        rows.writerow([_cell(value) for value in asdict(one).values()])
    return written.getvalue()


def _cell(value: object) -> object:
    # A spreadsheet computes what begins with one of these; the apostrophe makes it a text again.
    text = isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r"))
    return f"'{value}" if text else "" if value is None else value


def _show(kind: Kind, found: Sequence[Report]) -> None:
    to = console(output=True)
    if kind == "request":
        counts = Counter((one.language, one.video) for one in found if not one.closed)
        table = Table("language", "video", "readers", box=None, header_style="bold")
        for (language, video), count in counts.most_common():
            table.add_row(_named(language), Text(video or "all"), str(count))
        to.print(table)
    for one in found:
        to.print(_line(one))
    closing = "requests" if kind == "request" else "reports"
    tell(f"{len(found)} in all. Done with one? legenda {closing} --close NUMBER")


def _line(one: Report) -> Text:
    head = Text(f"{one.id}", style="bold").append(f"  {one.made:%Y-%m-%d}  ", style="not bold")
    if one.kind == "request":
        head.append(f"{_named(one.language)}, {one.video or 'all videos'}")
    else:
        place = f"captions/{one.video}/{one.track} at {timestamp(one.time)}: {one.what}"
        head.append(place)
    for label, text in (("shown", one.cue), ("better", one.suggestion), ("says", one.comment)):
        if text:
            head.append(f"\n    {label}: {' / '.join(text.splitlines())}", style="not bold")
    return head.append("  (closed)" if one.closed else "", style="dim")


def _named(tag: str) -> str:
    return f"{Language(tag).named_in(Language('en'))} ({tag})"
