"""What a form says of preferences: one with some fields changes those, a whole one all of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from server.languages import Language
from server.web import forms, look
from server.web.forms import sent
from server.web.preferences import NAMES, Preferences
from tests.web.preferences import PREFERENCES

SAVED = Preferences(
    captions=True, languages=(Language("ar"),), spoken=True, transcript=True, speed=150
)


def _whole(of: Preferences, **more: list[str]) -> dict[str, list[str]]:
    """What a browser sends of the whole form with these preferences in it."""
    values = forms.values(of)
    boxes = {*forms.SWITCHES, *forms.LOOK_SWITCHES}
    ticked = {name: [value] for name, value in values.items() if name not in boxes or value == "on"}
    tags = [str(language) for language in of.languages]
    return {"whole": ["1"], **ticked, "languages": [*tags, ""], **more}


@given(PREFERENCES, PREFERENCES)
def test_a_whole_form_says_all_whatever_was_saved_before(chosen, before):
    found = sent(_whole(chosen), before)

    assert found.preferences == chosen
    assert found.bad == frozenset()


@given(PREFERENCES)
def test_the_fields_of_a_form_come_back_as_they_were_sent(chosen):
    assert sent(_whole(chosen), Preferences()).values == forms.values(chosen)


# What a form says, and what changes.
SOME = [
    ({"captions": ["es"]}, {"languages": (Language("es"), Language("ar"))}),
    (
        {"captions": ["es.subtitles"]},
        {"languages": (Language("es"), Language("ar")), "kind": "subtitles"},
    ),
    ({"captions": ["es.chapters"]}, {"languages": (Language("es"), Language("ar"))}),
    ({"captions": ["off"]}, {"captions": False}),
    ({"captions": ["false"]}, {"captions": False}),
    ({"captions": ["null"]}, {"captions": None}),
    ({"captions": ["on"]}, {}),
    ({"second": ["es.captions"]}, {"second": Language("es")}),
    ({"second": [""]}, {}),
    ({"transcript_language": ["es.subtitles"]}, {"transcript_language": Language("es")}),
    ({"languages": ["cy,en"]}, {"languages": (Language("cy"), Language("en"))}),
    ({"languages": ["cy", "", "en"]}, {"languages": (Language("cy"), Language("en"))}),
    ({"languages": [""]}, {"languages": ()}),
    ({"speed": ["100"]}, {"speed": 100}),
    ({"spoken": ["false"]}, {"spoken": False}),
    ({"sign": ["true"], "sign_place": ["main"]}, {"sign": True, "sign_place": "main"}),
    ({"look_size": ["200"]}, {"look": look.code_of(look.Look(size=200))}),
    ({"look": [""]}, {}),
    ({"speed": ["100", "120"]}, {"speed": 120}),
    ({"return": ["/en/"], "unheard": ["of"]}, {}),
]


@pytest.mark.parametrize(("form", "changes"), SOME)
def test_a_form_with_some_fields_changes_those_alone(form, changes):
    found = sent(form, SAVED)

    assert found.bad == frozenset()
    assert found.preferences == replace(SAVED, **changes)


def test_a_form_without_a_preference_says_so():
    assert not sent({"return": ["/en/"]}, SAVED).known
    assert sent({"return": ["/en/"], "speed": ["100"]}, SAVED).known


BAD = [
    ({"captions": ["es,en"]}, {"languages"}),
    ({"captions": ["<b>"]}, {"languages"}),
    ({"speed": ["900"], "wait": ["x"]}, {"speed", "wait"}),
    ({"look_size": ["1000"], "look_colour": ["mauve"]}, {"look_size", "look_colour"}),
    ({"second": ["no language"]}, {"second"}),
]


@pytest.mark.parametrize(("form", "bad"), BAD)
def test_what_cannot_be_used_is_named_and_shown_again(form, bad):
    found = sent(form, SAVED)

    assert found.bad == bad
    for name in bad - {"languages"}:
        assert found.values[name] == form[name][-1]


def test_a_look_changes_by_one_setting_and_keeps_the_others():
    yellow = Preferences(look=look.code_of(look.PRESETS["yellow"]))

    found = look.look(sent({"look_size": ["300"]}, yellow).preferences.look)

    assert found == replace(look.PRESETS["yellow"], size=300)


@pytest.mark.parametrize("preset", look.PRESETS)
def test_a_preset_takes_the_place_of_the_look_and_of_nothing_else(preset):
    before = replace(SAVED, look=look.code_of(look.Look(colour="red", stays=True)))

    found = sent(_whole(before, preset=[preset]), SAVED)

    assert found.preferences == replace(
        SAVED, look=look.canonical(look.code_of(look.PRESETS[preset]))
    )
    assert found.values == forms.values(found.preferences)


def test_every_preference_and_every_setting_of_the_look_has_a_field():
    fields = forms.values(Preferences()).keys() | {"languages"}

    assert fields == {*NAMES, *(f"look_{name}" for name in look.NAMES)}
