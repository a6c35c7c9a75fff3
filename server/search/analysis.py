"""How each language is cut into words, so that a word finds its other forms.

Knows scripts and word forms; knows nothing of documents or indexes.

1. A text is cut where no letter, mark or digit stands. Scripts that put no spaces between words
   (Chinese, Japanese, Thai, Lao, Burmese, Khmer), and Korean, whose words carry their particles,
   are cut into pairs of characters that overlap: no dictionary is needed, and none is missed.
2. A word is folded: small letters, no accents, one form of each Arabic letter, no vowel marks, no
   lengthening, digits as in ASCII. Who types without accents finds words with them.
3. Snowball's stemmer for the language, where tantivy has one, takes off its endings. Elsewhere
   (Welsh, Polish, Ukrainian, Persian, Urdu, Bengali, Punjabi …) a word stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import tantivy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from server.languages import Language

# Part of what says whether an index that was kept is still good: raise it with any change here.
VERSION = 1

# A language's first subtag → the stemmer that tantivy has for it.
# fmt: off
STEMMERS = {
    "ar": "Arabic", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "fi": "Finnish", "fr": "French", "hu": "Hungarian", "it": "Italian",
    "nb": "Norwegian", "nl": "Dutch", "nn": "Norwegian", "no": "Norwegian", "pt": "Portuguese",
    "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "ta": "Tamil", "tr": "Turkish",
}
# fmt: on
PLAIN = "plain"
FIRST_DENSE = "\u0e00"
LONGEST = 64  # characters of a term

# Written without spaces; and Hangul.
_DENSE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17d3\u3005\u3040-\u30fa\u30fc-\u30ff\u3400-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
# What Python holds to be no letter and still belongs to a word: marks of Latin, Cyrillic, Hebrew
# and Arabic, vowels and joiners of Indic scripts (without their full stops), soft hyphens.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1-\u05c2\u0610-\u061a\u0640\u064b-\u065f"
    "\u0670\u06d6-\u06ed\u0900-\u0963\u0970-\u0dff\u200c\u200d\u00ad"
)
_WORD = re.compile(f"[{_DENSE}]+|(?:(?![{_DENSE}])(?:[^\\W_]|[{_MARKS}]))+")
_IS_DENSE = re.compile(f"[{_DENSE}]")
# Taken away by folding: accents, points and vowel marks, lengthening, joiners, soft hyphens, and
# the spaces that some ligatures hold. Of Indic scripts nothing is: their marks are vowels.
_DROPPED = re.compile(
    "[\\s\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d\u00ad]"
)
# One form of letters that keyboards of Arabic, Persian and Urdu write differently; the Turkish ı,
# which who has no such key writes as i; what Unicode does not take apart.
_ONE_FORM: dict[int, str | int | None] = {
    **dict.fromkeys(map(ord, "\u0649\u06cc\u06d2"), "\u064a"),  # yeh
    **dict.fromkeys(map(ord, "\u0629\u06be\u06c1\u06d5"), "\u0647"),  # heh
    0x06A9: "\u0643",
    0x0671: "\u0627",  # kaf, alef
    0x0131: "i",
    0x00F8: "o",
    0x0111: "d",
    0x0142: "l",
}
# The Arabic article with what is written onto it; Snowball's stemmer knows it, but not after “and”.
_ARTICLE = re.compile("^[\u0648\u0641]?(?:[\u0628\u0643]?\u0627\u0644|\u0644\u0644)(?=.{2})")


class Term(NamedTuple):
    """What a word is found by, and where in its text it stands."""

    text: str
    start: int
    end: int


def analysis(language: Language) -> str:
    """The name of the way a language is cut: its first subtag where there is a stemmer."""
    code = language.tag.partition("-")[0]
    return code if code in STEMMERS else PLAIN


def words(text: str, how: str) -> Iterator[tuple[Term, ...]]:
    """The words of a text in order, cut in the way `how`, which `analysis` names.

    A word is one term; a run without spaces is its pairs.
    """
    for word in _WORD.finditer(text):
        if is_dense(word[0]):
            yield tuple(_pairs(word[0], word.start()))
        elif term := _term(word[0], how):
            yield (Term(term, word.start(), word.end()),)


def terms(text: str, how: str) -> tuple[Term, ...]:
    """All the terms of a text in order."""
    return tuple(term for word in words(text, how) for term in word)


def cut(text: str, how: str) -> str:
    """The same terms apart by spaces, as an index takes them; much faster than one by one."""
    found: list[str] = []
    for word in _WORD.findall(text):
        if is_dense(word):
            found += (term.text for term in _pairs(word, 0))
        else:
            found.append(_term(word, how))
    # What was only marks is no term, and leaves no place behind.
    return " ".join(filter(None, found))


def is_dense(text: str) -> bool:
    """Whether its first character is of a script without spaces."""
    return text[:1] >= FIRST_DENSE and _IS_DENSE.match(text) is not None


def _pairs(run: str, at: int) -> Iterator[Term]:
    """Each character with the next one; the last alone, so that each begins a term."""
    for place in range(len(run)):
        pair = run[place : place + 2]
        yield Term(folded(pair), at + place, at + place + len(pair))


@lru_cache(maxsize=65536)
def _term(word: str, how: str) -> str:
    word = folded(word)
    if how == "ar":
        word = _ARTICLE.sub("", word)
    stemmed = _stemmer(how).analyze(word) if how != PLAIN else []
    return (stemmed[0] if stemmed else word)[:LONGEST]


def folded(word: str) -> str:
    """A word without what writers leave out or write in more than one way."""
    word = unicodedata.normalize("NFC", word).casefold()
    apart = "".join(map(_taken_apart, word))
    apart = _DROPPED.sub("", apart).translate(_ONE_FORM)
    return unicodedata.normalize("NFC", apart)


@lru_cache(maxsize=4096)
def _taken_apart(character: str) -> str:
    # й and ї are letters of their own, not и and і with an accent; ё is written as е by most.
    if "\u0400" <= character <= "\u04ff":
        return "е" if character == "ё" else character
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return unicodedata.normalize("NFKD", character)


@cache
def _stemmer(how: str) -> tantivy.TextAnalyzer:
    stemmer = tantivy.Filter.stemmer(STEMMERS[how])
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).filter(stemmer).build()
