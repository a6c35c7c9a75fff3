"""Preferences as the text of a cookie, of a link and of a file: kept whole, and never trusted."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import Response

from server.languages import Language
from server.web import cookies, look, preferences
from server.web.preferences import MOST_LANGUAGES, VOICE, Preferences
from tests.web.preferences import PREFERENCES


@given(PREFERENCES)
def test_a_cookie_keeps_what_it_was_given(chosen):
    assert cookies.read(cookies.text(chosen)) == chosen


@given(PREFERENCES)
def test_a_cookie_needs_no_quoting(chosen):
    # RFC 6265, 4.1.1, and less: no comma, no quotation mark, nothing that an address escapes.
    assert re.fullmatch(r"[\w.~:%-]+", cookies.text(chosen), re.ASCII)


@given(st.text() | st.text("12.:~%captionslanguagesenofflook-", max_size=80).map("2.".__add__))
def test_any_text_is_read_as_some_preferences(text):
    found = cookies.read(text)

    assert cookies.read(cookies.text(found)) == found


@given(PREFERENCES, st.data())
def test_a_cookie_with_a_letter_changed_is_read_as_some_preferences(chosen, data):
    text = cookies.text(chosen)
    place = data.draw(st.integers(0, len(text) - 1))

    cookies.read(text[:place] + data.draw(st.characters()) + text[place + 1 :])


def _longest(limits, choices, usual):
    """Each number and each word at its longest, but never as usual: that would not be written."""
    known = {name: tuple(reversed(both)) for name, both in limits.items()} | choices
    return {
        name: max((one for one in values if one != getattr(usual, name)), key=lambda v: len(str(v)))
        for name, values in known.items()
    }


def test_the_longest_cookie_is_at_most_2_kilobytes():
    # No tag of more than 64 letters is read as a language.
    languages = tuple(Language(f"en-{letter * 61}") for letter in "abcde")
    styled = look.Look(bold=True, **_longest(look.LIMITS, look.CHOICES, look.USUAL))
    whole = Preferences(
        captions=False,
        descriptions=False,
        languages=languages,
        second=languages[0],
        transcript_language=languages[0],
        voice="\U00020bb7" * VOICE,
        look=look.code_of(styled),
        **dict.fromkeys(preferences.SWITCHES, True),
        **_longest(preferences.LIMITS, preferences.CHOICES, Preferences()),
    )

    written = cookies.text(whole)

    assert whole.told().keys() == set(preferences.NAMES), "each of them is in it"
    assert len(languages) == MOST_LANGUAGES
    assert 1500 < len(f"{cookies.COOKIE}={written}".encode()) <= cookies.MOST == 2048


# What version 1 wrote, and what it means.
VERSION_1 = [
    ("1.on.", Preferences(captions=True)),
    ("1.off.", Preferences(captions=False)),
    ("1.off.ar", Preferences(captions=False, languages=(Language("ar"),))),
    ("1.on.ar~en-GB", Preferences(captions=True, languages=(Language("ar"), Language("en-GB")))),
    (
        "1.on.en.subtitles",
        Preferences(captions=True, languages=(Language("en"),), kind="subtitles"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), VERSION_1)
def test_a_cookie_from_before_is_still_read(text, expected):
    assert cookies.read(text) == expected


# What is wrong with it, and what is left of it.
SPOILED = [
    ("2.speed:900.place:below", Preferences(place="below")),
    ("2.place:below.place:nowhere.speed:150", Preferences(speed=150)),
    ("2.unheard:of.speed:150", Preferences(speed=150)),
    ("2..speed:150.:.::.speed", Preferences()),
    ("2.languages:%3Cb%3E.speed:150", Preferences(speed=150)),
    ("2.voice:%FF%FE.speed:150", Preferences(voice="\ufffd\ufffd", speed=150)),
    ("2.voice:a%0D%0ASet-Cookie.speed:150", Preferences(speed=150)),
    ("2.look:usual-100.speed:150", Preferences(speed=150)),
    ("1.on.en es", Preferences(captions=True)),
    ("1.on.en.x", Preferences(captions=True, languages=(Language("en"),))),
]


@pytest.mark.parametrize(("text", "left"), SPOILED)
def test_what_cannot_be_read_spoils_nothing_else(text, left):
    assert cookies.read(text) == left


@pytest.mark.parametrize(
    "text",
    [
        *("", "1", "1.maybe.en", "on.en", "1.ON.en", "1.on" * 1000, "0.speed:150", "3.speed:150"),
        *("2", "2.", "2:speed:150", " 2.speed:150", "null", '{"captions":"en"}', "\x00"),
        "2.speed:150" + "." * 2048,
    ],
)
def test_what_no_cookie_of_ours_says_is_no_choice(text):
    assert cookies.read(text) == Preferences()


def test_where_nothing_was_chosen_nothing_is_kept():
    response = Response()

    cookies.keep(response, Preferences(), secure=True)

    assert "Max-Age=0" in response.headers["Set-Cookie"]
    assert response.headers["Set-Cookie"].startswith('legenda=""')


@given(PREFERENCES)
def test_a_file_keeps_what_it_was_given(chosen):
    assert cookies.read_file(cookies.file(chosen).encode()) == (chosen, frozenset())


@given(st.binary() | st.recursive(st.none() | st.text() | st.integers(), st.lists).map(json.dumps))
def test_any_file_is_read_or_is_none_of_ours(content):
    content = content if isinstance(content, bytes) else content.encode()

    assert cookies.read_file(content) is None


OTHERS = [
    b"",
    b"\xff\xfe",
    b"[" * 100_000,
    b"9" * 10_000,
    b"null",
    b"[]",
    b"{}",
    b'{"speed": 150}',
    b'{"legenda-preferences": 3, "speed": 150}',
    b'{"legenda-preferences": null}',
]


@pytest.mark.parametrize("content", OTHERS, ids=lambda content: repr(content[:20]))
def test_another_file_is_none_of_ours(content):
    assert cookies.read_file(content) is None


def test_a_file_with_bad_values_says_which():
    content = {cookies.MARK: 2, "speed": 900, "captions": "perhaps", "place": "below", "x": {}}

    assert cookies.read_file(json.dumps(content).encode()) == (
        Preferences(place="below"),
        {"speed", "captions"},
    )
