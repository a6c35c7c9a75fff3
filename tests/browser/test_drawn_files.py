"""What a caption file says that the cues of a browser may not: its regions and its styles."""

from __future__ import annotations

import pytest

from tests.browser.conftest import until
from tests.browser.drawing import ours, seek, stage

WIDTH, HEIGHT = 640, 360
REGIONS = """WEBVTT

REGION
id:left
width:40%
lines:3
regionanchor:0%,100%
viewportanchor:10%,90%
scroll:up

REGION
id:right
width:30%
lines:2
regionanchor:100%,0%
viewportanchor:95%,10%

00:00.000 --> 00:08.000 region:left
One

00:02.000 --> 00:08.000 region:left
Two

00:04.000 --> 00:08.000 region:left
Three

00:06.000 --> 00:08.000 region:left
Four

00:02.000 --> 00:08.000 region:right align:left
At the right

00:06.000 --> 00:08.000
In no region

00:10.000 --> 00:12.000 region:left size:50%
With a place of its own

00:14.000 --> 00:16.000 region:missing
Nowhere

00:18.000 --> 00:20.000 region:left position:0%,line-left align:left
At the edge of the region
"""
REGION = """() => [...document.querySelectorAll('.region')].map(one => {
  const { x, y, width, height } = one.getBoundingClientRect();
  return [x, y, width, height].map(Math.round);
})"""


@pytest.mark.requirement("CC-14/roll-up")
def test_captions_roll_up_in_their_region(visit, demo):
    page = stage(visit, demo, REGIONS)
    seek(page, 1)
    ((x, y, width, height),) = page.evaluate(REGION)
    assert (x, width, y + height) == (64, 256, round(0.9 * HEIGHT))
    tops = [one.box[1] for one in ours(page)]
    seek(page, 3)
    # What was there goes up by a line, in its time and not at once.
    until(page, "document.getAnimations().length === 0")
    one, two = (one for one in ours(page) if one.box[0] < WIDTH / 2)
    assert one.box[1] == pytest.approx(tops[0] - two.box[3], abs=1)
    assert two.box[1] == pytest.approx(tops[0], abs=1)
    seek(page, 5)
    assert page.evaluate("document.getAnimations().map(one => one.effect.getTiming().duration)")


def test_a_region_that_is_full_hides_its_oldest_line(visit, demo):
    page = stage(visit, demo, REGIONS)
    seek(page, 7)
    until(page, "document.getAnimations().length === 0")
    top = page.evaluate(REGION)[0][1]
    ends = {one.text: one.box[1] + one.box[3] for one in ours(page)}
    assert ends["One"] <= top + 1
    assert ends["Two"] > top + 10


def test_a_region_is_where_its_anchors_meet_and_others_avoid_it(visit, demo):
    page = stage(visit, demo, REGIONS)
    seek(page, 7)
    left, right = page.evaluate(REGION)
    lines = 2 * max(1.2 * 18, right[3])
    assert right[0] + right[2] == round(0.95 * WIDTH)
    assert right[1] + right[3] == pytest.approx(0.1 * HEIGHT + lines, abs=2)
    free = next(one for one in ours(page) if one.text == "In no region")
    assert free.box[1] + free.box[3] <= left[1] + 1


def test_a_cue_with_a_place_of_its_own_or_an_unknown_region_is_in_none(visit, demo):
    page = stage(visit, demo, REGIONS)
    for second in (11, 15):
        seek(page, second)
        assert page.locator(".drawn > .cue").count() == 1
        assert page.locator(".region").count() == 0


def test_position_and_alignment_count_in_the_region(visit, demo):
    page = stage(visit, demo, REGIONS)
    seek(page, 19)
    (one,) = ours(page)
    assert one.words[0] == pytest.approx(0.1 * WIDTH, abs=1)


def test_whoever_wants_less_motion_sees_lines_at_their_place_at_once(visit, demo):
    page = stage(visit, demo, REGIONS, reduced_motion="reduce")
    seek(page, 1)
    seek(page, 3)
    assert page.evaluate("document.getAnimations().length") == 0


STYLES = """WEBVTT

STYLE
::cue { font-weight: 300; background-color: navy }
::cue(.loud) { color: orange }
::cue(v[voice="Ann"]) { color: lime; background: url(/stolen.png) }
::cue(#one) { font-style: italic; position: fixed }
::cue(b), #after { text-decoration: underline; display: none }

STYLE
#after { display: none }

one
00:00.000 --> 00:02.000
<v Ann>Hello <c.loud>there</c></v> <b>bold</b>

two
00:02.000 --> 00:04.000
<v Bob>Hello
"""
STYLE = "([selector, name]) => getComputedStyle(document.querySelector(selector))[name]"


