"""What several benchmarks need: files to measure with, times, and rows of tables."""

from __future__ import annotations

import gc
from statistics import median
from time import process_time
from typing import TYPE_CHECKING

from server.captions.timestamps import timestamp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

SIZES = (1_000, 10_000, 100_000)
ROUNDS = 7


def file(cues: int) -> str:
    """A file like real ones: two lines a cue, some settings, some voices."""
    blocks = ["WEBVTT\n"]
    for number in range(cues):
        start = number * 2500
        settings = " line:80% align:center" if number % 3 == 0 else ""
        voice = "<v Mary>" if number % 4 == 0 else ""
        times = f"{timestamp(start)} --> {timestamp(start + 2300)}{settings}"
        text = f"{voice}This is what cue {number} says,\nand this is its second line."
        blocks.append(f"{number + 1}\n{times}\n{text}\n")
    return "\n".join(blocks)


def one_cue(text: str, settings: str = "") -> str:
    """A file of one cue."""
    return f"WEBVTT\n\n00:00.000 --> 00:01.000 {settings}\n{text}\n"


def medians(work: Mapping[str, Callable[[], object]], *, rounds: int = ROUNDS) -> dict[str, float]:
    """The median time of each piece of work, all of them run in turn, over and over."""
    taken: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, run in work.items():
            gc.collect()
            before = process_time()
            run()
            taken[name].append(process_time() - before)
    return {name: median(times) for name, times in taken.items()}


def seconds(work: Callable[[], object], *, times: int) -> float:
    """The median time of one piece of work."""
    return medians({"": work}, rounds=times)[""]


def row(what: str, figures: Iterable[str]) -> str:
    """A row of a table."""
    return f"| {what} | " + " | ".join(figures) + " |"
