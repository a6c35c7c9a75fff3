"""Catalogues of words (gettext): read, and looked through for what would break a page.

Knows PO files and what a template puts into a message; knows no templates and no requests.
"""

from __future__ import annotations

import re
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.support import Translations

from server.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel import Locale
    from babel.messages import Message

# What is put in while a page is made; a percent sign that is one is doubled.
_PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}|%%|%")
_MARKUP = re.compile(r"<[^<>]*>|&\w+;")


def read_words(po: bytes, cldr: Locale | None) -> tuple[Translations, tuple[Problem, ...]]:
    """A catalogue's words without those that would break a page, and what is wrong with it."""
    compiled, problems = _compiled(po, cldr)
    return Translations(BytesIO(compiled) if compiled else None), problems


# A reload reads every catalogue again, and nearly always none has changed.
@lru_cache(maxsize=64)
def _compiled(po: bytes, cldr: Locale | None) -> tuple[bytes, tuple[Problem, ...]]:
    problems: list[Problem] = []
    try:
        catalogue = read_po(BytesIO(po), locale=cldr, abort_invalid=True)
        for message in list(catalogue):
            if found := tuple(faults(message)):
                problems += found
                catalogue.delete(message.id, message.context)
        compiled = BytesIO()
        write_mo(compiled, catalogue)
        Translations(BytesIO(compiled.getvalue()))  # it alone looks at the rule for plural forms
        return compiled.getvalue(), tuple(problems)
    except (PoFileError, ValueError, LookupError) as error:
        line = error.lineno + 1 if isinstance(error, PoFileError) else 0
        said = f"This cannot be read as a catalogue of words (.po): {error}."
        return b"", (Problem(rule="words", message=said, line=line),)


def faults(message: Message) -> Iterator[Problem]:
    """What of a translation would break a page: other placeholders or marks than its original."""
    if not message.id:  # the header
        return
    *others, original = _forms(message.id)
    needed, marks = _placeholders(original), _MARKUP.findall(original)
    for translation in filter(None, _forms(message.string)):
        found = _placeholders(translation)
        # A plural form for one, or for two, may say its number in words.
        lost = set() if others else needed - found
        said = [f"lacks {what}; expected it once." for what in sorted(lost)]
        said += [
            f"has {what}, and “{original}” has not; remove it." for what in sorted(found - needed)
        ]
        if _MARKUP.findall(translation) != marks:
            said.append(f"has other marks (<…>, &…;) than “{original}”; copy those.")
        for what in said:
            message_ = f"“{translation}” {what}"
            yield Problem(rule="words", message=message_, line=message.lineno or 0)


def _placeholders(text: str) -> set[str]:
    return {found[0] for found in _PLACEHOLDER.finditer(text)} - {"%%"}


def _forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())
