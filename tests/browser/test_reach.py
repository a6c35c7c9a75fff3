"""Everything can be hit with a finger and seen to have the focus, on every kind of page, with each
menu and dialog open, and on a screen of 1280 by 1024 pixels at 400 %."""

from __future__ import annotations

import pytest

from tests.browser.conftest import axe_violations_in_every_look
from tests.browser.reach import LEAST, focus_seen, small_targets

PATHS = ["", "captions-guide", "preferences", "transcripts/ketamine-basics", "tell-us"]
TOPICS = ["ketamine-addiction", "captions-for-everyone"]
LOOKS = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "more contrast": {"contrast": "more"},
    "forced colours": {"forced_colors": "active"},
}
# 1280 × 1024 at 400 % (WCAG 2.2, 1.4.10).
ZOOMED = (320, 256)
WIDTHS = [1280, 320]
MENUS = ["languages", "second", "speed", "chapters", "more"]
DIALOGS = ["keys", "settings", "adjust"]
OPEN = "[role=menu]:not([hidden]), dialog[open]"
# What sticks out of what is open, at a side where nothing scrolls to it.
CUT_OFF = """() => {
  const box = document.querySelector('[role=menu]:not([hidden]), dialog[open]');
  const {left, right} = box.getBoundingClientRect();
  return [[box, 0, innerWidth], ...[...box.querySelectorAll('*')].map(one => [one, left, right])]
    .filter(([one]) => one.checkVisibility() && !one.closest('.visually-hidden, svg'))
    .filter(([one, from, to]) => {
      const inside = one.getBoundingClientRect();
      return inside.width > 1 && (inside.left < from - 1 || inside.right > to + 1);
    })
    .map(([one]) => one.outerHTML.slice(0, 100));
}"""


@pytest.fixture
def player(visit, every_version):
    """A function that opens the topic with every version, in a window of a size."""

    def opened(size, address=every_version, **look):
        page = visit(address, **look)
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.wait_for_function("() => document.querySelector('video').readyState >= 1")
        return page

    return opened


def unfolded(page):
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    # The tools of a transcript come when it opens.
    page.wait_for_load_state("networkidle")
    page.wait_for_function(
        "() => !document.querySelector('details.transcript [data-tool][hidden]')"
        " || !document.querySelector('legenda-player')"
    )
    return page


def shown(page, name):
    """Opens a menu or dialog of the first player; two of them, others open for a viewer."""
    if name in ("second", "adjust"):
        request = "second-menu" if name == "second" else name
        page.evaluate("name => document.querySelector('legenda-player').request(name)", arg=request)
    elif name in MENUS:
        page.locator(f"[id$='-{name}-button']").first.click()
    else:
        page.locator(".frame").first.focus()
        page.keyboard.press({"keys": "?", "settings": "o"}[name])
    page.locator(OPEN).first.wait_for()
    return page


@pytest.mark.requirement("WCAG 2.5.8")
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("path", [*PATHS, *TOPICS])
def test_every_target_of_a_page_is_large(visit, demo, path, language):
    page = unfolded(visit(f"{demo}/{language}/{path}", locale=language))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert small_targets(page) == [], width


@pytest.mark.requirement("WCAG 2.5.8")
@pytest.mark.parametrize("name", [*MENUS, *DIALOGS])
def test_every_target_of_a_menu_or_dialog_is_large(player, name):
    page = shown(player((1280, 800)), name)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 256})
        assert small_targets(page) == [], width


def test_small_targets_are_found_and_links_in_sentences_are_not_among_them(visit):
    page = visit("about:blank")
    page.set_content('<p>Read <a href="#">this</a> first.</p><p><a href="#a">Alone</a></p>')
    assert len(small_targets(page)) == len(small_targets(page, LEAST)) == 1


