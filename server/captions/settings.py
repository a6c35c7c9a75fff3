"""What the settings of a cue and of a region come to, in the order of the WebVTT specification.

Knows names, values and defaults; knows nothing of files. Percentages are floats from 0 to 100.
Sources: https://www.w3.org/TR/webvtt1/#webvtt-settings-parser-algorithm and
#region-settings-parsing.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from server.problems import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any

Auto = Literal["auto"]

_WORD = re.compile(r"[^ \t\n\f\r]+")
_PERCENTAGE = re.compile(r"[0-9]+(?:\.[0-9]+)?%")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_LONG = 40


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the picture that cues can be put in."""

    id: str = ""
    width: float = 100
    lines: int = 3
    anchor: tuple[float, float] = (0, 100)
    viewport_anchor: tuple[float, float] = (0, 100)
    scroll: Literal["", "up"] = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where and how a cue is shown."""

    vertical: Literal["", "rl", "lr"] = ""
    line: float | Auto = "auto"
    snap_to_lines: bool = True
    line_align: Literal["start", "center", "end"] = "start"
    position: float | Auto = "auto"
    position_align: Literal["auto", "line-left", "center", "line-right"] = "auto"
    size: float = 100
    align: Literal["start", "center", "end", "left", "right"] = "center"
    region: Region | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """A setting that is passed over: the rule it breaks, why, and its place in the text."""

    rule: str
    message: str
    at: int


def settings(text: str, regions: Iterable[Region] = ()) -> Settings:
    """The settings that `text` (a cue's `settings`) comes to among the file's regions."""
    known = {region.id: region for region in regions if region.id}
    values: dict[str, Any] = {}
    for name, value, _ in _pairs(text):
        if name == "region":
            values["region"] = known.get(value)
        elif name in _CUE:
            values.update(_CUE[name].values(value) or {})
    result = Settings(**values)
    placed = result.line != "auto" or result.size != 100 or result.vertical
    return replace(result, region=None) if placed and result.region else result


def modern_settings(text: str) -> str:
    """A cue's settings with “center” for the “middle” of old drafts.

    Only where the cue is shown as before: a place that was passed over would else be taken.
    """
    for word in _WORD.finditer(text):
        name, _, value = word[0].partition(":")
        if "middle" in value.split(",") and name in _CUE and not _CUE[name].values(value):
            # Both words have six letters, so the places of the other settings stay.
            changed = text[: word.start()] + _modern(word[0]) + text[word.end() :]
            if _CUE[name].values(_modern(value)) and settings(changed) == settings(text):
                text = changed
    return text


def region(text: str) -> Region:
    """The region that the lines under REGION define."""
    values: dict[str, Any] = {}
    for name, value, _ in _pairs(text):
        if name in _REGION:
            values.update(_REGION[name].values(value) or {})
    return Region(**values)


def setting_faults(text: str, regions: Mapping[str, object]) -> Iterator[Fault]:
    """What in a cue's settings is passed over; `regions` by their ids."""
    yield from _faults(text, _CUE, "vtt-setting")
    for name, value, at in _pairs(text):
        if name == "region" and value not in regions:
            message = f"No region “{_short(value)}” is defined; define it above the cues."
            yield Fault("vtt-region", message, at)


def region_faults(text: str) -> Iterator[Fault]:
    """What in the lines under REGION is passed over."""
    yield from _faults(text, _REGION, "vtt-region-setting")


def _faults(text: str, known: Mapping[str, _Setting], rule: str) -> Iterator[Fault]:
    for word in _WORD.finditer(text):
        name, colon, value = word[0].partition(":")
        shown, at = _short(word[0]), word.start()
        if not (name and colon and value):
            expected = "expected name:value without spaces, as in align:start."
            yield Fault(rule, f"“{shown}” is no setting; {expected}", at)
        elif name not in known:
            hint = nearest(name, known) if len(name) <= _LONG else ""
            yield Fault(rule, f"There is no setting “{_short(name)}”. {hint}".rstrip(), at)
        elif known[name].values(value) is None:
            legacy = "middle" in value.split(",")
            message = f"“{shown}” is passed over; write {known[name].expected}."
            if legacy:
                message = f"“{shown}” is from an old draft; write “{_modern(shown)}”."
            yield Fault("vtt-legacy-setting" if legacy else rule, message, at)


def _modern(setting: str) -> str:
    return setting.replace("middle", "center")


def _short(text: str) -> str:
    return text if len(text) <= _LONG else text[:_LONG] + "…"


def _pairs(text: str) -> Iterator[tuple[str, str, int]]:
    for word in _WORD.finditer(text):
        name, colon, value = word[0].partition(":")
        if name and colon and value:
            yield name, value, word.start()


def _percentage(text: str) -> float | None:
    if not _PERCENTAGE.fullmatch(text):
        return None
    number = float(text[:-1])
    return number if number <= 100 else None


def _line(value: str) -> dict[str, Any] | None:
    place, comma, align = value.partition(",")
    if comma and align not in ("start", "center", "end"):
        return None
    percent = place.endswith("%")
    number = _percentage(place) if percent else _number(place)
    if number is None:
        return None
    found: dict[str, Any] = {"line": number, "snap_to_lines": not percent}
    return found | {"line_align": align} if comma else found


def _number(text: str) -> float | None:
    if not _NUMBER.fullmatch(text):
        return None
    number = float(text)
    return number if math.isfinite(number) else None


def _position(value: str) -> dict[str, Any] | None:
    place, comma, align = value.partition(",")
    number = _percentage(place)
    if number is None or (comma and align not in ("line-left", "center", "line-right")):
        return None
    return {"position": number} | ({"position_align": align} if comma else {})


def _one_percentage(name: str) -> Callable[[str], dict[str, Any] | None]:
    def values(value: str) -> dict[str, Any] | None:
        number = _percentage(value)
        return None if number is None else {name: number}

    return values


def _one_of(name: str, *words: str) -> Callable[[str], dict[str, Any] | None]:
    return lambda value: {name: value} if value in words else None


def _anchor(name: str) -> Callable[[str], dict[str, Any] | None]:
    def values(value: str) -> dict[str, Any] | None:
        x, _, y = value.partition(",")
        place = (_percentage(x), _percentage(y))
        return None if None in place else {name: place}

    return values


def _lines(value: str) -> dict[str, Any] | None:
    # Digits without end are no number of lines; Python refuses to convert them.
    return {"lines": int(value)} if re.fullmatch(r"[0-9]{1,300}", value) else None


@dataclass(frozen=True, slots=True)
class _Setting:
    values: Callable[[str], dict[str, Any] | None]
    expected: str


_CUE = {
    "region": _Setting(lambda value: {"region": value}, "the id of a region"),
    "vertical": _Setting(_one_of("vertical", "rl", "lr"), "vertical:rl or vertical:lr"),
    "line": _Setting(_line, "a number or 0–100%, then ,start ,center or ,end if need be"),
    "position": _Setting(_position, "0–100%, then ,line-left ,center or ,line-right if need be"),
    "size": _Setting(_one_percentage("size"), "0–100%"),
    "align": _Setting(
        _one_of("align", "start", "center", "end", "left", "right"),
        "align:start, center, end, left or right",
    ),
}
_REGION = {
    "id": _Setting(lambda value: {"id": value}, "any word"),
    "width": _Setting(_one_percentage("width"), "0–100%"),
    "lines": _Setting(_lines, "a whole number"),
    "regionanchor": _Setting(_anchor("anchor"), "two percentages, as in 0%,100%"),
    "viewportanchor": _Setting(_anchor("viewport_anchor"), "two percentages, as in 0%,100%"),
    "scroll": _Setting(_one_of("scroll", "up"), "scroll:up"),
}
