"""Languages: their names, their direction, and which one fits a reader.

Knows BCP 47 tags (langcodes) and CLDR names (Babel); knows nothing of sites, tracks or HTTP.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import langcodes
from babel import Locale, UnknownLocaleError
from langcodes.tag_parser import LanguageTagError

if TYPE_CHECKING:
    from collections.abc import Sequence

Direction = Literal["ltr", "rtl"]

# CLDR's distance: 0 the same, 5 another region, 10 and more another language or script that a
# reader of the wanted one may not read (zh-Hant and zh-Hans are 54 apart, da and nb 12).
NEAR_ENOUGH = 9

# The registered variant "simple" has no name in CLDR; easy-read versions are named by what
# readers look for. Not yet reviewed by native speakers, but for English.
EASY_READ = {
    "ar": "سهل القراءة",
    "bn": "সহজে পড়া যায়",
    "cy": "hawdd ei ddarllen",
    "de": "leicht verständlich",
    "en": "easy read",
    "es": "lectura fácil",
    "fa": "ساده‌خوان",
    "fr": "facile à lire",
    "pa": "ਪੜ੍ਹਨ ਵਿੱਚ ਸੌਖਾ",
    "pl": "tekst łatwy do czytania",
    "pt": "leitura fácil",
    "tr": "kolay okunur",
    "uk": "легке читання",
    "ur": "پڑھنے میں آسان",
    "zh": "易读",
    "zh-Hant": "易讀",
}


# RFC 9110, 12.4.2: from 0, not wanted, to 1.
_WEIGHT = re.compile(r"(?i)\s*q\s*=\s*(1(?:\.0*)?|0(?:\.[0-9]*)?)\s*")


class BadLanguage(ValueError):
    """A text that is no BCP 47 language tag; its message says why and gives examples."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text}” is no language tag; expected one like en, en-GB, zh-Hans or en-simple."
        )


@dataclass(frozen=True, slots=True, order=True)
class Language:
    """A language by its canonical BCP 47 tag: `Language.parse("ZH-hans").tag == "zh-Hans"`.

    Made by `Language.parse`; made directly, the tag is trusted.
    """

    tag: str

    @staticmethod
    def parse(text: str) -> Language:
        """The language a tag names, `en_GB` and `EN-gb` included; raises `BadLanguage`."""
        return _parsed(text.strip())

    @property
    def name(self) -> str:
        """Its name in its own language, as a list shows it: `Cymraeg`, `简体中文`."""
        name = self.named_in(self)
        # Many languages write the names of languages small, but a list begins each with a capital.
        return name[:1].upper() + name[1:]

    def named_in(self, reader: Language) -> str:
        """Its name in the reader's language: Arabic, `arabe`; a tag that CLDR lacks, in English."""
        return _name(self.tag, reader.tag)

    @property
    def direction(self) -> Direction:
        """The direction its text runs in."""
        return _direction(self.tag)

    @property
    def script(self) -> str:
        """The script it is written in, by its ISO 15924 code: `Latn`, `Arab`, `Hans`."""
        return _script(self.tag)

    @property
    def variants(self) -> frozenset[str]:
        """Registered variants: `simple` for an easy-read version."""
        return _variants(self.tag)

    def match(self, others: Sequence[Language]) -> Language | None:
        """The one of `others` that a reader of this language reads, nearest first, or None.

        Script before region: zh-TW fits zh-Hant, never zh-Hans. A plain version comes before a
        variant (easy read) that was not asked for.
        """
        if self in others:
            return self
        # Of two that are as near, the more general comes first: en-GB reads en before en-US.
        near = [
            (distance, other.tag.count("-"), place)
            for place, other in enumerate(others)
            if (distance := _distance(self, other))
        ]
        return others[min(near)[2]] if near else None

    def covers(self, other: Language) -> bool:
        """Whether `other` is this language with no difference worth telling: en covers en-GB."""
        return _covers(self.tag, other.tag)

    def __str__(self) -> str:
        return self.tag


def _distance(wanted: Language, other: Language) -> tuple[bool, int] | None:
    distance = _tag_distance(wanted.tag, other.tag)
    if distance > NEAR_ENOUGH:
        return None
    return (not other.variants <= wanted.variants, distance)