@pytest.mark.requirement("WCAG 2.4.11")
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("path", [*PATHS, "a-topic", "supporting-someone"])
def test_the_focus_is_seen_at_every_stop_of_a_page(visit, demo, every_version, path, look):
    address = every_version if path == "a-topic" else f"{demo}/en/{path}"
    focus = focus_seen(unfolded(visit(address, **LOOKS[look])))
    assert len(focus.stops) > 10
    assert focus.unseen == ()


@pytest.mark.requirement("WCAG 2.4.11")
@pytest.mark.parametrize("look", LOOKS)
def test_the_focus_is_seen_in_every_menu_and_dialog(player, look):
    page = player((1280, 800), **LOOKS[look])
    for name in [*MENUS, *DIALOGS]:
        shown(page, name)
        focus = focus_seen(page, key="ArrowDown" if name in MENUS else "Tab")
        assert focus.stops, name
        assert focus.unseen == (), name
        page.keyboard.press("Escape")


def test_a_focus_that_cannot_be_seen_is_found(visit):
    page = visit("about:blank")
    page.set_content(
        "<style>#faint:focus { outline: 3px solid #eee } #none:focus { outline: none }"
        "#thin:focus { outline: 1px solid black } #good:focus { outline: 3px solid black }"
        "#under { position: fixed; inset: auto 0 0; height: 60px; background: white }"
        "button { display: block; margin: 20px }</style>"
        + "".join(
            f"<button id={name}>{name}</button>" for name in ("faint", "none", "thin", "good")
        )
        + "<button id=hidden style='position: fixed; bottom: 0'>x</button><div id=under></div>"
    )
    focus = focus_seen(page)
    assert [one.split("#")[1].split(".")[0] for one in focus.stops] == [
        *("faint", "none", "thin", "good", "hidden")
    ]
    assert len(focus.unseen) == 4
    assert not [one for one in focus.unseen if "#good" in one]


@pytest.mark.requirement("VP-1/400 %")
@pytest.mark.requirement("WCAG 2.4.11")
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", [*MENUS, *DIALOGS])
def test_nothing_of_a_menu_or_dialog_is_cut_off_or_covered_at_400_percent(
    player, demo, language, name
):
    page = player(ZOOMED, f"{demo}/{language}/ketamine-addiction", locale=language)
    shown(page, name)
    assert page.evaluate(CUT_OFF) == []
    focus = focus_seen(page, key="ArrowDown" if name in MENUS else "Tab", stops=40)
    assert focus.stops
    assert focus.unseen == ()
    assert page.evaluate("document.documentElement.scrollWidth") <= ZOOMED[0]


@pytest.mark.requirement("VP-1/400 %")
@pytest.mark.requirement("VP-1/apart")
def test_the_bar_is_whole_at_400_percent_and_nothing_in_it_lies_on_another(player):
    page = player(ZOOMED)
    boxes = page.evaluate(
        """() => [...document.querySelectorAll('.bar :is(button, input, .clock)')]
          .filter(one => one.checkVisibility() && !one.closest('[role=menu]'))
          .map(one => (({left, right, top, bottom}) => [left, right, top, bottom])(
            one.getBoundingClientRect()))"""
    )
    assert len(boxes) > 12
    assert [box for box in boxes if box[0] < 0 or box[1] > ZOOMED[0]] == []
    overlapping = [
        (one, other)
        for place, one in enumerate(boxes)
        for other in boxes[:place]
        if min(one[1], other[1]) - max(one[0], other[0]) > 1
        and min(one[3], other[3]) - max(one[2], other[2]) > 1
    ]
    assert overlapping == []


@pytest.mark.requirement("RP-7")
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", [*MENUS, *DIALOGS])
def test_no_tool_finds_anything_in_a_menu_or_dialog(
    player, findings, demo, every_version, language, name
):
    address = every_version if language == "en" else f"{demo}/ar/ketamine-addiction"
    page = shown(player((1280, 900), address, locale=language), name)
    assert findings(page) == []
    # The rest of the page looks as it does without: test_every_page.
    assert axe_violations_in_every_look(page, OPEN) == []
