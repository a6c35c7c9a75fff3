"""How captions look: a viewer's settings, their code, and the stylesheet the code stands for.

The settings are those of 47 CFR 79.103(c): font, size, colour and opacity of text, background and
window, edge. Knows values and CSS; knows no reader and no request.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, TypeAdapter

from server.web import fields
from server.web.contrast import Colour as Rgb
from server.web.contrast import over, ratio

if TYPE_CHECKING:
    from collections.abc import Mapping

Colour = Literal[
    "white", "black", "red", "green", "blue", "yellow", "magenta", "cyan", "orange", "grey", "cream"
]
Font = Literal[
    "usual", "monoserif", "serif", "monosans", "sans", "casual", "cursive", "capitals", "easy"
]
Opacity = Annotated[int, Field(ge=0, le=100)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A look of captions; as it is made here, the usual one. Size and opacities are in per cent.

    The eight fonts of the FCC, and one for easy reading; `window` is the box behind all lines,
    `stays` keeps it while no caption is shown.
    """

    font: Font = "usual"
    size: Annotated[int, Field(ge=50, le=400)] = 100
    bold: bool = False
    colour: Colour = "white"
    opacity: Opacity = 100
    background: Colour = "black"
    background_opacity: Opacity = 80
    window: Colour = "black"
    window_opacity: Opacity = 0
    edge: Literal["none", "raised", "depressed", "outline", "shadow"] = "none"
    edge_colour: Colour = "black"
    stays: bool = False


USUAL = Look()
NAMES = fields.names(Look)
_ADAPTER = TypeAdapter(Look)
LIMITS = fields.limits(_ADAPTER)
CHOICES = fields.choices(_ADAPTER)

# Looks to begin with.
PRESETS = {
    "usual": USUAL,
    "large": Look(size=200),
    "contrast": Look(size=125, bold=True, background_opacity=100),
    "yellow": Look(size=125, colour="yellow", background_opacity=100),
    "easy": Look(font="easy", size=125, colour="cream", background_opacity=100),
}

# The eight colours of the FCC at full strength, and softer ones.
COLOURS: dict[str, Rgb] = {
    "white": (255, 255, 255),
    "black": (0, 0, 0),
    "red": (255, 0, 0),
    "green": (0, 255, 0),
    "blue": (0, 0, 255),
    "yellow": (255, 255, 0),
    "magenta": (255, 0, 255),
    "cyan": (0, 255, 255),
    "orange": (255, 176, 0),
    "grey": (118, 118, 118),
    "cream": (255, 246, 214),
}
_SANS = 'Helvetica, Arial, "Liberation Sans", "Noto Sans", sans-serif'
# Faces that systems bring, then a generic one. The usual face is the one of the caption's script.
FONTS = {
    "usual": "",
    "monoserif": '"Courier New", Courier, "Nimbus Mono PS", "Liberation Mono", monospace',
    "serif": '"Times New Roman", Times, "Liberation Serif", "Noto Serif", serif',
    "monosans": 'Consolas, Menlo, "DejaVu Sans Mono", "Noto Sans Mono", monospace',
    "sans": _SANS,
    "casual": '"Comic Sans MS", "Chalkboard SE", "Comic Neue", "Comic Relief", cursive',
    "cursive": '"Snell Roundhand", "Segoe Script", "Apple Chancery", Z003, cursive',
    "capitals": _SANS,
    "easy": '"Atkinson Hyperlegible Next", "Atkinson Hyperlegible", Lexend, Verdana, Tahoma, '
    '"DejaVu Sans", "Noto Sans", sans-serif',
}
# Where the shadows of an edge fall, in hundredths of the size of the text: right, down, blurred.
_ROUND = ((-1, -1), (0, -1), (1, -1), (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0))
EDGES = {
    "none": (),
    "raised": ((3, 3, 0), (6, 6, 0), (9, 9, 0)),
    "depressed": ((-3, -3, 0), (-6, -6, 0), (-9, -9, 0)),
    "outline": tuple((6 * x, 6 * y, 0) for x, y in _ROUND),
    "shadow": ((8, 8, 12), (8, 8, 12)),
}


def look(code: str) -> Look | None:
    """The look of a code, such as `usual-200-off-white-100-black-80-…`; None of anything else."""
    parts = code.split("-")
    if len(code) > 200 or len(parts) != len(NAMES):
        return None
    found, bad = validated(dict(zip(NAMES, parts, strict=True)))
    return found if not bad and code_of(found) == code else None


