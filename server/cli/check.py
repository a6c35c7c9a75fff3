"""The command check: a site judged, its captions mended, the outcome for people or programs."""

from __future__ import annotations

import shlex
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import server
from server.captions.blocks import lines_of
from server.captions.formats.encoding import decoded
from server.captions.mending import MENDED
from server.captions.mending import RULES as MENDING_RULES
from server.captions.quality import PROFILES
from server.captions.quality import RULES as CAPTION_RULES
from server.cli.arguments import add_site
from server.outcome import FORMATS, Outcome
from server.outcome.diff import show_diff
from server.outcome.text import first_steps, show, show_summary
from server.problems import ConfigError, NotFound, Severity, Unavailable
from server.processes import cores, in_order
from server.site.config import FILE
from server.site.rules import RULES as SITE_RULES
from server.storage import open_store
from server.terminal import amount, counting, tell, waiting, write_out

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from server.cli.arguments import Commands
    from server.problems import Problem
    from server.site.checking import Checked
    from server.site.mending import Change
    from server.site.model import Site
    from server.storage import Store

# From so many tracks on there is a bar, and a process for each core.
MANY = 200


def add(commands: Commands) -> None:
    """Add this command to the command line."""
    check = commands.add_parser("check", help="find what is wrong with a site")
    check.set_defaults(command=_check)
    add_site(check, positional=True)
    check.add_argument("--profile", choices=PROFILES, help="judge captions by this guideline")
    check.add_argument("--fix", action="store_true", help="mend what is safe in caption files")
    prints = check.add_mutually_exclusive_group()
    prints.add_argument("--format", choices=("text", *FORMATS), default="text")
    prints.add_argument("--diff", action="store_true", help="print what --fix would do; do nothing")


def _check(asked: argparse.Namespace) -> int:
    store = open_store(asked.site)
    if asked.diff:
        return _show_changes(store, asked)
    try:
        return _judge(store, asked)
    except ConfigError as error:
        outcome = _outcome(error.problems, asked, files=(FILE,), complete=False)
        _print(outcome, store, asked.format)
        if asked.format == "text":
            tell(str(error))
        return 1


def _judge(store: Store, asked: argparse.Namespace) -> int:
    from server.site.checking import checked
    from server.web.checking import check_pages
    from server.web.snapshot import take

    with waiting("Reading the site"):
        snapshot, problems = take(store)
    site = snapshot.site
    failed = asked.fix and _mend(store, site)
    with counting("Checking captions", _tracks(site), many=MANY) as done:
        judged = checked(
            store, site, profile=asked.profile or "", processes=_processes(site), done=done
        )
    found = (*problems, *judged.problems, *check_pages(snapshot))
    outcome = _outcome(found, asked, files=_files(site), mendable=judged.mendable, complete=True)
    _print(outcome, store, asked.format)
    if asked.format == "text":
        show_summary(outcome)
        tell(_totals(site, outcome, judged))
        tell(*first_steps(outcome, _command(asked)))
    return 1 if found or failed else 0


def _command(asked: argparse.Namespace) -> str:
    return "legenda check" if asked.site == "." else f"legenda check {shlex.quote(asked.site)}"


def _outcome(
    problems: Iterable[Problem],
    asked: argparse.Namespace,
    *,
    files: tuple[str, ...],
    mendable: Iterable[Problem] = (),
    complete: bool,
) -> Outcome:
    from server.web.rules import RULES as WEB_RULES

    return Outcome(
        problems=tuple(sorted(problems, key=lambda it: (it.path, it.line, it.column))),
        files=files,
        rules={**SITE_RULES, **WEB_RULES, **CAPTION_RULES, **MENDING_RULES},
        mendable=frozenset(mendable),
        folder=_folder(asked.site),
        version=server.__version__,
        complete=complete,
    )


def _folder(site: str) -> str:
    """The way from here to the site; none where it is not below."""
    try:
        below = Path(site).resolve().relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        return ""
    return "" if below == "." else f"{below}/"


def _files(site: Site) -> tuple[str, ...]:
    """All that a site is made of and that is checked."""
    return (
        *(topic.key for topic in site.topics),
        *(f"media/{video.id}/video.toml" for video in site.videos),
        *(track.key for video in site.videos for track in video.tracks),
    )


def _print(outcome: Outcome, store: Store, format_: str) -> None:
    if format_ == "text":
        show(outcome, partial(_text, store))
    elif document := FORMATS[format_](outcome):
        write_out(document)


def _text(store: Store, path: str) -> str:
    """The text of a file as it was read, nothing where there is none."""
    try:
        return decoded(store.read(path)).text
    except (NotFound, Unavailable):
        return ""


# Mending


def _mend(store: Store, site: Site) -> bool:
    """Mend the captions of a site and say how; whether any could not be."""
    failed = False
    for change in _changes(store, site, write=True):
        _tell_change(change, "mended")
        failed = failed or bool(change.failure)
    _tell_others(site)
    return failed


def _show_changes(store: Store, asked: argparse.Namespace) -> int:
    """Print what `--fix` would do."""
    from server.site.loading import load

    site, _ = load(store)
    count = 0
    for change in _changes(store, site, write=False):
        _tell_change(change, "to mend")
        if change.mends:
            count += 1
            before, after = lines_of(_readable(change.before)), lines_of(change.after.decode())
            show_diff(_folder(asked.site) + change.key, before, after)
    _tell_others(site)
    files = "1 file" if count == 1 else f"{count} files"
    tell(f"{files} would be mended by {_command(asked)} --fix; nothing was written.")
    return 1 if count else 0


def _readable(data: bytes) -> str:
    """The text of a file before it was mended: bytes that are no UTF-8 by their numbers."""
    if b"\0" in data:
        return decoded(data).text
    return data.decode("utf-8", "backslashreplace")


def _changes(store: Store, site: Site, *, write: bool) -> Iterator[Change]:
    from server.site.mending import mend_tracks

    work = partial(mend_tracks, store, write=write)
    with counting("Mending captions", _tracks(site), many=MANY) as done:
        results = in_order(work, site.videos, processes=_processes(site))
        for video, changes in zip(site.videos, results, strict=True):
            yield from changes
            done(len(video.tracks))


def _tell_change(change: Change, what: str) -> None:
    if change.mends:
        tell(f"{change.key}: {what}: {'; '.join(it.done for it in change.mends)}.")
    if change.left:
        tell(f"{change.key}: {change.left}.")
    if change.failure:
        tell(f"{change.key} was not mended: {change.failure}")


def _tell_others(site: Site) -> None:
    tracks = (track.key for video in site.videos for track in video.tracks)
    if others := sum(key.rpartition(".")[2] not in MENDED for key in tracks):
        tell(f"Left as they are: {others} caption files that are neither WebVTT nor SubRip.")


def _tracks(site: Site) -> int:
    return sum(len(video.tracks) for video in site.videos)


def _processes(site: Site) -> int:
    return cores() if _tracks(site) >= MANY else 1


def _totals(site: Site, outcome: Outcome, judged: Checked) -> str:
    errors = sum(it.severity is Severity.ERROR for it in outcome.problems)
    excused = f", {len(judged.excused)} excused" if judged.excused else ""
    return (
        f"{amount(len(site.topics), 'topic')}, {amount(len(site.videos), 'video')}, "
        f"{amount(_tracks(site), 'track')}: {amount(errors, 'error')}, "
        f"{amount(len(outcome.problems) - errors, 'warning')}{excused}."
    )
