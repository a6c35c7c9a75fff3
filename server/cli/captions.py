"""The commands about one caption file: convert, shift, scale, split, merge, renumber, extract,
diff, stats.

Each reads a file (`-` is standard input), calls one function, and writes whole or not at all.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from server.captions import FORMATS, READABLE, WRITABLE, read, write
from server.captions import operations as does
from server.captions.comparing import comparison
from server.captions.formats import recognised
from server.captions.formats.encoding import decoded
from server.cli import audio
from server.cli.arguments import duration, frames, moment, number, tag
from server.cli.shown import show_comparison, show_statistics
from server.problems import LegendaError, Severity
from server.storage.folder import FolderStore
from server.terminal import show_problems, tell

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from typing import Any

    from server.captions import Captions
    from server.cli.arguments import Commands
    from server.problems import Problem

    Options = tuple[tuple[str, dict[str, Any]], ...]

# Warnings that mean that something in the file is not in what was read from it.
DROPPED = frozenset({"vtt-block", "vtt-late-block", "captions-more"})


def add(commands: Commands) -> None:
    """Add these commands to the command line."""
    parser = commands.add_parser("captions", help="work on one caption file")
    kinds = parser.add_subparsers(required=True, metavar="COMMAND")

    convert = kinds.add_parser("convert", help="write it in another format")
    convert.set_defaults(command=_convert)
    convert.add_argument("file", metavar="FILE")
    convert.add_argument("--to", required=True, choices=WRITABLE, metavar="FORMAT")
    convert.add_argument("--output", metavar="OUT", help="else beside it; - prints")
    convert.add_argument("--replace", action="store_true", help="even if there is such a file")
    _add_force(convert)

    for name, (say, options, _) in OPERATIONS.items():
        one = kinds.add_parser(name, help=say)
        one.set_defaults(command=_operate, operation=name)
        one.add_argument("file", metavar="FILE")
        for words, more in options:
            one.add_argument(words, **more)
        where = one.add_mutually_exclusive_group(required=True)
        where.add_argument("--output", metavar="OUT", help="the file to write; - prints")
        where.add_argument("--in-place", action="store_true", help="write the file itself again")
        one.add_argument("--replace", action="store_true", help="even if there is such a file")
        _add_force(one)

    diff = kinds.add_parser("diff", help="how two files differ, cue by cue")
    diff.set_defaults(command=_diff)
    diff.add_argument("old", metavar="A")
    diff.add_argument("new", metavar="B")

    stats = kinds.add_parser("stats", help="a file in figures")
    stats.set_defaults(command=_stats)
    stats.add_argument("file", metavar="FILE")
    stats.add_argument("--format", choices=("text", "json"), default="text")
    audio.add_captions(kinds)


def _add_force(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--force", action="store_true", help="even if some of it cannot be read")


# The operations

_WIDTH: Options = (
    ("--width", {"type": number, "default": 37, "metavar": "N", "help": "columns: 37"}),
    ("--lines", {"type": number, "default": 2, "metavar": "N", "help": "of a cue: 2"}),
    ("--language", {"type": tag, "metavar": "TAG", "help": "what it is written in"}),
)


def _shift(captions: Captions, asked: argparse.Namespace) -> Captions:
    shifted = captions.shift(asked.by)
    if lost := len(captions.cues) - len(shifted.cues):
        tell(f"{lost} cues would end before the beginning and are left out.")
    return shifted


def _scale(captions: Captions, asked: argparse.Namespace) -> Captions:
    rates = asked.start and asked.to
    if bool(asked.factor) == bool(rates):
        raise LegendaError("Say how: --from 25 --to 23.976, or --factor 1.001.")
    return does.scaled(captions, asked.factor or asked.start / asked.to)


def _extract(captions: Captions, asked: argparse.Namespace) -> Captions:
    end = max(captions.end, asked.start + 1) if asked.to is None else asked.to
    if asked.start >= end:
        raise LegendaError("The range is empty; expected --to later than --from.")
    return does.extracted(captions, asked.start, end, keep_times=asked.keep_times)


def _split(captions: Captions, asked: argparse.Namespace) -> Captions:
    return does.split_lines(captions, asked.width, asked.lines, str(asked.language or ""))


def _merge(captions: Captions, asked: argparse.Namespace) -> Captions:
    if asked.gap is None:
        return does.merged_lines(captions)
    language = str(asked.language or "")
    return does.merged_cues(captions, asked.width, asked.lines, gap=asked.gap, language=language)


# name → what it does, its options, its function
OPERATIONS: dict[str, tuple[str, Options, Callable[[Captions, argparse.Namespace], Captions]]] = {
    "shift": (
        "show everything earlier or later",
        (("--by", {"type": duration, "required": True, "metavar": "TIME", "help": "2.5 or -2.5"}),),
        _shift,
    ),
    "scale": (
        "fit it to another speed",
        (
            ("--from", {"type": frames, "dest": "start", "metavar": "RATE", "help": "made for"}),
            ("--to", {"type": frames, "metavar": "RATE", "help": "frames per second it plays at"}),
            (
                "--factor",
                {"type": frames, "metavar": "N", "help": "instead: times are so much more"},
            ),
        ),
        _scale,
    ),
    "split": ("break lines and cues that are too long", _WIDTH, _split),
    "merge": (
        "join lines, or cues",
        (
            *_WIDTH,
            ("--gap", {"type": duration, "metavar": "TIME", "help": "join cues no further apart"}),
        ),
        _merge,
    ),
    "renumber": (
        "number the cues from 1",
        (),
        lambda captions, _: does.renumbered(captions),
    ),
    "extract": (
        "cut out a range of time",
        (
            ("--from", {"type": moment, "dest": "start", "default": 0, "metavar": "TIME"}),
            ("--to", {"type": moment, "metavar": "TIME", "help": "else to the end"}),
            ("--keep-times", {"action": "store_true", "help": "do not begin at 0 again"}),
        ),
        _extract,
    ),
}


def _convert(asked: argparse.Namespace) -> None:
    file = _read(asked.file)
    _refuse(file, force=asked.force)
    beside = "-" if asked.file == "-" else str(Path(asked.file).with_suffix(f".{asked.to}"))
    _write(file.captions, asked.to, asked.output or beside, replace=asked.replace)


def _operate(asked: argparse.Namespace) -> None:
    file = _read(asked.file)
    _refuse(file, force=asked.force)
    captions = OPERATIONS[asked.operation][2](file.captions, asked)
    output = asked.file if asked.in_place else asked.output
    suffix = Path(output).suffix[1:].lower()
    format_ = suffix if suffix in FORMATS and output != "-" else file.format
    _write(captions, format_, output, replace=asked.replace or asked.in_place)


def _diff(asked: argparse.Namespace) -> int:
    old, new = _read(asked.old), _read(asked.new)
    found = comparison(old.captions, new.captions)
    show_comparison(found, old.captions, new.captions)
    return 0 if found.equal else 1


def _stats(asked: argparse.Namespace) -> None:
    found = does.statistics(_read(asked.file).captions)
    if asked.format == "json":
        print(json.dumps(asdict(found), ensure_ascii=False, indent=1))
    else:
        show_statistics(found)


# Files


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    format: str
    captions: Captions
    problems: tuple[Problem, ...]


def _read(name: str) -> _File:
    data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    suffix = Path(name).suffix[1:].lower()
    captions, problems = read(data, suffix if suffix in READABLE else None)
    format_ = suffix if suffix in READABLE else recognised(decoded(data).text, data)
    problems = tuple(problem.at(name) for problem in problems)
    show_problems(problems)
    return _File(name, format_, captions, problems)


def _refuse(file: _File, *, force: bool) -> None:
    """Stop before something in a file is lost for good."""
    lost = any(it.severity is Severity.ERROR or it.rule in DROPPED for it in file.problems)
    if lost and not force:
        raise LegendaError(
            f"Not all of {file.name} could be read; nothing was written. Mend it, or use --force."
        )


def _write(captions: Captions, format_: str, output: str, *, replace: bool) -> None:
    data = write(captions, format_)
    if output == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    path = Path(output)
    if path.exists() and not replace:
        raise LegendaError(f"{path} exists already; nothing was written. --replace writes over it.")
    target = path.resolve()
    FolderStore(target.parent).write(target.name, data)
    tell(f"Wrote {path}: {len(captions.cues)} cues, to {captions.end / 1000:.1f} s.")
