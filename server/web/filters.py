"""Dates, numbers and names as a language writes them: the filters of templates, and what of it
words need.

Knows CLDR's data; knows no template.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from jinja2 import pass_context

from server.languages import Language, locale

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable

    from jinja2.runtime import Context

# What CLDR does not know is written as in English.
FALLBACK = Language("en")
# CLDR's numbering systems that are some language's usual one, by Unicode's names of their digits.
# Babel knows which is whose, and writes all of them with the digits 0 to 9.
DIGITS = {
    "adlm": "ADLAM",
    "arab": "ARABIC-INDIC",
    "arabext": "EXTENDED ARABIC-INDIC",
    "beng": "BENGALI",
    "cakm": "CHAKMA",
    "deva": "DEVANAGARI",
    "hmnp": "NYIAKENG PUACHUE HMONG",
    "mtei": "MEETEI MAYEK",
    "mymr": "MYANMAR",
    "nkoo": "NKO",
    "olck": "OL CHIKI",
    "tibt": "TIBETAN",
}
USUAL: Any = {"numbering_system": "default"}


def filters(language: Language) -> dict[str, Callable[..., str]]:
    """Name → filter, for templates in `language`."""
    # English of no country has the day before the month, as most of its readers do.
    cldr = locale("en-001" if language == FALLBACK else language.tag) or Locale(FALLBACK.tag)
    digits, sign = _digits(cldr), _percent_sign(cldr)

    def date(value: datetime.date) -> str:
        return format_date(value, format="long", locale=cldr).translate(digits)

    def clock(milliseconds: int) -> str:
        """A time as a player shows it: 1:05 or 1:02:05."""
        minutes, seconds = divmod(milliseconds // 1000, 60)
        hours, minutes = divmod(minutes, 60)
        shown = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
        return shown.translate(digits)

    def number(value: float) -> str:
        return format_decimal(value, locale=cldr, **USUAL).translate(digits)

    def percent(part: float) -> str:
        return format_percent(part, locale=cldr, **USUAL).translate(digits).replace("%", sign)

    def named(of: Language) -> str:
        return of.named_in(language)

    return {"date": date, "clock": clock, "number": number, "percent": percent, "named": named}


def counting(words: Callable[..., str], number: Callable[[float], str]) -> Callable[..., str]:
    """Jinja's `gettext` or `ngettext`, with the numbers it is given written by `number`."""

    @pass_context
    def counted(context: Context, *said: str | int, **values: object) -> str:
        if isinstance(said[-1], int):
            values.setdefault("num", said[-1])
        written = {
            name: number(value) if isinstance(value, (int, float)) else value
            for name, value in values.items()
        }
        return words(context, *said, **written)

    return counted


def _digits(cldr: Locale) -> dict[int, str]:
    name = DIGITS.get(cldr.default_numbering_system)
    if name is None:
        return {}
    zero = ord(unicodedata.lookup(f"{name} DIGIT ZERO"))
    return {ord("0") + digit: chr(zero + digit) for digit in range(10)}


def _percent_sign(cldr: Locale) -> str:
    symbols = cldr.number_symbols.get(cldr.default_numbering_system, {})
    sign: str = symbols.get("percentSign", "%")
    return sign
