"""What is done to whole files of captions: scaled, numbered, cut out, their lines broken, counted.

Pure functions from `Captions` to `Captions` or to figures. Knows cues; knows nothing of files or
formats. `Captions.shift`, `.slice` and `.merge` are methods; `differences` is in `comparing`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate
from statistics import median
from typing import TYPE_CHECKING

from .cues import Captions, Cue, Note
from .cuetext import closes, opens, plain_text, spans, tokens
from .lines import broken_lines, joined_lines, widest, width
from .timestamps import changed_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

# Rates that people write short: television's are a thousandth slower than a whole number.
FRAME_RATES = {
    text: Fraction((int(text.partition(".")[0]) + 1) * 1000, 1001)
    for text in ("23.976", "23.98", "29.97", "47.952", "59.94", "119.88")
}


# So many open tags are carried from one piece of a cue to the next; nesting is endless in hostile
# text.
_DEEPEST = 20


def frame_rate(text: str) -> Fraction:
    """Frames per second: `25`, `23.976` (exactly 24000/1001), `30000/1001`; `ValueError` else."""
    if text in FRAME_RATES:
        return FRAME_RATES[text]
    if not re.fullmatch(r"[0-9]{1,6}(?:\.[0-9]{1,9}|/[0-9]{1,6})?", text):
        raise ValueError(f"“{text}” is no frame rate; expected one like 25, 23.976 or 30000/1001.")
    above, _, below = text.partition("/")
    if not Fraction(above) or (below and not int(below)):
        raise ValueError(f"“{text}” is no frame rate; expected more than 0.")
    return Fraction(above) / int(below or "1")


def scaled(captions: Captions, factor: Fraction) -> Captions:
    """Every time multiplied: made for 25 frames a second, shown at 23.976, `25 / 23.976`."""

    def time(old: int) -> int:
        return int(old * factor + Fraction(1, 2))

    return _with_cues(
        captions,
        (
            replace(
                cue, start=time(cue.start), end=time(cue.end), text=changed_text(cue.text, time)
            )
            for cue in captions.cues
        ),
    )


def renumbered(captions: Captions) -> Captions:
    """Every cue's id its number in the file, from 1."""
    numbered = enumerate(captions.cues, 1)
    return _with_cues(captions, (replace(cue, id=str(number)) for number, cue in numbered))


def extracted(captions: Captions, start: int, end: int, *, keep_times: bool) -> Captions:
    """What shows from `start` to `end`, cut off there; times from 0 at `start` or as they were."""
    part = captions.slice(start, end)
    cut = (replace(cue, start=max(cue.start, start), end=min(cue.end, end)) for cue in part.cues)
    kept = _with_cues(part, cut)
    return kept if keep_times else kept.shift(-start)


def split_lines(captions: Captions, columns: int, lines: int, language: str = "") -> Captions:
    """Cues whose text fits: at most `lines` lines of at most `columns`, broken where readers pause.

    A cue that fits already stays as its author broke it. One that needs more lines becomes several
    cues, which share its time by their lengths.
    """
    return _replaced(captions, lambda cue: _split(cue, columns, lines, language))


