"""The commands about one caption file: convert, shift, scale, split, merge, renumber, extract,
diff, stats.

Each reads a file (`-` is standard input), calls one function, and writes whole or not at all.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from server.captions import FORMATS, WRITABLE, About
from server.captions import operations as does
from server.captions.comparing import comparison
from server.cli import audio
from server.cli.arguments import duration, frames, moment, number, tag
from server.cli.caption_files import is_same, read_file, write_file
from server.cli.shown import show_comparison, show_statistics
from server.problems import LegendaError
from server.terminal import amount, tell

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from typing import Any

    from server.captions import Captions
    from server.cli.arguments import Commands

    Options = tuple[tuple[str, dict[str, Any]], ...]


def add(commands: Commands) -> None:
    """Add these commands to the command line."""
    parser = commands.add_parser("captions", help="work on one caption file")
    kinds = parser.add_subparsers(required=True, metavar="COMMAND")

    convert = kinds.add_parser("convert", help="write it in another format")
    convert.set_defaults(command=_convert)
    convert.add_argument("file", metavar="FILE")
    convert.add_argument("--to", choices=WRITABLE, metavar="FORMAT", help="else as OUT ends")
    convert.add_argument("--output", metavar="OUT", help="else beside it; - prints")
    convert.add_argument("--replace", action="store_true", help="even if there is such a file")
    convert.add_argument("--language", type=tag, metavar="TAG", help="what it is written in")
    convert.add_argument("--title", metavar="TEXT", help="of TTML and transcripts")
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
    parser.add_argument("--force", action="store_true", help="even if something is lost")


# The operations

_WIDTH: Options = (
    ("--width", {"type": number, "default": 37, "metavar": "N", "help": "columns: 37"}),
    ("--lines", {"type": number, "default": 2, "metavar": "N", "help": "of a cue: 2"}),
    ("--language", {"type": tag, "metavar": "TAG", "help": "what it is written in"}),
)


def _shift(captions: Captions, asked: argparse.Namespace) -> Captions:
    shifted = captions.shift(asked.by)
    if lost := len(captions.cues) - len(shifted.cues):
        tell(f"Left out, as they would end before the beginning: {amount(lost, 'cue')}.")
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
    format_ = asked.to or Path(asked.output or "").suffix[1:].lower()
    if format_ not in WRITABLE:
        formats = ", ".join(WRITABLE)
        raise LegendaError(f"Say the format: --to FORMAT, or --output with its suffix: {formats}.")
    file = read_file(asked.file)
    output = asked.output or (
        "-" if asked.file == "-" else str(Path(asked.file).with_suffix(f".{format_}"))
    )
    if not asked.force:
        file.must_be_whole()
        if is_same(asked.file, output):
            file.must_survive(format_)
    about = About(
        asked.title or ("" if asked.file == "-" else Path(asked.file).stem), asked.language
    )
    write_file(file.captions, format_, output, of=file.name, over=asked.replace, about=about)


def _operate(asked: argparse.Namespace) -> None:
    file = read_file(asked.file)
    output = asked.file if asked.in_place else asked.output
    suffix = Path(output).suffix[1:].lower()
    format_ = suffix if suffix in FORMATS and output != "-" else file.format
    if not asked.force:
        file.must_be_whole()
        if is_same(asked.file, output):
            file.must_survive(format_)
    captions = OPERATIONS[asked.operation][2](file.captions, asked)
    over = asked.replace or asked.in_place
    write_file(captions, format_, output, of=file.name, over=over, about=About())


def _diff(asked: argparse.Namespace) -> int:
    old, new = read_file(asked.old), read_file(asked.new)
    found = comparison(old.captions, new.captions)
    show_comparison(found, old.captions, new.captions)
    return 0 if found.equal else 1


def _stats(asked: argparse.Namespace) -> None:
    found = does.statistics(read_file(asked.file).captions)
    if asked.format == "json":
        print(json.dumps(asdict(found), ensure_ascii=False, indent=1))
    else:
        show_statistics(found)
