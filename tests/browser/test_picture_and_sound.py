"""Contrast and brightness, speed at the same pitch, chapters; the panel that has what is set."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import axe_violations
from tests.browser.versioned import ask, has_become, said, state

VIDEO = "document.querySelector('video')"
TONE = 8000 / (2 * 3.14159 * 6)  # hertz, of clip()
PITCH = """async rate => {
  const video = document.querySelector('video');
  window.analyser ??= (() => {
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, {fftSize: 16384, smoothingTimeConstant: 0});
    context.createMediaElementSource(video).connect(analyser).connect(context.destination);
    return analyser;
  })();
  const player = document.querySelector('legenda-player');
  player.request('speed', rate);
  player.request('seek', 1);
  await video.play();
  await new Promise(resolve => setTimeout(resolve, 1500));
  const found = new Float32Array(analyser.frequencyBinCount);
  analyser.getFloatFrequencyData(found);
  const loudest = found.indexOf(Math.max(...found));
  return [video.currentTime, loudest * analyser.context.sampleRate / analyser.fftSize];
}"""


@pytest.fixture
def page(visit, every_version):
    page = visit(f"{every_version}?captions=en")
    page.wait_for_function(f"() => {VIDEO}.readyState >= 1")
    page.evaluate(f"{VIDEO}.currentTime = 2")
    page.locator(".drawn", has_text="First words.").wait_for()
    return page


def settings_button(page):
    return page.locator("[id$='-more-button']")


def open_panel(page):
    settings_button(page).click()
    page.get_by_role("menuitem", name="Picture and sound …").click()
    panel = page.get_by_role("dialog", name="Picture and sound")
    panel.wait_for()
    return panel


def filters(page):
    return page.evaluate(
        """() => ['.screen video', '.drawn', '.bar'].map(
          name => getComputedStyle(document.querySelector(name)).filter)"""
    )


@pytest.mark.requirement("IC-2/contrast and brightness")
def test_contrast_and_brightness_change_the_picture_and_never_the_captions(page):
    assert filters(page) == ["none", "none", "none"]
    panel = open_panel(page)
    panel.get_by_label("Contrast").fill("150")
    assert filters(page) == ["contrast(1.5) brightness(1)", "none", "none"]
    assert panel.get_by_label("Contrast").locator("+ output").inner_text() == "150%"
    panel.get_by_label("Brightness").fill("70")
    assert filters(page)[0] == "contrast(1.5) brightness(0.7)"
    panel.get_by_role("button", name="As usual").click()
    said(page, "The picture is as usual again.")
    assert filters(page)[0] == "none"
    assert panel.get_by_label("Contrast").input_value() == "100"


@pytest.mark.parametrize(
    "look",
    [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}],
    ids=["light", "dark", "forced"],
)
def test_nothing_is_wrong_with_the_panel_and_two_pictures(page, look):
    page.emulate_media(**look)
    ask(page, "sign")
    has_become(page, "signed", "true")
    open_panel(page)
    assert axe_violations(page) == []


def test_three_tools_find_nothing_wrong_with_the_panel_and_two_pictures(page, findings):
    ask(page, "sign")
    has_become(page, "signed", "true")
    ask(page, "descriptions")
    has_become(page, "descriptions", "true")
    open_panel(page)
    assert findings(page) == []


def test_the_panel_fits_and_gives_the_focus_back(page):
    panel = open_panel(page)
    expect(panel.get_by_label("How they are given")).to_be_focused()
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.keyboard.press("k")
    assert page.evaluate(f"{VIDEO}.paused"), "keys of the player are not those of a form"
    page.keyboard.press("Escape")
    assert not panel.is_visible()
    expect(settings_button(page)).to_be_focused()
    open_panel(page).get_by_role("button", name="Close").click()
    expect(settings_button(page)).to_be_focused()


def test_what_the_reader_wants_is_asked_of_a_video_that_has_it(page):
    page.evaluate(
        """() => {
          const {preferences} = document.querySelector('legenda-player');
          Object.assign(preferences, {sign: true, descriptions: true, contrast: 120});
          document.dispatchEvent(new CustomEvent('legenda-preferences'));
        }"""
    )
    has_become(page, "sign", "true")
    has_become(page, "descriptions", "true")
    has_become(page, "version", "described")
    has_become(page, "contrast", "120")
    assert filters(page)[0] == "contrast(1.2) brightness(1)"
    assert page.locator("legenda-player [role=status]").text_content() == "", "it is not spoken"


def test_nothing_of_it_is_loaded_before_it_is_asked_for(visit, every_version):
    page = visit("about:blank")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(every_version)
    page.wait_for_load_state("networkidle")
    parts = (
        "/descriptions/",
        "/sign/",
        "/versions/",
        "/adjusting/",
        ".described",
        ".sign-",
        "clear",
    )
    assert [url for url in asked if any(part in url for part in parts)] == []


@pytest.mark.requirement("TSM-1/pitch")
def test_the_pitch_is_the_same_at_every_speed(page):
    for rate in (100, 50, 250):
        at, hertz = page.evaluate(PITCH, rate)
        print(rate, at, hertz)
        assert hertz == pytest.approx(TONE, rel=0.05)


@pytest.mark.requirement("CN-1/levels")
@pytest.mark.requirement("CN-1/next")
@pytest.mark.requirement("IC-2/chapters")
def test_chapters_are_reached_by_key_and_menu_on_their_level(page):
    frame = page.locator(".frame")
    frame.focus()
    page.evaluate(f"{VIDEO}.currentTime = 0")
    for key, second, title in [
        ("Shift+N", 5, "One, second half"),
        ("Shift+N", 10, "Two"),
        ("Shift+P", 0, "One"),
    ]:
        page.keyboard.press(key)
        page.wait_for_function(f"() => {VIDEO}.currentTime === {second}")
        said(page, title)
    menu = page.locator("[id$='-chapters-button']")
    menu.click()
    items = page.locator("[id$='-chapters-items'] [role=menuitemradio]")
    assert [one.strip() for one in items.locator("> span:first-child").all_inner_texts()] == [
        "One",
        "One, first half",
        "One, second half",
        "Two",
    ]
    items.nth(2).click()
    page.wait_for_function(f"() => {VIDEO}.currentTime === 5")
    menu.click()
    page.get_by_role("menuitem", name="Next chapter").click()
    page.wait_for_function(f"() => {VIDEO}.currentTime === 10")
    menu.click()
    expect(items.nth(3)).to_be_focused()


@pytest.mark.requirement("CN-1/levels")
def test_the_menu_marks_the_chapter_that_plays(page):
    ask(page, "seek", 4.7)
    ask(page, "play")
    has_become(page, "chapter", "5000")
    ask(page, "pause")
    checked = page.locator("[id$='-chapters-items'] [aria-checked=true]")
    assert checked.count() == 1
    assert "One, second half" in checked.text_content()
    assert state(page, "chapter") == "5000"
