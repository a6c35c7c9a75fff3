"""Reading and writing captions beside webvtt-py, pysubs2 and pycaption, in the same run.

    .venv/bin/pip install --group benchmarks
    .venv/bin/python benchmarks/captions.py

Prints the tables of docs/performance.md. Reading here also looks for all that is wrong with a file;
the others only read. Times are of the processor and medians of interleaved runs, so that what else
the machine does counts little; what is printed are ratios.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.measuring import ROUNDS, SIZES, file, medians, one_cue, row
from benchmarks.peers import LIBRARIES, OURS
from server.captions import Captions, read, transcript, write
from server.captions.cuetext import plain_text, spans, tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.captions import Cue

CUES = 10_000
LONG = 10_000_000


def compare() -> None:
    """Reading and writing, each beside the others."""
    print(f"| {CUES:,} cues | " + " | ".join(LIBRARIES) + " |")
    print("| --- |" + " --- |" * len(LIBRARIES))
    text = file(CUES)
    compare_format("WebVTT", "vtt", text)
    compare_format("SubRip", "srt", write(read(text, "vtt")[0], "srt").decode())


def compare_format(name: str, suffix: str, text: str) -> None:
    """The rows of one format."""
    ways = {library: make(suffix) for library, make in LIBRARIES.items()}
    documents = {library: reader(text) for library, (reader, _) in ways.items()}
    reading = medians({it: partial(reader, text) for it, (reader, _) in ways.items()})
    writing = medians({it: partial(writer, documents[it]) for it, (_, writer) in ways.items()})
    for what, times in (("read", reading), ("written", writing)):
        print(row(f"{name} {what}", (f"{times[it] / times[OURS]:.1f}×" for it in ways)))
    known = read(text, suffix)[0]
    back = (read(writer(documents[it]), suffix)[0] for it, (_, writer) in ways.items())
    print(row(f"{name} cues that come back the same", (f"{same(known, it):,}" for it in back)))


def same(one: Captions, two: Captions) -> int:
    """How many cues of a file are in another, with their ids, times, settings and text."""
    return len(set(one.cues) & set(two.cues))


def grow() -> None:
    """What a cue costs as files grow, beside a cue of the smallest."""
    print("\n| cues | read | written | transcript |")
    print("| --- | --- | --- | --- |")
    first: dict[str, float] = {}
    for cues in SIZES:
        data = file(cues).encode()
        captions, problems = read(data)
        if len(captions.cues) != cues or problems:
            sys.exit(f"The benchmark's own file is not read well: {problems[:3]}")
        work = {
            "read": lambda data=data: read(data),
            "written": lambda captions=captions: write(captions),
            "transcript": lambda captions=captions: transcript(captions),
        }
        found = medians(work, rounds=ROUNDS if cues < SIZES[-1] else 3)
        each = {name: time / cues for name, time in found.items()}
        first = first or each
        print(row(f"{cues:,}", (f"{each[it] / first[it]:.2f}×" for it in each)))


HOSTILE = {
    "80,000 `<`": one_cue("<" * 80_000),
    "80,000 `<b>` that nothing closes": one_cue("<b>" * 80_000),
    "80,000 `<ruby><rt>`": one_cue("<ruby><rt>" * 80_000),
    "80,000 `</b>` that close nothing": one_cue("</b>" * 80_000),
    "80,000 `<c.x`": one_cue("<c.x" * 80_000),
    "80,000 `<c.x>`": one_cue("<c.x>x" * 80_000),
    "80,000 `&`": one_cue("&" * 80_000),
    "10 MB of one reference": one_cue("&#x" + "1" * LONG),
    "10 MB of settings": one_cue("x", "align:middle " * (LONG // 13)),
    "10 MB of one setting": one_cue("x", "line:" + "1" * LONG),
    "one line of 10 MB": one_cue("x" * LONG),
    "10 MB of line ends": "WEBVTT\n\n" + "\r\n" * (LONG // 2),
    "10 MB of arrows": "WEBVTT\n\n" + "-->\n" * (LONG // 4),
    "10 MB of digits": "WEBVTT\n\n" + "1" * LONG + ":00.000 --> 00:01.000\nx\n",
    "10 MB of NUL": one_cue("\0" * LONG),
    "10 MB that is no WebVTT": "0" * LONG,
    "10 MB of spaces": " " * LONG,
    "1 MB of bad regions": "WEBVTT\n\n" + "REGION\nid:a bad\n\n" * 60_000,
}


def survive() -> None:
    """Hostile files, each beside an ordinary one of as many characters."""
    ordinary = file(CUES)
    usual = medians(both(ordinary))
    print("\n| hostile | read | taken apart |")
    print("| --- | --- | --- |")
    for name, text in HOSTILE.items():
        longer = len(text) / len(ordinary)
        found = medians(both(text), rounds=3)
        print(row(name, (f"{found[it] / usual[it] / longer:.2f}×" for it in usual)))


def both(text: str) -> dict[str, Callable[[], object]]:
    """Reading a file, and taking its cues apart."""
    cues = read(text)[0].cues
    return {"read": partial(read, text), "taken apart": partial(taken_apart, cues)}


def taken_apart(cues: tuple[Cue, ...]) -> None:
    """All that is made of a cue's text."""
    for cue in cues:
        tree(cue.text)
        spans(cue.text)
        plain_text(cue.text)
    transcript(Captions(cues))


if __name__ == "__main__":
    compare()
    grow()
    survive()
