"""English words as pocketsphinx's dictionary knows them, and a rough pronunciation of the rest.

Knows spelling; knows nothing of sound. What it makes up holds a word's place between its
neighbours; it is no guide to speaking. Phones are those of the CMU dictionary.
"""

from __future__ import annotations

import re

_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORD = re.compile(r"[0-9]+|[^\W\d_]+(?:['’][^\W\d_]+)*")

_LETTERS = {
    "a": "EY",
    "b": "B IY",
    "c": "S IY",
    "d": "D IY",
    "e": "IY",
    "f": "EH F",
    "g": "JH IY",
    "h": "EY CH",
    "i": "AY",
    "j": "JH EY",
    "k": "K EY",
    "l": "EH L",
    "m": "EH M",
    "n": "EH N",
    "o": "OW",
    "p": "P IY",
    "q": "K Y UW",
    "r": "AA R",
    "s": "EH S",
    "t": "T IY",
    "u": "Y UW",
    "v": "V IY",
    "w": "D AH B AH L Y UW",
    "x": "EH K S",
    "y": "W AY",
    "z": "Z IY",
}
# The longest that fits is taken.
_SOUNDS = {
    "tion": "SH AH N",
    "sion": "ZH AH N",
    "igh": "AY",
    "tch": "CH",
    "sch": "SH",
    "eigh": "EY",
    "ch": "CH",
    "sh": "SH",
    "th": "TH",
    "ph": "F",
    "wh": "W",
    "ck": "K",
    "ng": "NG",
    "qu": "K W",
    "ee": "IY",
    "ea": "IY",
    "oo": "UW",
    "ou": "AW",
    "ow": "OW",
    "ai": "EY",
    "ay": "EY",
    "oi": "OY",
    "oy": "OY",
    "au": "AO",
    "aw": "AO",
    "ie": "IY",
    "ei": "IY",
    "er": "ER",
    "ir": "ER",
    "ur": "ER",
    "ar": "AA R",
    "or": "AO R",
    "ce": "S",
    "ci": "S IH",
    "cy": "S IY",
    "ge": "JH",
    "gi": "JH IH",
    "gy": "JH IY",
    "bb": "B",
    "dd": "D",
    "ff": "F",
    "gg": "G",
    "ll": "L",
    "mm": "M",
    "nn": "N",
    "pp": "P",
    "rr": "R",
    "ss": "S",
    "tt": "T",
    "zz": "Z",
    "a": "AE",
    "b": "B",
    "c": "K",
    "d": "D",
    "e": "EH",
    "f": "F",
    "g": "G",
    "h": "HH",
    "i": "IH",
    "j": "JH",
    "k": "K",
    "l": "L",
    "m": "M",
    "n": "N",
    "o": "AA",
    "p": "P",
    "q": "K",
    "r": "R",
    "s": "S",
    "t": "T",
    "u": "AH",
    "v": "V",
    "w": "W",
    "x": "K S",
    "y": "IY",
    "z": "Z",
}
_SOUND = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))


def spoken_words(text: str) -> tuple[str, ...]:
    """What is said for `text`, word by word; abbreviations keep their capitals."""
    return tuple(
        said
        for word in _WORD.findall(text.replace("’", "'"))
        for said in (_number(word) if word.isdecimal() else (word,))
    )


def _number(digits: str) -> tuple[str, ...]:
    """A number below 100 as such; a longer one digit by digit, as telephone numbers are said."""
    value = int(digits[:3])
    if len(digits) > 2 or digits[0] == "0" or value < 10:
        return tuple(_DIGITS[int(digit)] for digit in digits)
    if value < 20:
        return (_TEENS[value - 10],)
    return (_TENS[value // 10 - 2], *((_DIGITS[value % 10],) if value % 10 else ()))


def is_spelled(word: str) -> bool:
    """Whether a word's letters are said one by one: capitals, and few of them or no vowel."""
    return word.isupper() and len(word) > 1 and (len(word) < 4 or not re.search("[AEIOU]", word))


def pronunciation(word: str) -> str:
    """Phones for a word that the dictionary does not have."""
    if is_spelled(word):
        found = [_LETTERS[letter] for letter in word.lower() if letter in _LETTERS]
    else:
        # A mute e at the end lengthens nothing here: the times are the same.
        found = [_SOUNDS[part[0]] for part in _SOUND.finditer(re.sub(r"e$", "", word.lower()))]
    return " ".join(found) or "AH"
