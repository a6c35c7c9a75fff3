"""`mended`: what is safe to put right in a WebVTT or SubRip file, in its own text.

Safe is what changes nothing that viewers see: the order of cues, old settings, the encoding, spaces
at the ends of lines, SubRip's numbers. All else in the file stays as it was, byte for byte.
Knows the text of a file; knows nothing of where it lies.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from server.problems import Problem, Rule, Severity

from .blocks import arranged, blocks, lines_of, misnumbered
from .formats import read, read_as
from .formats.encoding import decoded
from .quality.excuses import excuses
from .settings import modern_settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .blocks import Block
    from .cues import Captions

# What nothing but mending finds: it hurts no viewer.
RULES: dict[str, Rule] = {
    "trailing-space": Rule(
        Severity.WARNING,
        "A line ends with its last letter: spaces after it are not seen, and make files differ.",
    ),
    "srt-number": Rule(
        Severity.WARNING,
        "The cues of a SubRip file are numbered from 1, each above its times.",
    ),
}
MENDED = ("vtt", "srt")

_MARK = "\ufeff"
_SPACES = re.compile(r"[^ \t\r\n][ \t]+(?:[\r\n]|\Z)")
# Where one of these is found, it is not known what belongs to which cue.
_NOT_WHOLE = frozenset(
    {"vtt-signature", "vtt-timing", "vtt-block", "vtt-late-block", "srt-timing", "captions-more"}
)


@dataclass(frozen=True, slots=True)
class Mend:
    """One kind of change: the rule it mends, what was done, on which lines of the file as it was.

    `problem` is what a check tells of it, where nothing else does.
    """

    rule: str
    done: str
    lines: tuple[int, ...]
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Mended:
    """A file with what was mended in it; `left` says why something was not."""

    data: bytes
    mends: tuple[Mend, ...] = ()
    left: str = ""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What a check tells, since reading does not."""
        return tuple(it.problem for it in self.mends if it.problem)

    def mends_problem(self, problem: Problem) -> bool:
        """Whether a problem is gone in `data`."""
        return any(problem.rule == it.rule and problem.line in it.lines for it in self.mends)


def mended(
    data: bytes, suffix: str, captions: Captions, problems: Sequence[Problem] = ()
) -> Mended:
    """A file put right; `captions` and `problems` are what reading it gave."""
    found = decoded(data)
    name = read_as(suffix, found.text, data)
    if name not in MENDED or not captions.cues:
        return Mended(data)
    if not _is_lossless(data, found.codec):
        return Mended(data, left="not every byte is a letter; save it as UTF-8 first")
    numbered = name == "srt"
    mends: list[Mend] = []
    if found.code_page:
        rule = "captions-code-page" if numbered else "captions-encoding"
        done = f"saved as UTF-8, read as {found.code_page}: look at its letters"
        mends.append(Mend(rule, done, (found.line,)))
    text = found.text
    if _MARK in text:
        text, marks = _without_marks(text, captions, numbered=numbered)
        captions, problems = read(text, name)
        mends += marks
    rules = {problem.rule for problem in problems}
    left = ""
    if numbered or "vtt-order" in rules or "middle" in text or _SPACES.search(text):
        text, more, left = _put_right(text, captions, rules, numbered=numbered)
        mends += more
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return Mended(mark + text.encode() if mends else data, tuple(mends), left)


