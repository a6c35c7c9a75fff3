"""A plain script cut into the texts of readable cues, and cues with readable times.

Knows lines, clauses and reading; knows nothing of sound. A cue has at most two lines of 37
characters (BBC; an unbroken word may be longer); it ends with a sentence where it can, then with a
clause, then before a word that belongs to what follows it. A blank line always ends a cue.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from .cues import Cue
from .cuetext import escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

LINE, LINES = 37, 2
# Milliseconds: a cue stays a moment longer than its words, if nothing follows; a frame or two
# stay between cues; and it is there long enough to be read.
LINGER, APART, SHORTEST, LONGEST = 300, 80, 1000, 7000

_SENTENCE = re.compile(r"[.!?…。！？؟۔]['\"’”»)\]]*$")
_CLAUSE = re.compile(r"[,;:،؛、，；：–—]['\"’”»)\]]*$")
# Words that begin something (English, Welsh, Spanish, French, German): better below than above.
_LEADING_WORDS = """
and or but because that which who when where if while with without for from to of in on at by
a an the a'r neu ond y yr i o gan am e pero porque que con sin para de en el la los las un una
et ou mais parce avec sans pour dans le les des du und oder aber weil dass mit ohne für von zu
der die das ein eine
"""
_LEADING = frozenset(_LEADING_WORDS.split())
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]"
)
_WORD = re.compile(rf"{_WIDE.pattern}[。！？、，；：]*\s*|(?:(?!{_WIDE.pattern})\S)+\s*")


def segmented(script: str) -> tuple[str, ...]:
    """The texts of cues, each with a line break where it has two lines; plain, not escaped.

    A paragraph that is nothing but a sound in brackets is left out: nobody says it.
    """
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n[ \t\r]*\n", script))
    return tuple(
        _two_lines(words)
        for paragraph in paragraphs
        if paragraph and not is_sound(paragraph)
        for words in _cut(_words(paragraph))
    )


def is_sound(text: str) -> bool:
    """Whether a plain text is a sound or music alone: in brackets, or between notes."""
    return bool(re.fullmatch(r"\s*(?:[\[(（【][^\])）】]*[\])）】]\s*|[♪♫#][^\n]*\s*)+", text))


def lines(texts: Iterable[str]) -> tuple[str, ...]:
    """Every line of every text, in order: what `timed` needs the times of."""
    return tuple(line for text in texts for line in text.split("\n"))


def timed(texts: Sequence[str], times: Sequence[tuple[int, int]]) -> tuple[Cue, ...]:
    """Cues for texts, by the times at which each of their `lines` is said.

    They linger, keep apart, and stay long enough; one that is said too slowly becomes two.
    """
    whole = list(_not_too_long(texts, times))
    starts = [start for _, start, _ in whole]
    limits = [*(after - APART for _, after in pairwise(starts)), 10**12]
    cues = []
    for (text, start, end), limit in zip(whole, limits, strict=True):
        wanted = min(max(end + LINGER, start + SHORTEST), max(end, start + LONGEST))
        cues.append(Cue(start, max(start + 1, min(wanted, limit)), escaped(text)))
    return tuple(cues)


def _not_too_long(
    texts: Sequence[str], times: Sequence[tuple[int, int]]
) -> Iterator[tuple[str, int, int]]:
    at = 0
    for text in texts:
        own = list(zip(text.split("\n"), times[at : at + text.count("\n") + 1], strict=True))
        at += len(own)
        start, end = own[0][1][0], own[-1][1][1]
        if end - start <= LONGEST:
            yield text, start, end
        else:
            yield from ((line, first, last) for line, (first, last) in own)


def _words(paragraph: str) -> list[str]:
    """Words with the spaces behind them; scripts without spaces go character by character."""
    return re.findall(
        rf"{_WIDE.pattern}[。！？、，；：]*\s*|(?:(?!{_WIDE.pattern})\S)+\s*", paragraph
    )


def _width(words: Sequence[str]) -> int:
    text = "".join(words).rstrip()
    return len(text) + len(_WIDE.findall(text))


def _cut(words: list[str]) -> list[list[str]]:
    """Runs of words, each of which fits into a cue."""
    cues: list[list[str]] = []
    while words:
        most = next((at for at in range(len(words), 1, -1) if _break(words[:at]) is not None), 1)
        # A rest of one or two words is worse than an earlier break.
        at = most if most == len(words) else max(range(1, most + 1), key=_goodness(words, most))
        cues.append(words[:at])
        words = words[at:]
    return cues


def _goodness(words: list[str], most: int) -> Callable[[int], tuple[float, int]]:
    def good(at: int) -> tuple[float, int]:
        word = words[at - 1].rstrip()
        value = at / most
        if _SENTENCE.search(word):
            value += 1.2
        elif _CLAUSE.search(word):
            value += 0.5
        elif words[at].strip().lower() in _LEADING:
            value += 0.15
        if word.lower() in _LEADING:
            value -= 0.3
        if len(words) - at < 3:
            value -= 0.4
        return value, at

    return good


def _break(words: Sequence[str]) -> int | None:
    """Where the second line begins, so that both fit: 0 for one line, None where they do not."""
    if _width(words) <= LINE:
        return 0
    fits = [
        at
        for at in range(1, len(words))
        if _width(words[:at]) <= LINE and _width(words[at:]) <= LINE
    ]
    if not fits:
        return None if len(words) > 1 else 0

    def good(at: int) -> float:
        word = words[at - 1].rstrip()
        balance = abs(_width(words[:at]) - _width(words[at:])) / LINE
        ends = 0.8 if _SENTENCE.search(word) else 0.5 if _CLAUSE.search(word) else 0.0
        leads = 0.2 if words[at].strip().lower() in _LEADING else 0.0
        return ends + leads - balance - (0.4 if word.lower() in _LEADING else 0.0)

    return max(fits, key=good)


def _two_lines(words: Sequence[str]) -> str:
    at = _break(words)
    lines = (words[:at], words[at:]) if at else (words,)
    return "\n".join("".join(line).strip() for line in lines)