def first_match(wanted: Sequence[Language], available: Sequence[Language]) -> Language | None:
    """The first wanted language that is available, exactly or nearly, or None."""
    return next((found for language in wanted if (found := language.match(available))), None)


def accepted(header: str, *, most: int = 20) -> tuple[Language, ...]:
    """The languages of an `Accept-Language` header (RFC 9110, 12.5.4), most wanted first.

    What cannot be read is passed over, `*` and `q=0` too; at most `most` of them are kept.
    """
    weighted: list[tuple[float, Language]] = []
    for part in header[:1000].split(",")[:most]:
        tag, *parameters = part.split(";")
        weights = (_WEIGHT.fullmatch(parameter) for parameter in parameters)
        weight = next((float(found[1]) for found in weights if found), 1.0)
        try:
            language = Language.parse(tag)
        except BadLanguage:
            continue
        if weight > 0:
            weighted.append((-weight, language))
    return tuple(dict.fromkeys(language for _, language in sorted(weighted, key=lambda p: p[0])))


@lru_cache(maxsize=4096)
def _parsed(text: str) -> Language:
    if len(text) > 64:
        raise BadLanguage(text[:64] + "…")
    try:
        # "macro" off: cmn stays what its author wrote; aliases (iw → he) and case are put right.
        tag = langcodes.standardize_tag(text)
        stable = langcodes.standardize_tag(tag) == tag
    except LanguageTagError:
        raise BadLanguage(text) from None
    if not stable or not langcodes.tag_is_valid(tag) or tag.startswith(("x-", "und")):
        raise BadLanguage(text)
    return Language(tag)


@lru_cache(maxsize=4096)
def _tag_distance(wanted: str, other: str) -> int:
    return langcodes.tag_distance(wanted, other)


@lru_cache(maxsize=4096)
def _variants(tag: str) -> frozenset[str]:
    return frozenset(langcodes.get(tag).variants or ())


@lru_cache(maxsize=4096)
def _covers(wanted: str, other: str) -> bool:
    one, two = langcodes.get(wanted), langcodes.get(other)
    if not (_variants(other) <= _variants(wanted) and _tag_distance(wanted, other) <= NEAR_ENOUGH):
        return False
    return not one.territory or not two.territory or one.territory == two.territory


@lru_cache(maxsize=1024)
def locale(tag: str) -> Locale | None:
    """CLDR's data for a tag, or None: dates, numbers, names."""
    parts = langcodes.get(tag)
    wanted = "_".join(part for part in (parts.language, parts.script, parts.territory) if part)
    for name in (wanted, parts.language or ""):
        try:
            return Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            continue
    return None


@lru_cache(maxsize=8192)
def _name(tag: str, reader_tag: str) -> str:
    parts = langcodes.get(tag)
    reader = locale(reader_tag)
    plain = langcodes.Language.make(parts.language, None, parts.script, parts.territory)
    name = _cldr_name(plain.to_tag(), reader) or plain.display_name(reader_tag)
    if "simple" in _variants(tag):
        name = f"{name} ({_easy_read(reader_tag)})"
    return name


def _easy_read(reader_tag: str) -> str:
    reader = Language(reader_tag).match(tuple(map(Language, EASY_READ)))
    return EASY_READ[reader.tag if reader else "en"]


def _cldr_name(tag: str, reader: Locale | None) -> str | None:
    if reader is None:
        return None
    key = tag.replace("-", "_")
    of = locale(tag)
    # CLDR has names of its own for some regions (British English). Readers of the language know
    # them; in other languages they are less clear than “inglés (Reino Unido)”.
    if of and of.territory and of.language != reader.language:
        return of.get_display_name(reader)
    named = reader.languages.get(key)
    if named or not of or of.language != key.split("_")[0]:
        return named
    return of.get_display_name(reader)


@lru_cache(maxsize=1024)
def _direction(tag: str) -> Direction:
    return "rtl" if _script(tag) in RIGHT_TO_LEFT else "ltr"


@lru_cache(maxsize=1024)
def _script(tag: str) -> str:
    return langcodes.get(tag).maximize().script or ""


# ISO 15924 scripts that run right to left and are in living use.
RIGHT_TO_LEFT = frozenset(
    {"Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Rohg", "Mand", "Samr", "Yezi"}
)
