"""Rules about single characters: pairs, quotation and direction marks, what does not belong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .draft import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .draft import Draft

_PAIRS = {"(": ")", "[": "]", "{": "}", "（": "）", "【": "】", "「": "」", "『": "』", "《": "》"}
_BRACKET = re.compile("[" + re.escape("".join([*_PAIRS, *_PAIRS.values()])) + "]")
# a) 1) and :-) close nothing.
_NO_CLOSING = re.compile(r"(?:^|\s)\w{1,3}$|[:;=8]['^]?[-o]?$")
_NO_OPENING = re.compile(r"[:;=8]['^]?[-o]?$")

_STRAIGHT = re.compile(r'(?<![\w"])"(?=\w)|(?<=[^\W\d])[.,!?]?"(?!\w)')
_CURLY = re.compile("[“”„«»]")
_STRAIGHT_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_CURLY_APOSTROPHE = re.compile(r"(?<=[^\W\d_])’(?=[^\W\d_])")

_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_EMBEDDINGS, _ISOLATES = frozenset("\u202a\u202b"), frozenset("\u2066\u2067\u2068")
_OVERRIDES = frozenset("\u202d\u202e")
_CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufff9-\ufffc]")
_LINK = re.compile(r"(?:https?://|www\.)\w[^\s<>\"”»)]*", re.IGNORECASE)
_FOREIGN = re.compile(
    r"\{\\\w[^{}]*\}|\\[Nh](?![a-z])"
    r"|</?(?:i|b|u|s|c|v|br|font|span|p|div|em|strong)(?:[ .][^<>]*)?/?>"
    r"|&(?:amp|lt|gt|nbsp|quot|apos|lrm|rlm|#[0-9]{1,6}|#x[0-9a-f]{1,6});",
    re.IGNORECASE,
)


def unbalanced_bracket(draft: Draft) -> Iterator[Finding]:
    """Brackets that nothing closes or opens, in their cue or the next."""
    waiting: list[tuple[int, int, str]] = []  # cue, place, bracket: open at the end of the last cue
    for at, text in enumerate(draft.texts):
        still: list[tuple[int, int, str]] = []
        for match in _BRACKET.finditer(text):
            place, sign = match.start(), match[0]
            before = text[max(0, place - 4) : place]
            if sign in _PAIRS:
                if not _NO_OPENING.search(before):
                    still.append((at, place, sign))
            elif still and _PAIRS[still[-1][2]] == sign:
                still.pop()
            elif waiting and _PAIRS[waiting[-1][2]] == sign:
                waiting.pop()
            elif not _NO_CLOSING.search(before):
                yield Finding(at, f"“{sign}” closes nothing. Delete it, or open it.", place)
        yield from map(_unclosed, waiting)
        waiting = still
    yield from map(_unclosed, waiting)


def _unclosed(opened: tuple[int, int, str]) -> Finding:
    at, place, sign = opened
    return Finding(at, f"“{sign}” is not closed. Write “{_PAIRS[sign]}” where it ends.", place)


def mixed_quotes(draft: Draft) -> Iterator[Finding]:
    """Straight and curly marks in one file: told once, where the rarer kind begins."""
    for name, straight, curly in (
        ("Quotation marks", _STRAIGHT, _CURLY),
        ("Apostrophes", _STRAIGHT_APOSTROPHE, _CURLY_APOSTROPHE),
    ):
        kinds = [
            [
                (at, match.end() - 1)
                for at, text in enumerate(draft.texts)
                if sign in text or not text.isascii()
                for match in kind.finditer(text)
            ]
            for kind, sign in ((straight, "'" if name == "Apostrophes" else '"'), (curly, "’"))
        ]
        fewer, more = sorted(kinds, key=len)
        if fewer:
            at, place = fewer[0]
            here, there = ("straight", "curly") if fewer is kinds[0] else ("curly", "straight")
            yield Finding(
                at,
                f"{name} in this file: {len(fewer)} {here}, {len(more)} {there}; the first {here} "
                "one is here. Write all alike.",
                place,
            )


def direction_mark(draft: Draft) -> Iterator[Finding]:
    """Marks that turn the direction of text: left open, forced, or of two kinds in one file."""
    seen: set[str] = set()
    for at, text in enumerate(draft.texts):
        if text.isascii() or not _DIRECTION.search(text):
            continue
        open_at: list[int] = []
        for match in _DIRECTION.finditer(text + "\n"):
            sign = match[0]
            if sign in _OVERRIDES:
                message = f"U+{ord(sign):04X} turns the letters round whatever they are. Delete it."
                yield Finding(at, message, match.start())
            if sign in _OVERRIDES | _EMBEDDINGS | _ISOLATES:
                open_at.append(match.start())
            elif open_at:
                open_at.pop()
            seen.add(sign)
        if open_at:
            sign = text[open_at[-1]]
            close = "U+2069" if sign in _ISOLATES else "U+202C"
            yield Finding(
                at,
                f"U+{ord(sign):04X} is not closed. Write {close} where that text ends.",
                open_at[-1],
            )
        if seen & _EMBEDDINGS and seen & _ISOLATES:
            yield Finding(
                at,
                "Some texts of this file are set apart by embeddings (U+202A, U+202B), others by "
                "isolates. Use isolates (U+2066 to U+2069) everywhere.",
            )
            seen -= _EMBEDDINGS | _ISOLATES


def control_character(draft: Draft) -> Iterator[Finding]:
    """Characters that cannot be seen and mean nothing in captions."""
    for at, text in enumerate(draft.texts):
        # Printable text has none; the line ends are not printable.
        if not text.replace("\n", "").isprintable() and (match := _CONTROL.search(text)):
            yield Finding(
                at,
                f"The control character U+{ord(match[0]):04X} stands here. Delete it.",
                match.start(),
            )


def stray_bom(draft: Draft) -> Iterator[Finding]:
    """A byte-order mark that does not begin the file."""
    for at, (cue, text) in enumerate(zip(draft.cues, draft.texts, strict=True)):
        place = text.find("\ufeff")
        if place >= 0 or "\ufeff" in cue.id or "\ufeff" in cue.settings:
            yield Finding(
                at,
                "A byte-order mark (U+FEFF) stands inside the file, as where two files were put "
                "together. Delete it.",
                place if place >= 0 else None,
            )


def link(draft: Draft) -> Iterator[Finding]:
    """Addresses, which nobody can follow from a caption."""
    for at, text in enumerate(draft.texts):
        if (":" in text or "." in text) and (match := _LINK.search(text)):
            yield Finding(
                at,
                f"“{match[0][:60]}” cannot be followed from a caption, and is slow to read. Say "
                "where it leads, and put the link on the page.",
                match.start(),
            )


def foreign_markup(draft: Draft) -> Iterator[Finding]:
    """Codes of other formats that viewers read as text."""
    for at, text in enumerate(draft.texts):
        match = _FOREIGN.search(text) if "\\" in text or "<" in text or "&" in text else None
        if match:
            yield Finding(
                at,
                f"Viewers read “{match[0][:40]}” as it stands: it means nothing in WebVTT. Delete "
                "it, or write what WebVTT has for it.",
                match.start(),
            )
