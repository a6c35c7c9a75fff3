"""The lines of cue text: how wide they are, and where they are best broken.

Knows one cue's text and what readers of it find easy; knows nothing of times or of cues.
Width counts as terminals and caption makers do: Chinese and Japanese characters are two columns
wide, marks that stand on others none (Unicode Standard Annex 11).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from .cuetext import plain_text, unescaped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# A tag, white space, a character reference, or one character: whatever the text, some piece fits.
_PIECE = re.compile(r"<[^>]*+(?:>|\Z)|[ \t\n]++|&(?:#?[0-9A-Za-z]{1,40};)?|[^<&]")
# Han and kana may be broken anywhere, but not before these nor after those (JIS X 4051).
_BREAKABLE = re.compile(
    "[\u2e80-\u2fdf\u3000-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60]"
)
_NOT_FIRST = frozenset(
    "、。，．・：；？！）」』】〕〉》〗〙’”ー々〻ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
)
_NOT_LAST = frozenset("（「『【〔〈《〖〘‘“")
# What begins another speaker's line: a dash, >>, or a voice.
_SPEAKER = re.compile(r"(?:<(?!v[ .])[^>]*>)*(?:[-–—‐][^-]|>>|&gt;&gt;|<v[ .])")

_SENTENCE = (".", "!", "?", "…", "。", "！", "？", "؟", "۔", "।")
_CLAUSE = (",", ";", ":", "—", "–", "،", "؛", "、", "，", "；", "：")
_CLOSING = "\"'”’»)]）」』"

# Words that lean on the next one, so that no line should end with them, and words that begin a
# clause. By language; what is not here is broken by its marks and its length alone.
LEANING = {
    "en": "a an the my your his her its our their this that these those of to in on at by for "
    "from with into about than as and or but if mr mrs ms dr not no very i we he she they",
    "cy": "y yr a ac i o am ar at gan heb yn dan dros drwy fy dy ei ein eich eu neu ond mr mrs",
    "es": "el la los las un una unos unas de del a al en con por para sin mi tu su y o e u que",
    "fr": "le la les un une des de du à au aux en dans avec pour sans mon ton son et ou que",
    "de": "der die das den dem des ein eine einen einem einer zu in im an am mit von für und oder",
    "it": "il lo la i gli le un una di del a al in con per da e o che",
    "pt": "o a os as um uma de do da em no na com por para sem e ou que",
    "pl": "a i o u w z na do od za po we ze nie",
}
OPENING = {
    "en": "and but or so because that which who when where while if though although then until",
    "cy": "a ac ond neu achos oherwydd pan lle tra os er nes",
    "es": "y pero o porque que cuando donde mientras si aunque hasta",
    "fr": "et mais ou parce que qui quand où si puis car",
    "de": "und aber oder weil dass wenn wo während obwohl bis denn",
    "it": "e ma o perché che quando dove mentre se finché",
    "pt": "e mas ou porque que quando onde enquanto se até",
    "pl": "i ale lub bo że który która kiedy gdzie jeśli aż",
}


@lru_cache(maxsize=16384)
def _column(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def width(text: str) -> int:
    """The columns that plain text takes on one line."""
    return len(text) if text.isascii() else sum(map(_column, text))


def widest(text: str) -> int:
    """The columns of the longest line of cue text."""
    return max(width(line) for line in plain_text(text).split("\n"))


@dataclass(frozen=True, slots=True)
class _Word:
    """Raw cue text without a place to break; `gap` is what stood before it: a space or nothing."""

    raw: str
    plain: str
    gap: str

    @property
    def width(self) -> int:
        return width(self.plain)


def joined_lines(text: str) -> str:
    """Cue text on as few lines as it has speakers."""
    return "\n".join(_put_together(words) for words in _speeches(text))


def broken_lines(text: str, columns: int, language: str = "") -> str:
    """Cue text in as few lines of at most `columns` as hold it, broken where readers pause.

    Breaks come after a sentence or a clause rather than between words that belong together, and
    lines of about one length are better than a long and a short one. A word that is wider than a
    line stays whole; each speaker begins a line. `language` is a BCP 47 tag.
    """
    lines: list[str] = []
    for words in _speeches(text):
        lines += (_put_together(line) for line in _lines(words, columns, language))
    return "\n".join(lines)


def _speeches(text: str) -> Iterator[list[_Word]]:
    """The words of each speaker."""
    words: list[_Word] = []
    for line in _whole_lines(text):
        if words and _SPEAKER.match(line):
            yield words
            words = []
        found = list(_words(line))
        if words and found and not (_dense_end(words[-1]) and _dense_start(found[0])):
            found[0] = _Word(found[0].raw, found[0].plain, " ")
        words += found
    if words:
        yield words


def _whole_lines(text: str) -> Iterator[str]:
    """The lines of cue text; what stands in a ruby is one line, whatever it holds."""
    if "<ruby" not in text:
        yield from text.split("\n")
        return
    held: list[str] = []
    opened = 0
    for line in text.split("\n"):
        held.append(line)
        opened += line.count("<ruby") - line.count("</ruby>")
        if opened <= 0:
            yield " ".join(held)
            held, opened = [], 0
    if held:
        yield " ".join(held)


def _dense_end(word: _Word) -> bool:
    return bool(_BREAKABLE.match(word.plain[-1:]))


def _dense_start(word: _Word) -> bool:
    return bool(_BREAKABLE.match(word.plain[:1]))


def _words(text: str) -> Iterator[_Word]:
    """The words of cue text, each with the tags that touch it."""
    raw: list[str] = []
    plain: list[str] = []
    gap, next_gap, ruby, reading = "", "", False, False
    for match in _PIECE.finditer(text):
        piece = match[0]
        if piece[0] == "<":
            ruby = piece.startswith("<ruby") or (ruby and piece != "</ruby>")
            reading = piece.startswith("<rt") or (reading and piece not in ("</rt>", "</ruby>"))
            # A tag that opens belongs to the word after it, as does its space.
            if next_gap and not piece.startswith("</"):
                yield _Word("".join(raw), "".join(plain), gap)
                raw, plain, gap, next_gap = [], [], next_gap, ""
            raw.append(piece)
        elif piece[0] in " \t\n" and not ruby:
            next_gap = " " if plain else ""
        else:
            character = unescaped(piece) if piece[0] == "&" else piece
            if plain and not ruby and (next_gap or _may_break(plain[-1], character)):
                trailing = _opened(raw) if not next_gap else []
                yield _Word("".join(raw[: len(raw) - len(trailing)]), "".join(plain), gap)
                raw, plain, gap, next_gap = trailing, [], next_gap, ""
            raw.append(piece)
            if not reading:
                plain.append(character)
    if raw:
        yield _Word("".join(raw), "".join(plain), gap)


def _opened(raw: Sequence[str]) -> list[str]:
    """The start tags at the end of some pieces."""
    at = len(raw)
    while at and raw[at - 1][0] == "<" and not raw[at - 1].startswith("</"):
        at -= 1
    return list(raw[at:])


def _may_break(last: str, character: str) -> bool:
    if not (_BREAKABLE.match(last) or _BREAKABLE.match(character)):
        return False
    return character not in _NOT_FIRST and last not in _NOT_LAST and not character.isspace()


def _put_together(words: Sequence[_Word]) -> str:
    return "".join((word.gap if at else "") + word.raw for at, word in enumerate(words))


# What a break costs beside a line that is as much shorter than the others as it is wide.
_AFTER_SENTENCE, _AFTER_CLAUSE, _BEFORE_CLAUSE, _PLAIN, _LEANING_BREAK = 0.0, 0.15, 0.25, 0.5, 2.0
_ORPHAN = 0.6


def _lines(words: Sequence[_Word], columns: int, language: str) -> list[Sequence[_Word]]:
    """The cheapest lines: as few as can be, then by where they break and how even they are."""
    base = language.partition("-")[0].lower()
    leaning = frozenset(LEANING.get(base, "").split())
    opening = frozenset(OPENING.get(base, "").split())
    widths = [word.width for word in words]
    total = sum(widths) + sum(len(word.gap) for word in words[1:])
    even = total / max(1, -(-total // columns))
    # For each place: how many lines lead there, what they cost, and where the last one begins.
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    for end in range(1, len(words) + 1):
        cost = 0.0 if end == len(words) else _break_cost(words, end, leaning, opening)
        choices: list[tuple[int, float, int]] = []
        taken = 0
        for start in range(end - 1, max(-1, end - 2 - 4 * columns), -1):
            taken += widths[start] + (len(words[start + 1].gap) if start + 1 < end else 0)
            if taken > columns and choices:
                break
            lines, spent, _ = best[start]
            uneven = ((even - min(taken, even)) / columns) ** 2
            lone = _ORPHAN if end - start == 1 and len(words) > 2 and words[start].gap else 0.0
            choices.append((lines + 1, spent + uneven + cost + lone, start))
        best.append(min(choices))
    return _walked(words, best)


def _walked(
    words: Sequence[_Word], best: Sequence[tuple[int, float, int]]
) -> list[Sequence[_Word]]:
    found: list[Sequence[_Word]] = []
    end = len(words)
    while end:
        start = best[end][2]
        found.append(words[start:end])
        end = start
    return found[::-1]


def _break_cost(
    words: Sequence[_Word], at: int, leaning: frozenset[str], opening: frozenset[str]
) -> float:
    """What it costs a reader when the line ends before the word with index `at`."""
    last = words[at - 1].plain.rstrip(_CLOSING)
    if last.endswith(_SENTENCE) and last.lower() not in ("mr.", "mrs.", "ms.", "dr.", "st."):
        return _AFTER_SENTENCE
    if last.endswith(_CLAUSE):
        return _AFTER_CLAUSE
    if last.lower().rstrip(".") in leaning:
        return _LEANING_BREAK
    return _BEFORE_CLAUSE if words[at].plain.lower() in opening else _PLAIN
