"""The form of preferences: what its fields say of preferences, and what a reader sent with it.

The fields have the names of the preferences; those of the look begin with `look_`. A form that
says it is `whole` has a box for each switch, so a switch that it does not name is off. Any other
changes what it names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from server.web import look, preferences
from server.web.cookies import SWITCH
from server.web.preferences import KINDS, SWITCHES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from server.web.preferences import Preferences

LOOK = "look_"
LOOK_SWITCHES = (LOOK + "bold", LOOK + "stays")
# What is said of captions as a whole; anything else that a form says of them is a language.
ON_OR_OFF = ("", "on", "off", "true", "false", "null")


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form makes of preferences: `bad` are the fields that cannot be used, `values` the
    texts to show when the form comes back; `known` says whether it had any field of ours."""

    preferences: Preferences
    bad: frozenset[str]
    values: dict[str, str]
    known: bool


def values(of: Preferences) -> dict[str, str]:
    """What stands in each field; languages aside, which have more than one."""
    shown = look.look(of.look) or look.USUAL
    return {
        **{name: _text(getattr(of, name)) for name in preferences.NAMES if name != "languages"},
        **{LOOK + name: _text(getattr(shown, name)) for name in look.NAMES},
    }


def _text(value: object) -> str:
    if isinstance(value, bool):
        return SWITCH[value]
    return "" if value is None else str(value)


def sent(form: Mapping[str, Sequence[str]], saved: Preferences) -> Sent:
    """What a form with these fields makes of the `saved` preferences."""
    off = "off" if "whole" in form else None
    given: dict[str, object] = _given(form, preferences.NAMES, dict.fromkeys(SWITCHES, off))
    styled = _given(form, [LOOK + name for name in look.NAMES], dict.fromkeys(LOOK_SWITCHES, off))
    if "languages" in form:
        given["languages"] = [tag for value in form["languages"] for tag in value.split(",")]
    if given.get("captions", "") not in ON_OR_OFF:
        given |= _choice(str(given["captions"]), saved)
    # Named as captions are, with a kind that does not count here.
    for name in given.keys() & {"second", "transcript_language"}:
        given[name] = str(given[name]).partition(".")[0]
    bad_look: frozenset[str] = frozenset()
    if styled:
        found, bad_look = _look(styled, saved, preset=form.get("preset", ("",))[-1])
        given["look"] = look.code_of(found)
    changed, bad = preferences.validated(given, saved)
    bad |= bad_look
    raw = {name: str(one) for name, one in (given | styled).items() if name in bad}
    return Sent(changed, bad, values(changed) | raw, bool(given))


def _given(
    form: Mapping[str, Sequence[str]], names: Sequence[str], unsaid: Mapping[str, str | None]
) -> dict[str, Any]:
    """The last text of each of these fields; where a form lacks one, what is `unsaid` of it."""
    found = {name: form[name][-1] if name in form else unsaid.get(name) for name in names}
    return {name: value for name, value in found.items() if value is not None}


def _choice(named: str, saved: Preferences) -> dict[str, object]:
    """What a choice in a menu means: `es`, or `es.subtitles` where there are two of a language."""
    tag, _, kind = named.partition(".")
    chosen: dict[str, object] = {"captions": "on", "languages": [tag, *saved.languages]}
    return chosen | ({"kind": kind} if kind in KINDS else {})


def _look(
    styled: Mapping[str, str], saved: Preferences, *, preset: str
) -> tuple[look.Look, frozenset[str]]:
    if preset in look.PRESETS:
        return look.PRESETS[preset], frozenset()
    given = {name.removeprefix(LOOK): value for name, value in styled.items()}
    found, bad = look.validated(given, look.look(saved.look) or look.USUAL)
    return found, frozenset(LOOK + name for name in bad)
