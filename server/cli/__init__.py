"""The command line: each command parses, calls one function, prints.

Exit codes: 0 done, 1 problems found, 2 the command was used wrongly.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import server
from server.cli import captions, check, live, report, reports, site
from server.problems import LegendaError
from server.terminal import show_problems, tell

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    asked = _parser().parse_args(arguments)
    try:
        return int(asked.command(asked) or 0)
    except LegendaError as error:
        show_problems(getattr(error, "problems", ()))
        tell(str(error))
        return 1
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        tell(f"{place}{error.strerror or error}.")
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="legenda", description="Topic pages with captioned video, from a folder."
    )
    parser.add_argument("--version", action="version", version=f"legenda {server.__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    site.add(commands)
    check.add(commands)
    report.add(commands)
    captions.add(commands)
    live.add(commands)
    reports.add(commands)
    return parser
