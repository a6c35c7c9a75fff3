"""Any preferences and any look, for tests of laws that hold for all of them."""

from __future__ import annotations

from hypothesis import strategies as st

from server.languages import Language
from server.web import look, preferences
from server.web.preferences import MOST_LANGUAGES, VOICE, Preferences

TAGS = ("en", "en-GB", "en-simple", "cy", "es", "pt-BR", "zh-Hans", "zh-Hant", "sr-Latn", "ar")
# What `str.isprintable` allows, if only of one space.
PRINTABLE = st.characters(exclude_categories=("C", "Z")) | st.just(" ")
LANGUAGE = st.sampled_from(TAGS).map(Language)


def _fields(limits, choices):
    return {name: st.integers(*limit) for name, limit in limits.items()} | {
        name: st.sampled_from(words) for name, words in choices.items()
    }


LOOKS = st.builds(
    look.Look,
    bold=st.booleans(),
    stays=st.booleans(),
    **_fields(look.LIMITS, look.CHOICES),
)
PREFERENCES = st.builds(
    Preferences,
    captions=st.sampled_from((None, True, False)),
    descriptions=st.sampled_from((None, True, False)),
    languages=st.lists(LANGUAGE, unique=True, max_size=MOST_LANGUAGES).map(tuple),
    second=st.none() | LANGUAGE,
    transcript_language=st.none() | LANGUAGE,
    voice=st.text(PRINTABLE, max_size=VOICE),
    look=LOOKS.map(look.code_of).map(look.canonical),
    **dict.fromkeys(preferences.SWITCHES, st.booleans()),
    **_fields(preferences.LIMITS, preferences.CHOICES),
)
