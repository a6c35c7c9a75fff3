"""Caption files as commands read and write them: what is lost is told, and never lost for good
unless that was asked for.

Knows files and formats; knows nothing of what a command does with cues.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from server.captions import READABLE, losses, read, write
from server.captions.formats import recognised
from server.captions.formats.encoding import decoded
from server.problems import LegendaError, Severity, each_once
from server.storage.folder import FolderStore
from server.terminal import amount, show_problems, tell

if TYPE_CHECKING:
    from server.captions import About, Captions
    from server.problems import Problem

# Warnings that mean that a part of the file is not in what was read from it.
DROPPED = frozenset({"vtt-block", "vtt-late-block", "captions-more"})
# Warnings of what is not carried over, or perhaps wrong: no harm while the old file is there.
ONLY_THERE = frozenset({"captions-code-page", "captions-lost", "captions-odd"})


@dataclass(frozen=True, slots=True)
class CaptionFile:
    """A file that was read; `format` is its suffix, or what its content says where it has none."""

    name: str
    format: str
    captions: Captions
    problems: tuple[Problem, ...]

    def must_be_whole(self) -> None:
        """Refuse to go on where a part of it could not be read."""
        if any(it.severity is Severity.ERROR or it.rule in DROPPED for it in self.problems):
            raise LegendaError(
                f"Not all of {self.name} could be read; nothing was written. Mend it, or use "
                "--force."
            )

    def must_survive(self, format_: str) -> None:
        """Refuse to write over it in a format, where something in it would be gone for good."""
        lost = losses(self.captions, format_)
        if lost or any(it.rule in ONLY_THERE for it in self.problems):
            show_problems([it.at(self.name) for it in lost])
            raise LegendaError(
                f"Not all of {self.name} would be kept; nothing was written. Write to another "
                "file with --output."
            )


def read_file(name: str) -> CaptionFile:
    """The captions in a file (`-` is the standard input); what is wrong with them is told."""
    data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    suffix = Path(name).suffix[1:].lower()
    captions, problems = read(data, suffix if suffix in READABLE else None)
    format_ = suffix if suffix in READABLE else recognised(decoded(data).text, data)
    problems = tuple(problem.at(name) for problem in problems)
    show_problems(tuple(each_once(problems)))
    return CaptionFile(name, format_, captions, problems)


def is_same(name: str, other: str) -> bool:
    """Whether two names are of one file."""
    return "-" not in (name, other) and Path(name).resolve() == Path(other).resolve()


def write_file(
    captions: Captions, format_: str, output: str, *, of: str, about: About, over: bool
) -> None:
    """Write a file whole or not at all (`-` prints it); say what of the file `of` it lacks."""
    data = write(captions, format_, about)
    if output == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        _save(Path(output), data, over=over)
        tell(
            f"Wrote {output}: {amount(len(captions.cues), 'cue')}, to {captions.end / 1000:.1f} s."
        )
    show_problems([problem.at(of) for problem in losses(captions, format_)])


def _save(path: Path, data: bytes, *, over: bool) -> None:
    if path.exists() and not over:
        raise LegendaError(f"{path} exists already; nothing was written. --replace writes over it.")
    target = path.resolve()
    FolderStore(target.parent).write(target.name, data)
