"""The command that writes live captions from the standard input."""

from __future__ import annotations

import re
import signal
import sys
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from server.captions import Captions
from server.captions.live import SIGNATURE, blocks, read_blocks, said
from server.cli.arguments import duration
from server.problems import LegendaError, Severity
from server.site import live
from server.storage.folder import FolderStore
from server.terminal import amount, show_problems, tell

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from server.cli.arguments import Commands
    from server.site.live import LiveTrack

# Lines that come in one go follow each other: each is shown for so long, in milliseconds.
AT_LEAST = 1000
# A block alone may well have no cue: a comment, a style.
NONE = frozenset({"captions-missing"})


def add(commands: Commands) -> None:
    """Add this command to the command line."""
    parser = commands.add_parser("live", help="write captions as they are said")
    parser.set_defaults(command=_live)
    parser.add_argument("file", metavar="FILE", help="captions/VIDEO/LANGUAGE.vtt")
    parser.add_argument("--offset", type=duration, metavar="TIME", help="in the video now: 0")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--append", action="store_true", help="go on with a file that is there")
    how.add_argument("--replace", action="store_true", help="begin anew, even if it is there")


def _live(asked: argparse.Namespace) -> None:
    file = Path(asked.file)
    if file.suffix != ".vtt":
        raise LegendaError(f"{file} is no WebVTT file; expected a name such as en.vtt.")
    # The site is there before its first captions are; their folders may not be.
    folder = file.absolute().parent
    if folder.parent.parent.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
    store, key = FolderStore(folder), file.name
    if asked.append:
        zero = live.go_on(store, key, offset=asked.offset)
    else:
        zero = live.begin(store, key, offset=asked.offset or 0, replace=asked.replace)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    count = 0
    try:
        with live.writing(store, key, zero) as track:
            tell(f"Writing {file}. End with Ctrl-D or Ctrl-C.")
            for captions in _captions(_lines(), track, asked):
                track.add(captions)
                count += len(captions.cues)
    except KeyboardInterrupt:
        pass
    tell(f"Wrote {file}: {amount(count, 'cue')}. It is a track as any other now.")


def _lines() -> Iterator[str]:
    """The lines of the standard input, each as it comes."""
    for line in iter(sys.stdin.buffer.readline, b""):
        yield line.decode("utf-8", "replace").removeprefix("\ufeff").rstrip("\r\n")


def _captions(
    lines: Iterator[str], track: LiveTrack, asked: argparse.Namespace
) -> Iterator[Captions]:
    """The cues of each line; of each block, with its own times, where the first line is WEBVTT."""
    first = next(lines, "")
    every = chain([first], lines)
    if re.fullmatch(rf"{SIGNATURE}([ \t].*)?", first):
        for block in islice(blocks(every), 1, None):
            captions, problems = read_blocks(block)
            wrong = [it for it in problems if it.severity is Severity.ERROR and it.rule not in NONE]
            show_problems([replace(it, path=asked.file, line=0, column=0) for it in wrong])
            yield captions.shift(asked.offset or 0)
    else:
        language = Path(asked.file).name.partition(".")[0]
        earliest = 0
        for line in every:
            cues = said(line, max(track.now, earliest), language)
            earliest = cues[-1].start + AT_LEAST if cues else earliest
            yield Captions(cues)
