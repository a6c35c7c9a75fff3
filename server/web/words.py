"""Catalogues of words (gettext): read, and looked through for what would break a page.

Knows PO files and what a template puts into a message; knows no templates and no requests.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.support import Translations

from server.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel import Locale
    from babel.messages import Catalog, Message

# What is put in while a page is made; a percent sign that is one is doubled.
_PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}|%%|%")
_MARKUP = re.compile(r"<[^<>]*>|&\w+;")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a translation, and the line it is in."""

    line: int
    message: str


def read_words(po: bytes, cldr: Locale | None) -> tuple[Translations, tuple[Problem, ...]]:
    """A catalogue's words without those that would break a page, and what is wrong with it."""
    try:
        catalogue = read_po(BytesIO(po), locale=cldr, abort_invalid=True)
        broken = tuple(faults(catalogue))
        for message in [it for it in catalogue if it.id and next(_faults(it), None)]:
            catalogue.delete(message.id, message.context)
        compiled = BytesIO()
        write_mo(compiled, catalogue)
        compiled.seek(0)
        words = Translations(compiled)
    except (PoFileError, ValueError, LookupError) as error:
        line = error.lineno + 1 if isinstance(error, PoFileError) else 0
        said = f"This cannot be read as a catalogue of words (.po): {error}."
        return Translations(), (Problem(rule="words", message=said, line=line),)
    problems = (Problem(rule="words", message=it.message, line=it.line) for it in broken)
    return words, tuple(problems)


def faults(catalogue: Catalog) -> Iterator[Fault]:
    """The translations that would break a page: other placeholders or marks than the original."""
    for message in catalogue:
        if message.id:
            yield from _faults(message)


def _faults(message: Message) -> Iterator[Fault]:
    originals = _forms(message.id)
    needed, marks = _placeholders(originals[-1]), _MARKUP.findall(originals[-1])
    for translation in filter(None, _forms(message.string)):
        found = _placeholders(translation)
        # A plural form for one, or for two, may say its number in words.
        lost = needed - found if len(originals) == 1 else set()
        for what in sorted(lost):
            yield Fault(message.lineno or 0, f"“{translation}” lacks {what}; expected it once.")
        for what in sorted(found - needed):
            yield Fault(
                message.lineno or 0,
                f"“{translation}” has {what}, and “{originals[-1]}” has not; remove it.",
            )
        if _MARKUP.findall(translation) != marks:
            yield Fault(
                message.lineno or 0,
                f"“{translation}” has other marks (<…>, &…;) than “{originals[-1]}”; copy those.",
            )


def _placeholders(text: str) -> set[str]:
    return {found[0] for found in _PLACEHOLDER.finditer(text)} - {"%%"}


def _forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())
