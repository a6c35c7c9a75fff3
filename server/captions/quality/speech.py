"""Rules about who speaks and what is heard: speakers, sounds, capitals, masks."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from server.captions.cuetext import spans

from .breaks import ONE_DASH
from .draft import MUSIC, SPEAKER, Finding, is_sound, sound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .draft import Draft

_MARKED = re.compile(r"\s*(?:[-–—‐]|>>|\[[^\]]+\]|\([^)]+\))")
_DASHED = re.compile(r"[-–—‐]\s*(?=[^\s\d])")
_ENDED = re.compile(r".*[.!?…。？！؟]['\"”’»]?")
_MASK = re.compile(
    r"(?<![\w*])[^\W\d_]{1,4}\*{2,}[^\W\d_]*(?![\w*])|\[\s*_+\s*\]|(?<!\S)[@#$%&!*]{4,}(?!\w)"
)
_LETTERS = re.compile(r"[^\W\d_]+")
CAPITAL_WORDS = 4  # so many words in capitals are no abbreviations


def unmarked_speaker(draft: Draft) -> Iterator[Finding]:
    """Voices that change without anything a viewer can see, and dialogue with one dash."""
    styled = any("::cue(v" in style or "::cue([" in style for style in draft.captions.styles)
    speaker, look = "", ("", frozenset[str]())
    for at, cue in enumerate(draft.cues):
        if "<v" in cue.text and not styled:
            told = False
            for voice, classes, text in _voices(cue.text):
                here = (cue.settings, classes)
                changed = bool(speaker) and voice != speaker and here == look
                if changed and not told and not _is_marked(text):
                    told = True
                    yield Finding(
                        at,
                        f"{voice} speaks here and {speaker} before, and nothing that viewers see "
                        f"says so. Begin with a dash or “{voice.upper()}:”, or give each speaker "
                        "a colour.",
                        max(draft.texts[at].find(text), 0),
                    )
                speaker, look = voice, here
        lines = draft.lines[at]
        if len(lines) == 2 and draft.base not in ONE_DASH and _has_one_dash(*lines):
            message = "The second line has a dash and the first has none. Give both speakers one."
            yield Finding(at, message, draft.texts[at].index(lines[1]))


def _voices(text: str) -> Iterator[tuple[str, frozenset[str], str]]:
    for voice, pieces in groupby(spans(text), key=lambda span: span.voice):
        found = tuple(pieces)
        words = "".join(span.text for span in found)
        if voice and words.strip():
            yield voice, frozenset(name for span in found for name in span.classes), words


def _is_marked(text: str) -> bool:
    return bool(_MARKED.match(text) or SPEAKER.match(text))


def _has_one_dash(first: str, second: str) -> bool:
    second = second.lstrip()
    dash = _DASHED.match(second)
    if not dash or _DASHED.match(first.lstrip()) or second[dash.end()].islower():
        return False
    return bool(_ENDED.fullmatch(first.rstrip())) and not is_sound(first)


def sound_style(draft: Draft) -> Iterator[Finding]:
    """Sounds in other brackets, or in other letters, than most sounds of the file."""
    found = []
    for at, lines in enumerate(draft.lines):
        for line in lines:
            heard = sound(line)
            if heard and heard[0] not in MUSIC:
                found.append((at, *heard, line))
    marks = Counter(mark for _, mark, _, _ in found)
    cases = Counter(_in_capitals(label) for _, _, label, _ in found if _has_case(label))
    usual = marks.most_common(1)[0][0] if marks else ""
    capitals = cases[True] > cases[False]
    for at, mark, label, line in found:
        if mark != usual and marks[mark] < marks[usual]:
            yield Finding(
                at,
                f"This sound stands in {mark}, {marks[usual]} others in {usual}. "
                "Write all sounds alike.",
                draft.texts[at].index(line),
            )
        elif _has_case(label) and _in_capitals(label) != capitals and cases[True] != cases[False]:
            small = "small letters" if capitals else "capitals"
            yield Finding(
                at,
                f"This sound is in {small}, {max(cases.values())} others are not. "
                "Write all sounds alike.",
                draft.texts[at].index(line),
            )


def _has_case(label: str) -> bool:
    return (
        sum(len(word) for word in _LETTERS.findall(label)) >= 4 and label.upper() != label.lower()
    )


def _in_capitals(label: str) -> bool:
    return label == label.upper()


def all_capitals(draft: Draft) -> Iterator[Finding]:
    """Speech in capitals throughout."""
    for at, text in enumerate(draft.texts):
        if not text.isupper():
            continue
        said = " ".join(SPEAKER.sub("", line) for line in draft.lines[at] if not is_sound(line))
        found = [word for word in _LETTERS.findall(said) if len(word) > 1]
        # In scripts without capitals, only names such as W3C have some.
        cased = sum(word != word.lower() for word in found)
        if cased >= CAPITAL_WORDS and cased * 2 > len(found):
            yield Finding(
                at,
                "This cue is all in capitals, which are harder to read and look like shouting. "
                "Write it as a sentence.",
            )


def profanity_mask(draft: Draft) -> Iterator[Finding]:
    """Words hidden behind asterisks."""
    for at, text in enumerate(draft.texts):
        match = _MASK.search(text) if "*" in text or "_" in text or "@" in text else None
        if match:
            yield Finding(
                at,
                f"“{match[0]}” hides a word. Write what is heard; where the sound is covered, "
                "write [bleep].",
                match.start(),
            )
