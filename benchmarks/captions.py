"""How long captions take to read, as ratios to webvtt-py in the same run; hostile input in seconds.

    .venv/bin/python benchmarks/captions.py

Reading here also looks for everything that is wrong; webvtt-py only reads.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

import webvtt

sys.path.insert(0, str(Path(__file__).parents[1]))

from server.captions import read, transcript, write
from server.captions.cuetext import plain_text, spans, tree
from server.captions.timestamps import timestamp

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = (1_000, 10_000, 100_000)
LONG = 10_000_000


def file(cues: int) -> str:
    """A file like real ones: two lines a cue, some settings, some voices."""
    blocks = ["WEBVTT\n"]
    for number in range(cues):
        start = number * 2500
        settings = " line:90% align:center" if number % 3 == 0 else ""
        voice = "<v Mary>" if number % 4 == 0 else ""
        times = f"{timestamp(start)} --> {timestamp(start + 2300)}{settings}"
        text = f"{voice}This is what cue {number} says,\nand this is its second line."
        blocks.append(f"{number + 1}\n{times}\n{text}\n")
    return "\n".join(blocks)


def seconds(work: Callable[[], object], *, times: int) -> float:
    """The best of some runs, in processor time, so that other programs do not count."""
    best = float("inf")
    for _ in range(times):
        gc.collect()
        before = process_time()
        work()
        best = min(best, process_time() - before)
    return best


def compare() -> None:
    """Our reading and writing beside webvtt-py's."""
    print("cues     read     webvtt-py  ratio   write    transcript")
    for cues in SIZES:
        text = file(cues)
        data = text.encode()
        times = 5 if cues <= 10_000 else 2
        captions, problems = read(data)
        if len(captions.cues) != cues or problems:
            sys.exit(f"The benchmark's own file is not read well: {problems[:3]}")
        ours = seconds(lambda data=data: read(data), times=times)
        theirs = seconds(lambda text=text: webvtt.from_string(text), times=times)
        writing = seconds(lambda captions=captions: write(captions), times=times)
        page = seconds(lambda captions=captions: transcript(captions), times=times)
        print(
            f"{cues:<8} {ours:<8.4f} {theirs:<10.4f} {theirs / ours:<7.1f} "
            f"{writing:<8.4f} {page:.4f}"
        )


def one_cue(text: str, settings: str = "") -> str:
    """A file of one cue."""
    return f"WEBVTT\n\n00:00.000 --> 00:01.000 {settings}\n{text}\n"


HOSTILE = {
    "80,000 “<”": one_cue("<" * 80_000),
    "80,000 “<b>”": one_cue("<b>" * 80_000),
    "80,000 “<ruby><rt>”": one_cue("<ruby><rt>" * 80_000),
    "80,000 “</b>”": one_cue("</b>" * 80_000),
    "80,000 “<c.x”": one_cue("<c.x" * 80_000),
    "80,000 “<c.x>”": one_cue("<c.x>x" * 80_000),
    "80,000 “&”": one_cue("&" * 80_000),
    "10 MB of “&#x”": one_cue("&#x" + "1" * LONG),
    "10 MB of settings": one_cue("x", "align:middle " * (LONG // 13)),
    "10 MB of one setting": one_cue("x", "line:" + "1" * LONG),
    "one 10 MB line": one_cue("x" * LONG),
    "10 MB of line ends": "WEBVTT\n\n" + "\r\n" * (LONG // 2),
    "10 MB of arrows": "WEBVTT\n\n" + "-->\n" * (LONG // 4),
    "10 MB of digits": "WEBVTT\n\n" + "1" * LONG + ":00.000 --> 00:01.000\nx\n",
    "10 MB of NUL": one_cue("\0" * LONG),
    "10 MB that is no WebVTT": "0" * LONG,
    "10 MB of spaces": " " * LONG,
    "1 MB of bad regions": "WEBVTT\n\n" + "REGION\nid:a bad\n\n" * 60_000,
}


def survive() -> None:
    """Hostile files: each is read, and its text taken apart."""
    print("\nhostile                     read     tree, spans, text   transcript")
    for name, text in HOSTILE.items():
        before = process_time()
        captions, _ = read(text)
        middle = process_time()
        for cue in captions.cues[:1]:
            tree(cue.text)
            spans(cue.text)
            plain_text(cue.text)
        after = process_time()
        transcript(captions)
        reading, taking_apart, page = middle - before, after - middle, process_time() - after
        print(f"{name:<27} {reading:<8.3f} {taking_apart:<19.3f} {page:.3f}")


if __name__ == "__main__":
    compare()
    survive()
