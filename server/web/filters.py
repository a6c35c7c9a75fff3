"""Dates, numbers and names as a language writes them: the filters of templates.

Knows CLDR's data; knows no template.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from server.languages import Language, locale

if TYPE_CHECKING:
    import datetime

# What CLDR does not know is written as in English.
FALLBACK = Language("en")


def filters(language: Language) -> dict[str, object]:
    """Name → filter, for templates in `language`."""
    # English of no country has the day before the month, as most of its readers do.
    cldr = locale("en-001" if language == FALLBACK else language.tag) or locale(FALLBACK.tag)

    def date(value: datetime.date) -> str:
        return format_date(value, format="long", locale=cldr)

    def clock(milliseconds: int) -> str:
        """A time as a player shows it: 1:05 or 1:02:05."""
        minutes, seconds = divmod(milliseconds // 1000, 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"

    def number(value: float) -> str:
        return format_decimal(value, locale=cldr)

    def percent(part: float) -> str:
        return format_percent(part, locale=cldr)

    def named(of: Language) -> str:
        return of.named_in(language)

    return {"date": date, "clock": clock, "number": number, "percent": percent, "named": named}
