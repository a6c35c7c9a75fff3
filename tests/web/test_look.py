"""How captions look: every setting of the FCC's list, its stylesheet, its code, its contrast."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.web import contrast, look
from server.web.look import USUAL, Look
from tests.web.preferences import LOOKS


def _said(of: Look, selector: str) -> dict[str, str]:
    """What the stylesheet of a look says of a selector: property → value."""
    rule = re.search(rf"^{re.escape(selector)} {{ (.*) }}$", look.stylesheet(of), re.M)
    return dict(re.findall(r"([\w-]+): ([^;]*);", rule[1])) if rule else {}


# A part of the row, a setting, what drawn captions then have, and what the browser's own have.
SETTINGS = [
    ("size", Look(size=50), {"size": "0.5"}, {"font-size": "50%"}),
    ("size", Look(size=400), {"size": "4"}, {"font-size": "400%"}),
    (
        "text",
        Look(colour="cyan", opacity=50),
        {"color": "rgb(0 255 255 / 0.5)", "background": "rgb(0 0 0 / 0.8)"},
        {"color": "rgb(0 255 255 / 0.5)", "background-color": "rgb(0 0 0 / 0.8)"},
    ),
    (
        "background",
        Look(background="blue", background_opacity=20),
        {"color": "rgb(255 255 255 / 1)", "background": "rgb(0 0 255 / 0.2)"},
        {"color": "rgb(255 255 255 / 1)", "background-color": "rgb(0 0 255 / 0.2)"},
    ),
    ("window", Look(window="red", window_opacity=25), {"window": "rgb(255 0 0 / 0.25)"}, {}),
    ("font", Look(bold=True), {"weight": "700"}, {"font-weight": "700"}),
]


@pytest.mark.parametrize(
    ("of", "drawn", "native"),
    [
        pytest.param(*case, marks=pytest.mark.requirement(f"CC-9/{part}"))
        for part, *case in SETTINGS
    ],
)
def test_a_setting_holds_for_drawn_captions_and_for_the_browsers_own(of, drawn, native):
    said = _said(of, ":root")
    assert said.pop("--caption-contrast")
    assert said == {f"--caption-{name}": value for name, value in drawn.items()}
    assert _said(of, "::cue") == native


@pytest.mark.requirement("CC-9/window")
def test_the_window_of_the_browsers_own_captions_has_its_colour_too():
    said = _said(Look(window="red", window_opacity=25), "video::-webkit-media-text-track-display")

    assert said == {"background-color": "rgb(255 0 0 / 0.25)"}


@pytest.mark.requirement("CC-9/font")
@pytest.mark.parametrize("font", [font for font in look.FONTS if font != "usual"])
def test_each_font_is_another_and_ends_with_one_that_every_browser_has(font):
    faces = _said(Look(font=font), "::cue")["font-family"]

    assert faces == _said(Look(font=font), ":root")["--caption-font"]
    assert faces.endswith(("monospace", "serif", "sans-serif", "cursive"))
    same = [other for other, own in look.FONTS.items() if own == faces]
    assert same in ([font], ["sans", "capitals"])


@pytest.mark.requirement("CC-9/font")
def test_one_font_has_small_capitals():
    said = _said(Look(font="capitals"), "::cue")

    assert said["font-variant"] == "small-caps"
    assert _said(Look(font="capitals"), ":root")["--caption-variant"] == "small-caps"


def test_the_eight_fonts_and_the_eight_colours_of_the_fcc_are_there():
    assert len(set(look.CHOICES["font"]) - {"easy"}) == 8
    eight = {"white", "black", "red", "green", "blue", "yellow", "magenta", "cyan"}
    for name in ("colour", "background", "window", "edge_colour"):
        assert eight <= set(look.CHOICES[name]) == set(look.COLOURS)


@pytest.mark.requirement("CC-9/edge")
def test_each_edge_falls_its_own_way():
    shadows = {
        edge: re.findall(r"(\S+)em (\S+)em (\S+)em", _said(Look(edge=edge), "::cue")["text-shadow"])
        for edge in ("raised", "depressed", "outline", "shadow")
    }
    across = {edge: {float(one[0]) for one in falls} for edge, falls in shadows.items()}

    assert min(across["raised"]) > 0 > max(across["depressed"])
    assert min(across["outline"]) < 0 < max(across["outline"])
    assert [edge for edge, falls in shadows.items() if float(falls[0][2])] == ["shadow"]
    assert "text-shadow" not in _said(Look(edge="none"), "::cue")


@pytest.mark.requirement("CC-9/edge")
def test_an_edge_has_its_own_colour():
    assert (
        "rgb(255 255 0 / 1)"
        in _said(Look(edge="outline", edge_colour="yellow"), "::cue")["text-shadow"]
    )


@pytest.mark.requirement("CC-13")
def test_the_background_may_stay():
    assert _said(Look(stays=True), ":root")["--caption-stays"] == "block"
    assert "--caption-stays" not in _said(Look(size=200), ":root")


def test_what_is_as_usual_is_left_to_the_sites_own_styles():
    assert _said(USUAL, ":root").keys() == {"--caption-contrast"}
    assert _said(USUAL, "::cue") == {}
    assert _said(Look(size=200), ":root").keys() == {"--caption-size", "--caption-contrast"}


@given(LOOKS)
def test_a_code_means_its_look_and_no_other(of):
    code = look.code_of(of)

    assert look.look(code) == of
    assert re.fullmatch(r"[a-z0-9-]{1,200}", code)


@given(LOOKS)
def test_no_stylesheet_is_broken(of):
    css = look.stylesheet(of)

    assert re.fullmatch(r"(?:[:\w-]+ \{ (?:[\w-]+: [^;{}<>]+; )+\}\n)+", css), css


@given(st.text() | st.text("usual0123456789-offblackwhite", max_size=100))
def test_no_text_breaks_the_reading_of_a_code(text):
    found = look.look(text)

    assert found is None or look.code_of(found) == text


USUAL_CODE = look.code_of(USUAL)
NO_CODES = [
    "",
    "-" * 11,
    USUAL_CODE + "-",
    USUAL_CODE.upper(),
    USUAL_CODE.replace("usual", "comic"),
    USUAL_CODE.replace("usual-100", "usual-049"),
    USUAL_CODE.replace("usual-100", "usual-0100"),
    USUAL_CODE.replace("usual-100", "usual-401"),
    USUAL_CODE.replace("usual-100", "usual-+100"),
    USUAL_CODE.replace("usual-100", "usual-١٠٠"),
    USUAL_CODE.replace("-off", "-false"),
    USUAL_CODE.replace("white", "#fff"),
]


@pytest.mark.parametrize("code", NO_CODES)
def test_another_spelling_is_no_code(code):
    assert look.look(code) is None


def test_the_usual_look_is_kept_as_nothing():
    assert look.canonical(USUAL_CODE) == look.canonical("") == ""


def test_the_presets_are_what_their_names_say_and_easy_to_read():
    assert look.PRESETS["usual"] == USUAL
    assert look.PRESETS["large"].size == 200
    assert look.PRESETS["yellow"].colour == "yellow"
    assert look.PRESETS["yellow"].background_opacity == 100
    assert look.PRESETS["easy"].font == "easy"
    assert look.contrast(look.PRESETS["contrast"]) == pytest.approx(21)
    assert min(look.contrast(of) for of in look.PRESETS.values()) > 7


# WCAG 2.2's own figures for well-known pairs, and what shines through.
CONTRASTS = [
    (Look(background_opacity=100), 21),
    (Look(background="white", background_opacity=100), 1),
    (Look(colour="red", background="white", background_opacity=100), 3.998),
    (Look(colour="blue", background="white", background_opacity=100), 8.592),
    (Look(colour="grey", background="white", background_opacity=100), 4.542),
    # White text with no ground at all, on a white picture; a window is a ground as well.
    (Look(background_opacity=0), 1),
    (Look(background_opacity=0, window_opacity=100), 21),
    (Look(background="white", background_opacity=0, window_opacity=100), 21),
    (Look(background_opacity=0, opacity=0, window_opacity=100), 1),
    # Black at 80 % over white is #333333.
    (Look(), 12.63),
    # A solid outline is a ground of its own.
    (Look(background_opacity=0, edge="outline"), 21),
    (Look(background_opacity=0, edge="outline", edge_colour="white"), 1),
    (Look(background_opacity=0, edge="shadow"), 1),
]


@pytest.mark.parametrize(("of", "expected"), CONTRASTS)
def test_contrast_is_measured_on_the_worst_of_pictures(of, expected):
    assert look.contrast(of) == pytest.approx(expected, rel=0.02)


@given(LOOKS)
def test_no_contrast_is_less_than_none_or_more_than_black_on_white(of):
    assert 1 <= look.contrast(of) <= 21.01


def test_half_black_over_white_is_grey():
    assert contrast.over((0, 0, 0), 50, (255, 255, 255)) == (127.5, 127.5, 127.5)
