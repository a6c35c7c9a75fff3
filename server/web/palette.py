"""The colours of a theme's stylesheets, and whether those that meet can be told apart.

Knows custom properties of `:root`, media queries for schemes, and contrast; knows no owner and no
file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import tinycss2
from tinycss2.color4 import parse_color

from server.web.contrast import ratio

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from server.web.contrast import Colour

# WCAG 2.2: 1.4.6 for text, 1.4.11 for what has to be seen of a control and its focus.
TEXT, CONTROL = 7.0, 3.0

# What readers ask of their device → what media queries are answered then.
SCHEMES: dict[str, Mapping[str, str]] = {
    "light": {"prefers-color-scheme": "light", "prefers-contrast": "no-preference"},
    "dark": {"prefers-color-scheme": "dark", "prefers-contrast": "no-preference"},
    "light, more contrast": {"prefers-color-scheme": "light", "prefers-contrast": "more"},
    "dark, more contrast": {"prefers-color-scheme": "dark", "prefers-contrast": "more"},
}
LAYERS = ("base", "components", "theme", "")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two colours that meet, and the contrast that they need at least."""

    front: str
    ground: str
    least: float


def hexadecimal(colour: Colour) -> str:
    """A colour as HTML writes it: `#12263a`."""
    return "#" + "".join(f"{round(part):02x}" for part in colour)


def _on(grounds: str, least: float, fronts: str) -> tuple[Pair, ...]:
    return tuple(
        Pair(front, ground, least) for ground in grounds.split() for front in fronts.split()
    )


# Every pair that a page of ours shows.
PAIRS = (
    *_on("paper card", TEXT, "text text-soft link link-strong coral"),
    *_on("tint", TEXT, "text link"),
    *_on("amber-tint", TEXT, "text text-soft link"),
    *_on("coral-tint", TEXT, "text text-soft link link-strong coral"),
    *_on("ink stage", TEXT, "on-ink on-ink-soft on-ink-link"),
    *_on("stage-soft", TEXT, "on-ink on-ink-link"),
    *_on("amber", TEXT, "on-amber"),
    *_on("paper card", CONTROL, "edge ring link"),
    *_on("ink stage", CONTROL, "on-ink-soft amber"),
)


@dataclass(frozen=True, slots=True)
class Faint:
    """A pair that has less contrast than it needs."""

    pair: Pair
    scheme: str
    measured: float


def faint(css: str) -> Iterator[Faint]:
    """The pairs that are hard to tell apart in one scheme or another."""
    for scheme, answers in SCHEMES.items():
        colours = palette(css, answers)
        for pair in PAIRS:
            if pair.front in colours and pair.ground in colours:
                measured = ratio(colours[pair.front], colours[pair.ground])
                if measured < pair.least:
                    yield Faint(pair, scheme, measured)


def own_styles(css: str, *, light: Mapping[str, str], dark: Mapping[str, str]) -> str:
    """A stylesheet that gives colours of their own to some properties of `css`.

    What has another value in the dark keeps ours there until `dark` says one. On paper, and where
    more contrast is asked for, all are ours: the whole set is made for that.
    """
    if not light and not dark:
        return ""
    ours, ours_dark = (palette(css, SCHEMES[name]) for name in ("light", "dark"))
    always = {name: value for name, value in light.items() if ours.get(name) == ours_dark.get(name)}
    only_light = {name: value for name, value in light.items() if name not in always}
    queries = {
        "": always,
        " and (prefers-color-scheme: light)": only_light,
        " and (prefers-color-scheme: dark)": dark,
    }
    return "".join(_rule(query, said) for query, said in queries.items() if said)


def _rule(query: str, said: Mapping[str, str]) -> str:
    listed = ";".join(f"--{name}:{value}" for name, value in said.items())
    return (
        f"@layer theme{{@media screen and (not (prefers-contrast: more)){query}"
        f"{{:root{{{listed}}}}}}}\n"
    )


def palette(css: str, answers: Mapping[str, str]) -> dict[str, Colour]:
    """Name → colour, of every custom property of `:root` that is one and hides what is below."""
    said = sorted(_declared(css, tuple(answers.items())), key=lambda one: one[0])
    values = {name: value for _, name, value in said}
    found = {name: _colour(value, values) for name, value in values.items()}
    return {name: colour for name, colour in found.items() if colour}


# The place in the cascade, the name without its dashes, the value.
_Said = tuple[tuple[int, int], str, str]


# A reload asks again, and nearly always of the same stylesheet.
@lru_cache(maxsize=8)
def _declared(css: str, answers: tuple[tuple[str, str], ...]) -> tuple[_Said, ...]:
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return tuple(_in(rules, "", dict(answers)))


def _in(
    rules: Sequence[tinycss2.ast.Node], layer: str, answers: Mapping[str, str]
) -> Iterator[_Said]:
    for rule in rules:
        if rule.type == "at-rule" and rule.content:
            prelude = tinycss2.serialize(rule.prelude).strip()
            inner = tinycss2.parse_rule_list(rule.content, skip_whitespace=True)
            if rule.lower_at_keyword == "layer":
                yield from _in(inner, prelude, answers)
            elif rule.lower_at_keyword == "media" and _applies(prelude, answers):
                yield from _in(inner, layer, answers)
        elif rule.type == "qualified-rule":
            yield from _of_root(rule, LAYERS.index(layer) if layer in LAYERS else 0)


def _of_root(rule: tinycss2.ast.QualifiedRule, layer: int) -> Iterator[_Said]:
    selectors = tinycss2.serialize(rule.prelude).replace(" ", "").strip().split(",")
    weights = {":where(:root)": 0, "html": 1, ":root": 2}
    weight = max((weights[one] for one in selectors if one in weights), default=None)
    if weight is None:
        return
    for one in tinycss2.parse_blocks_contents(rule.content, skip_whitespace=True):
        if one.type == "declaration" and one.name.startswith("--"):
            yield (layer, weight), one.name[2:], tinycss2.serialize(one.value).strip()


def _applies(query: str, answers: Mapping[str, str]) -> bool:
    """Whether all parts of a media query hold; what is not asked about here does not."""
    return all(_holds(part.strip(), answers) for part in query.split(" and "))


def _holds(part: str, answers: Mapping[str, str]) -> bool:
    plain = part.strip("() ")
    if plain.startswith("not "):
        return not _holds(plain.removeprefix("not "), answers)
    name, _, value = plain.partition(":")
    return plain in ("screen", "all") or answers.get(name.strip()) == value.strip()


def _colour(value: str, values: Mapping[str, str]) -> Colour | None:
    for _ in values:  # a property may stand for another one; never for ever
        if not value.startswith("var("):
            break
        value = values.get(value[4:-1].partition(",")[0].strip().removeprefix("--"), "")
    parsed = parse_color(value)
    if parsed is None or isinstance(parsed, str) or parsed.alpha < 1:
        return None
    red, green, blue = (255 * part for part in parsed.to("srgb").coordinates)
    return red, green, blue