def code_of(of: Look) -> str:
    """The code of a look: its settings in order."""
    values = (getattr(of, name) for name in NAMES)
    return "-".join(
        {True: "on", False: "off"}[v] if isinstance(v, bool) else str(v) for v in values
    )


def canonical(code: str) -> str:
    """A code as preferences keep it, the usual look as nothing; `ValueError` where it is none."""
    found = look(code) if code else USUAL
    if found is None:
        raise ValueError("expected the code of a look")
    return "" if found == USUAL else code


def validated(given: Mapping[str, object], base: Look = USUAL) -> tuple[Look, frozenset[str]]:
    """`base` with what is `given` by name, and the names of what cannot be used."""
    return fields.validated(_ADAPTER, base, given)


def stylesheet(of: Look) -> str:
    """The CSS of a look, for captions that are drawn and for those of the browser.

    Only what differs from the usual look is said, so that the rest keeps to the site's own styles
    and to the author's. Text and its background are chosen together: said of one, said of both.
    """
    usual, drawn = _drawn(USUAL), _drawn(of)
    changed = {name for name in drawn if drawn[name] != usual[name]}
    changed |= TOGETHER if changed & TOGETHER else set()
    drawn = {name: value for name, value in drawn.items() if name in changed}
    native = {_NATIVE[name]: value for name, value in drawn.items() if name in _NATIVE}
    if "size" in drawn:
        native["font-size"] = f"{of.size}%"
    # Never rounded up: 4.46 is less than 4.5.
    root = {f"--caption-{name}": value for name, value in drawn.items()}
    root["--caption-contrast"] = f"{int(contrast(of) * 10) / 10}"
    # Chromium and WebKit alone have a box behind the browser's own captions.
    window = {"background-color": drawn["window"]} if "window" in drawn else {}
    rules = {":root": root, "::cue": native, "video::-webkit-media-text-track-display": window}
    return "".join(_rule(selector, said) for selector, said in rules.items() if said)


def _rule(selector: str, said: Mapping[str, str]) -> str:
    listed = " ".join(f"{name}: {value};" for name, value in said.items())
    return f"{selector} {{ {listed} }}\n"


# An author's red on a reader's blue would be nobody's choice.
TOGETHER = {"color", "background"}
# Name of the custom property → the property of `::cue` that is the same.
_NATIVE = {
    "font": "font-family",
    "color": "color",
    "background": "background-color",
    "edge": "text-shadow",
    "variant": "font-variant",
    "weight": "font-weight",
}


def _drawn(of: Look) -> dict[str, str]:
    """The custom properties `--caption-…` of a look."""
    return {
        "font": FONTS[of.font],
        "size": f"{of.size / 100:g}",
        "color": _css(of.colour, of.opacity),
        "background": _css(of.background, of.background_opacity),
        "window": _css(of.window, of.window_opacity),
        "edge": _shadows(of) or "none",
        "variant": "small-caps" if of.font == "capitals" else "normal",
        "weight": "700" if of.bold else "400",
        "stays": "block" if of.stays else "none",
    }


def _css(colour: str, opacity: int) -> str:
    red, green, blue = COLOURS[colour]
    return f"rgb({red} {green} {blue} / {opacity / 100:g})"


def _shadows(of: Look) -> str:
    colour = _css(of.edge_colour, of.opacity)
    return ", ".join(
        f"{right / 100:g}em {down / 100:g}em {blurred / 100:g}em {colour}"
        for right, down, blurred in EDGES[of.edge]
    )


def contrast(of: Look) -> float:
    """The contrast of text and ground (WCAG 2.2, 1.4.3) on the worst of pictures.

    What shines through counts. A solid outline counts as ground where it is the better one.
    """
    found = min(_contrast_on((grey, grey, grey), of) for grey in range(0, 256, 15))
    if of.edge != "outline" or of.opacity < 100:
        return found
    return max(found, ratio(COLOURS[of.colour], COLOURS[of.edge_colour]))


def _contrast_on(picture: Rgb, of: Look) -> float:
    ground = over(COLOURS[of.window], of.window_opacity, picture)
    ground = over(COLOURS[of.background], of.background_opacity, ground)
    return ratio(over(COLOURS[of.colour], of.opacity, ground), ground)


# What every stylesheet of this version says: in its address, so that it can be kept for ever.
EDITION = hashlib.sha256(
    "".join(
        stylesheet(validated({"font": font, "edge": edge})[0]) for font in FONTS for edge in EDGES
    ).encode()
).hexdigest()[:8]


def look_url(code: str) -> str:
    """Where the stylesheet of a look is found; the usual look, whose code is empty, has none."""
    return f"/captions-look/{code}.css?{EDITION}" if code else ""