def _split(cue: Cue, columns: int, lines: int, language: str) -> Sequence[Cue]:
    if cue.text.count("\n") < lines and widest(cue.text) <= columns:
        return (cue,)
    broken = broken_lines(cue.text, columns, language).split("\n")
    if len(broken) <= lines:
        return (replace(cue, text="\n".join(broken)),)
    texts = _closed("\n".join(broken[at : at + lines]) for at in range(0, len(broken), lines))
    lengths = [max(1, len(plain_text(text))) for text in texts]
    passed = list(accumulate(lengths, initial=0))
    times = [cue.start + (cue.end - cue.start) * it // passed[-1] for it in passed]
    return tuple(
        Cue(times[at], times[at + 1], text, cue.id if at == 0 else "", cue.settings)
        for at, text in enumerate(texts)
    )


def _closed(texts: Iterable[str]) -> list[str]:
    """Pieces of one cue text, each whole by itself: tags open at its end are closed, then opened
    again in the next."""
    found: list[str] = []
    path: list[tuple[str, str]] = []
    for text in texts:
        before = "".join(raw for _, raw in path)
        for token in tokens(text):
            if token.kind == "start" and opens(token.value, path[-1][0] if path else ""):
                path.append((token.value, text[token.at : text.find(">", token.at) + 1]))
            elif token.kind == "end":
                closing = closes(token.value, [name for name, _ in path[-2:]])
                del path[len(path) - closing :]
        del path[:-_DEEPEST]
        found.append(before + text + "".join(f"</{name}>" for name, _ in reversed(path)))
    return found


def merged_lines(captions: Captions) -> Captions:
    """Each cue's text on one line for each speaker."""
    return _with_cues(
        captions, (replace(cue, text=joined_lines(cue.text)) for cue in captions.cues)
    )


def merged_cues(
    captions: Captions, columns: int, lines: int, *, gap: int, language: str = ""
) -> Captions:
    """Cues joined with those that follow within `gap` milliseconds, where both fit in one cue.

    Only cues with the same settings are joined, and never across a note; the first keeps its id.
    """
    noted = {note.before for note in captions.notes}
    found: list[Cue] = []
    places: list[int] = []
    for at, cue in enumerate(captions.cues):
        last = found[-1] if found and at not in noted else None
        joined = last and _joined(last, cue, columns, lines, gap=gap, language=language)
        if joined:
            found[-1] = joined
        else:
            found.append(cue)
        places.append(len(found) - 1)
    return _with_cues(captions, found, [*places, len(found)])


def _joined(one: Cue, two: Cue, columns: int, lines: int, *, gap: int, language: str) -> Cue | None:
    if one.settings != two.settings or not 0 <= two.start - one.end <= gap:
        return None
    if "<v" in two.text and "<v" not in one.text:
        return None  # a voice would reach back to words that nobody was named for
    text = broken_lines(f"{one.text}\n{two.text}", columns, language)
    if text.count("\n") >= lines or widest(text) > columns:
        return None
    return replace(one, end=two.end, text=text)


def _replaced(captions: Captions, change: Callable[[Cue], Sequence[Cue]]) -> Captions:
    """Each cue replaced by some; notes stay above the first of them."""
    found: list[Cue] = []
    places: list[int] = []
    for cue in captions.cues:
        places.append(len(found))
        found += change(cue)
    return _with_cues(captions, found, [*places, len(found)])


def _with_cues(
    captions: Captions, cues: Iterable[Cue], places: Sequence[int] | None = None
) -> Captions:
    """The same file with other cues; `places` says where each of the old ones went."""
    notes = captions.notes
    if places is not None:
        last = len(places) - 1
        notes = tuple(Note(note.text, places[min(note.before, last)]) for note in notes)
    return Captions(tuple(cues), captions.styles, captions.regions, notes, captions.header)


@dataclass(frozen=True, slots=True)
class LongestLine:
    """The widest line of a file: its columns, the number of its cue from 1, its text."""

    columns: int
    cue: int
    text: str


@dataclass(frozen=True, slots=True)
class Statistics:
    """A file in figures; times in milliseconds, `duration` the end of the last cue.

    `shown` is how long there is a cue to read. `speed` is characters per second: of the slowest
    cue, the one in the middle, the fastest. `speakers` and `languages` count cues.
    """

    cues: int
    duration: int
    shown: int
    words: int
    characters: int
    speed: tuple[float, float, float]
    longest_line: LongestLine
    speakers: dict[str, int]
    languages: dict[str, int]


# A word, as word processors count: a Chinese or Japanese character counts as one.
_WORD = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\\s\u3040-\u30ff\u3400-\u9fff]+")


def statistics(captions: Captions) -> Statistics:
    """The figures of a file."""
    texts = [plain_text(cue.text) for cue in captions.cues]
    lengths = [len("".join(text.split("\n"))) for text in texts]
    speeds = [
        round(length * 1000 / (cue.end - cue.start), 1)
        for cue, length in zip(captions.cues, lengths, strict=True)
        if cue.end > cue.start
    ] or [0.0]
    return Statistics(
        cues=len(captions.cues),
        duration=captions.end,
        shown=_shown(captions.cues),
        words=sum(len(_WORD.findall(text)) for text in texts),
        characters=sum(lengths),
        speed=(min(speeds), round(median(speeds), 1), max(speeds)),
        longest_line=_longest(texts),
        speakers=_counted(captions.cues, "voice"),
        languages=_counted(captions.cues, "language"),
    )


def _shown(cues: Sequence[Cue]) -> int:
    shown = until = 0
    for cue in sorted(cues, key=lambda it: it.start):
        shown += max(0, cue.end - max(cue.start, until))
        until = max(until, cue.end)
    return shown


def _longest(texts: Sequence[str]) -> LongestLine:
    lines = (
        (width(line), -number, line)
        for number, text in enumerate(texts, 1)
        for line in text.split("\n")
    )
    columns, number, line = max(lines, default=(0, 0, ""))
    return LongestLine(columns, -number, line)


def _counted(cues: Sequence[Cue], what: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for cue in cues:
        if "<" in cue.text:
            names = dict.fromkeys(getattr(span, what) for span in spans(cue.text))
            for name in names:
                found[name] = found.get(name, 0) + bool(name)
    return {name: count for name, count in found.items() if name}
