"""Walks through pages, as files that a person reads: which key, and what is heard after it.

    A topic, by its headings
    /en/ketamine-addiction
    h*

    h  What is the potential for addiction with ketamine? heading level 1.

A title, an address, the keys, then a line for each key; where much is said, a line for each thing
said. `h*` is pressed until Orca begins again at the top, `Tab*12` twelve times. Knows the files and
how they are walked; knows no page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screen_reader.reader import Reader

BETWEEN = " / "
BELOW = "\n    "
SHORT = 6
NOTHING = "(nothing)"
AGAIN = "Wrapping to top."
MOST = 200  # presses
# Who writes down what is heard waits longer than who knows what to wait for.
QUIET = 3.0  # seconds
# A page that is read to its end has pauses in it.
READING, QUIET_READING = "KP_Add", 8.0  # seconds


@dataclass(frozen=True)
class Step:
    key: str
    said: tuple[str, ...]

    def __str__(self) -> str:
        between = BETWEEN if len(self.said) <= SHORT else BELOW
        return f"{self.key}  {between.join(self.said) or NOTHING}"


@dataclass(frozen=True)
class Walk:
    title: str
    address: str
    keys: str
    steps: tuple[Step, ...]

    def __str__(self) -> str:
        head = f"{self.title}\n{self.address}\n{self.keys}\n\n"
        return head + "".join(f"{step}\n" for step in self.steps)


def read(path: Path) -> Walk:
    """A walk from its file."""
    head, _, steps = path.read_text(encoding="utf-8").partition("\n\n")
    title, address, keys = head.split("\n")
    lines = steps.replace(BELOW, BETWEEN).splitlines()
    return Walk(title, address, keys, tuple(_step(line) for line in lines))


def walk(reader: Reader, expected: Walk) -> None:
    """Go where `expected` goes, and hear what it says after each key: all of it, and no more."""
    first, *others = expected.steps
    reader.press(first.key).hear(*first.said)
    reader.rest()
    for step in others:
        reader.press(step.key)
        assert reader.hears(step.said) == step.said, f"after {step.key}"
    if expected.keys.endswith("*"):
        reader.press(expected.keys.split()[-1].rstrip("*")).hear(AGAIN)


def renewed(reader: Reader, old: Walk) -> Walk:
    """The same walk with what is heard today."""
    first, *others = [step for keys in old.keys.split() for step in _steps(reader, keys)]
    # What is left on the way to the first stop depends on where Orca was; the stop does not.
    return replace(old, steps=(replace(first, said=first.said[-1:]), *others))


def _steps(reader: Reader, keys: str) -> list[Step]:
    key, star, times = keys.partition("*")
    steps: list[Step] = []
    for _ in range(int(times) if times else MOST if star else 1):
        reader.press(key).rest(QUIET_READING if key == READING else QUIET)
        if star and AGAIN in reader.news:
            break
        steps.append(Step(key, reader.news))
    return steps


def _step(line: str) -> Step:
    key, _, said = line.partition("  ")
    return Step(key, () if said == NOTHING else tuple(said.split(BETWEEN)))
