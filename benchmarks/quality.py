"""How long the rules of quality take, as a ratio to reading the same file; hostile text in seconds.

    .venv/bin/python benchmarks/quality.py

There is no peer in Python to measure against: the measure is our own reading.
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.measuring import SIZES, file, one_cue, seconds
from server.captions import read
from server.captions.quality import PROFILES, examine
from server.languages import Language

LONG = 1_000_000
HOSTILE = {
    "“(”": "(" * LONG,
    "“[. . .x”": "[" + ". " * (LONG // 2) + "x",
    "“<v a>x<v b>y”": "<v a>x<v b>y" * (LONG // 12),
    "“(a)”, line by line": "(a)\n[bb]\n" * (LONG // 9),
    "“{\\a”": "{\\a" * (LONG // 3),
    "open isolates": "\u2066" * LONG,
    "capitals": "AB CD " * (LONG // 6),
    "“&amp;” and an address": "&amp;" * (LONG // 5) + "<i>www.example.org",
}


def compare() -> None:
    """All rules beside reading, by the size of a file."""
    english, profile = Language("en"), PROFILES["legenda"]
    print("cues     read     rules    ratio")
    for cues in SIZES:
        text, times = file(cues), 5 if cues <= 10_000 else 2
        captions, _ = read(text)
        reading = seconds(lambda text=text: read(text), times=times)
        rules = seconds(
            lambda captions=captions: examine(captions, language=english, profile=profile),
            times=times,
        )
        print(f"{cues:<8} {reading:<8.4f} {rules:<8.4f} {rules / reading:.1f}")


def survive() -> None:
    """One cue of a million characters each."""
    print("\none cue of 1 MB             rules")
    for name, text in HOSTILE.items():
        captions, _ = read(one_cue(text))
        before = process_time()
        examine(captions, language=Language("en"), profile=PROFILES["netflix"])
        print(f"{name:<27} {process_time() - before:.2f}")


if __name__ == "__main__":
    compare()
    survive()