def _is_lossless(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _without_marks(text: str, captions: Captions, *, numbered: bool) -> tuple[str, list[Mend]]:
    """No byte-order mark in any cue; in SubRip, which is nothing but cues, none anywhere."""
    lines = lines_of(text)
    cues = blocks(lines, captions, numbered=numbered)
    where = range(len(lines)) if numbered else chain.from_iterable(it.lines for it in cues)
    changes = {
        at: line
        for at in where
        if _MARK in lines[at]
        # A line that becomes an arrow, or blank, would end its cue.
        and ("-->" not in (line := lines[at].replace(_MARK, "")) or "-->" in lines[at])
        and (numbered or line.strip("\r\n"))
    }
    hit = (it.lines for it in cues if not changes.keys().isdisjoint(it.lines))
    told = tuple(sorted({at + 1 for at in chain(changes, *hit)}))
    mends = [Mend("stray-bom", "byte-order marks inside the file deleted", told)] if told else []
    return "".join(_replaced(lines, changes)), mends


def _put_right(
    text: str, captions: Captions, rules: set[str], *, numbered: bool
) -> tuple[str, list[Mend], str]:
    """Old settings, spaces, order and numbers; and why some of it was not done."""
    lines = lines_of(text)
    cues = blocks(lines, captions, numbered=numbered)
    if not cues:
        return text, [], ""
    mends = []
    if changes := dict(_modern(lines, cues, captions)):
        lines = _replaced(lines, changes)
        done = f"old settings written anew ({len(changes)})"
        mends.append(Mend("vtt-legacy-setting", done, tuple(at + 1 for at in changes)))
    if changes := dict(_without_spaces(lines, cues)):
        mends.append(_spaces(changes))
        lines = _replaced(lines, changes)
    starts = [cue.start for cue in captions.cues]
    late = [at for at in range(1, len(starts)) if starts[at] < starts[at - 1]]
    wrong = misnumbered(lines, cues) if numbered else ()
    if not (late or wrong):
        return "".join(lines), mends, ""
    order = sorted(range(len(starts)), key=starts.__getitem__)
    if left := _obstacle(captions, rules, order):
        return "".join(lines), mends, left
    if late:
        places = tuple(captions.lines[at] for at in late)
        mends.append(
            Mend("vtt-order", f"cues put in the order of their starts ({len(late)})", places)
        )
    if wrong:
        mends.append(_numbers(wrong, cues))
    return arranged(lines, cues, order, numbered=numbered), mends, ""


def _replaced(lines: Sequence[str], changes: Mapping[int, str]) -> list[str]:
    return [changes.get(at, line) for at, line in enumerate(lines)]


def _modern(
    lines: Sequence[str], cues: Sequence[Block], captions: Captions
) -> Iterator[tuple[int, str]]:
    for block, cue in zip(cues, captions.cues, strict=True):
        if "middle" in cue.settings and (changed := modern_settings(cue.settings)) != cue.settings:
            line = lines[block.times]
            at = line.rfind(cue.settings)
            if at >= 0:  # the reader puts U+FFFD for NUL
                yield block.times, line[:at] + changed + line[at + len(changed) :]


def _without_spaces(lines: Sequence[str], cues: Sequence[Block]) -> Iterator[tuple[int, str]]:
    for at in chain.from_iterable(block.lines for block in cues):
        line = lines[at].rstrip("\r\n")
        kept = line.rstrip(" \t")
        # A line of nothing but spaces is none that ends a cue, and must not become one.
        if kept and kept != line:
            yield at, kept + lines[at][len(line) :]


def _spaces(changes: Mapping[int, str]) -> Mend:
    first, *others = changes
    more = f", and {len(others)} more" if others else ""
    problem = _problem(
        "trailing-space",
        f"Spaces that nobody sees end this line{more}. Delete them.",
        first + 1,
        len(changes[first].rstrip("\r\n")) + 1,
    )
    done = f"spaces deleted at the ends of lines ({len(changes)})"
    return Mend(problem.rule, done, tuple(at + 1 for at in changes), problem)


def _numbers(wrong: Sequence[int], cues: Sequence[Block]) -> Mend:
    first, *others = wrong
    more = f" So it is with {len(wrong)} cues." if others else ""
    said = f"This is cue {first + 1} of the file; expected that number above its times.{more}"
    problem = _problem("srt-number", said, cues[first].start + 1, 1)
    places = tuple(cues[at].start + 1 for at in wrong)
    return Mend(problem.rule, f"cues numbered ({len(wrong)})", places, problem)


def _problem(rule: str, message: str, line: int, column: int) -> Problem:
    severity = RULES[rule].severity
    return Problem(rule=rule, message=message, line=line, column=column, severity=severity)


def _obstacle(captions: Captions, rules: set[str], order: Sequence[int]) -> str:
    """Why cues must not be moved or numbered, if they must not."""
    if broken := sorted(_NOT_WHOLE & rules):
        return f"cues keep their places and numbers until this is mended: {', '.join(broken)}"
    if order[0] and any(at == 0 for at, _ in excuses(captions)):
        return "cues keep their places: the first has an excuse, which may be for the whole file"
    return ""