def style_of(page, selector, name):
    return page.evaluate(STYLE, [selector, name])


def test_the_styles_of_a_file_hold_for_its_cues_and_nothing_else(visit, demo):
    asked = []
    page = stage(visit, demo, STYLES)
    page.on("request", lambda request: asked.append(request.url))
    seek(page, 1)
    assert style_of(page, "[data-class~=loud]", "color") == "rgb(255, 165, 0)"
    assert style_of(page, "[data-voice]", "color") == "rgb(0, 255, 0)"
    assert style_of(page, ".cue-words", "backgroundColor") == "rgb(0, 0, 128)"
    assert style_of(page, ".cue-words", "fontStyle") == "italic"
    assert style_of(page, ".cue-words", "position") == "static"
    assert style_of(page, "[data-voice]", "backgroundImage") == "none"
    assert page.locator("#after").is_visible()
    seek(page, 3)
    assert style_of(page, "[data-voice]", "color") == "rgb(255, 255, 255)"
    assert style_of(page, ".cue-words", "fontStyle") == "normal"
    assert [url for url in asked if "stolen" in url] == []
    page.evaluate("drawing.disconnect()")
    assert page.evaluate("document.adoptedStyleSheets.length") == 0


def test_what_the_reader_has_chosen_goes_before_the_styles_of_a_file(visit, demo):
    look = ":root { --caption-color: white; --caption-background: black }"
    page = stage(visit, demo, STYLES, look=look)
    seek(page, 1)
    assert style_of(page, "[data-class~=loud]", "color") == "rgb(255, 255, 255)"
    assert style_of(page, ".cue-words", "backgroundColor") == "rgb(0, 0, 0)"


def test_words_to_come_are_seen_where_their_file_says_how(visit, demo):
    page = stage(
        visit,
        demo,
        "WEBVTT\n\nSTYLE\n::cue(:future) { color: gray }\n\n"
        "00:00.000 --> 00:04.000\nOne <00:00:02.000>two\n",
    )
    seek(page, 1)
    assert style_of(page, "[data-future]", "visibility") == "visible"
    assert style_of(page, "[data-future]", "color") == "rgb(128, 128, 128)"
    seek(page, 3)
    assert page.locator("[data-future]").count() == 0


def test_a_file_that_cannot_be_read_again_is_drawn_all_the_same(visit, demo):
    page = stage(visit, demo, REGIONS)
    page.evaluate(
        """async () => {
          drawing.show([]);
          drawing.disconnect();
          const { Drawing } = await import('/assets/0/components/captions/drawing.js');
          window.drawing = new Drawing(document.querySelector('.screen'), video);
          drawing.show([{ ...shown[0], regions: '/no/such/file.vtt' }]);
        }"""
    )
    seek(page, 1)
    assert [one.text for one in ours(page)] == ["One"]


PAINTED = """WEBVTT

REGION
id:left
width:40%

REGION
id:right
width:40%
viewportanchor:90%,90%

STYLE
::cue-region { color: orange; background-color: navy; position: static }
::cue-region(#left) { background-color: teal; opacity: 0.9 }

00:00.000 --> 00:02.000 region:left
One

00:00.000 --> 00:02.000 region:right
Two
"""


@pytest.mark.parametrize("chosen", [False, True])
def test_a_file_paints_its_regions_where_the_reader_has_chosen_nothing(visit, demo, chosen):
    look = ":root { --caption-color: white; --caption-window: black }" if chosen else ""
    page = stage(visit, demo, PAINTED, look=look)
    seek(page, 1)
    left, right = (f".region[data-id={name}]" for name in ("left", "right"))
    black, white = "rgb(0, 0, 0)", "rgb(255, 255, 255)"
    assert style_of(page, left, "backgroundColor") == (black if chosen else "rgb(0, 128, 128)")
    assert style_of(page, right, "backgroundColor") == (black if chosen else "rgb(0, 0, 128)")
    assert style_of(page, f"{right} .cue-words", "color") == (
        white if chosen else "rgb(255, 165, 0)"
    )
    assert style_of(page, left, "opacity") == "0.9"
    assert style_of(page, left, "position") == "absolute"
