"""The sign-language video is in step with the main one, wherever it stands."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.versioned import ask, has_become, said

VIDEO = "document.querySelector('.screen video')"
SIGN = "document.querySelector('.signed video')"
NEAR = 0.1  # seconds

# How far the two are apart while both play: by their clocks, and by the frames that are on the
# screen, each brought to the same moment by the time at which it was shown.
APART = f"""seconds => new Promise(resolve => {{
  const shown = new Map();
  const apart = [];
  const watch = (video, name) => video.requestVideoFrameCallback((now, frame) => {{
    if (!video.isConnected) return;
    const {{mediaTime: time, expectedDisplayTime: at}} = frame;
    shown.set(name, {{time, at, rate: video.playbackRate}});
    watch(video, name);
  }});
  watch({VIDEO}, 'main');
  watch({SIGN}, 'sign');
  const end = performance.now() + 1000 * seconds;
  const look = () => {{
    const [main, sign] = [shown.get('main'), shown.get('sign')];
    const now = performance.now();
    if (main && sign && !{VIDEO}.paused && !{SIGN}.paused) {{
      const at = ({{time, at, rate}}) => time + rate * (now - at) / 1000;
      apart.push([at(main) - at(sign), {VIDEO}.currentTime - {SIGN}.currentTime]);
    }}
    if (now < end) setTimeout(look, 50); else resolve(apart);
  }};
  look();
}})"""


@pytest.fixture
def page(visit, every_version):
    page = visit(f"{every_version}?captions=en")
    page.wait_for_function(f"() => {VIDEO}.readyState >= 1")
    return page


@pytest.fixture
def signed(page):
    page.locator(".bar").get_by_role("button", name="Sign language").click()
    said(page, "Sign language is on.")
    page.wait_for_function(f"() => {SIGN}?.readyState >= 3")
    return page


def set_in_panel(page, label, value):
    if not page.get_by_role("dialog", name="Picture and sound").is_visible():
        ask(page, "adjust")
    page.get_by_role("group", name="Sign language").get_by_label(label).select_option(value)


def both_play(page):
    page.wait_for_function(f"() => !{VIDEO}.paused && !{SIGN}.paused && !{SIGN}.seeking")


def boxes(page):
    return page.evaluate(
        """() => Object.fromEntries(['.screen video', '.signed video', '.bar', '.pictures'].map(
          name => {
            const {left, right, top, bottom, width} =
              document.querySelector(name).getBoundingClientRect();
            return [name, {left, right, top, bottom, width}];
          }))"""
    )


def apart(page, seconds):
    """By how many seconds the two differ: the clocks at three moments of four, the frames that are
    on the screen at every other. A machine that does much else lets both stutter, so it is looked
    at again, a few times."""
    least = 1.0
    for _ in range(4):
        found = page.evaluate(APART, seconds)
        frames, clocks = (sorted(map(abs, one)) for one in zip(*found, strict=True))
        least = min(least, max(frames[len(frames) // 2], clocks[len(clocks) * 3 // 4]))
        if least < NEAR / 2:
            break
    return least


@pytest.mark.requirement("SL-1/in step")
@pytest.mark.parametrize("speed", [100, 50, 250])
def test_it_stays_in_step_at_any_speed(signed, speed):
    ask(signed, "speed", speed)
    ask(signed, "play")
    both_play(signed)
    assert apart(signed, 2) < NEAR * max(1, speed / 100), "as a viewer sees it"


@pytest.mark.requirement("SL-1/in step")
@pytest.mark.requirement("TSM-1/in step")
def test_it_is_in_step_after_seeks_and_while_paused(signed):
    ask(signed, "play")
    both_play(signed)
    for second in (12, 3, 8):
        ask(signed, "seek", second)
        signed.wait_for_function(f"() => !{VIDEO}.seeking && !{SIGN}.seeking")
        both_play(signed)
        assert apart(signed, 1.5) < NEAR
    ask(signed, "pause")
    ask(signed, "seek", 5)
    signed.wait_for_function(f"() => {SIGN}.paused && {SIGN}.currentTime === 5")


@pytest.mark.requirement("SL-1/in step")
def test_it_is_put_right_when_it_has_fallen_behind(signed):
    ask(signed, "play")
    both_play(signed)
    for behind in (0.3, 1.5):
        signed.evaluate(f"{SIGN}.currentTime = {VIDEO}.currentTime - {behind}")
        assert apart(signed, 1.5) < NEAR


@pytest.mark.requirement("SL-1/in step")
def test_a_sign_language_video_that_loads_holds_the_other_but_not_for_ever(page):
    held = []
    page.route("**/720p.sign-*.mp4", lambda route: held.append(route))
    page.locator(".bar").get_by_role("button", name="Sign language").click()
    has_become(page, "sign", "true")
    ask(page, "play")
    page.wait_for_timeout(1500)
    assert page.evaluate(f"{VIDEO}.paused && {VIDEO}.currentTime < 1")
    assert page.locator("legenda-player").get_attribute("data-playing") == "true"
    page.wait_for_function(f"() => !{VIDEO}.paused && {VIDEO}.currentTime > 0.5")
    for route in held:
        route.continue_()
    page.unroute("**/720p.sign-*.mp4")
    both_play(page)
    page.wait_for_function(f"() => Math.abs({VIDEO}.currentTime - {SIGN}.currentTime) < {NEAR}")


@pytest.mark.requirement("SL-1/beside")
@pytest.mark.requirement("SL-1/off")
def test_it_stands_beside_the_picture_and_goes_off_again(signed):
    at = boxes(signed)
    assert at[".signed video"]["left"] >= at[".screen video"]["right"]
    assert at[".signed video"]["bottom"] <= at[".bar"]["top"]
    button = signed.locator(".bar").get_by_role("button", name="Sign language")
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    said(signed, "Sign language is off.")
    assert signed.locator(".signed video").count() == 0
    assert button.get_attribute("aria-pressed") == "false"


@pytest.mark.requirement("SL-1/beside")
def test_where_the_page_is_narrow_it_stands_below(signed):
    signed.set_viewport_size({"width": 320, "height": 800})
    at = boxes(signed)
    assert at[".signed video"]["top"] >= at[".screen video"]["bottom"]
    assert at[".signed video"]["width"] > 250
    assert signed.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.requirement("SL-1/over")
@pytest.mark.parametrize("corner", ["top-left", "top-right", "bottom-left", "bottom-right"])
def test_it_stands_in_a_corner_over_the_picture_and_under_the_captions(signed, corner):
    set_in_panel(signed, "Place", "over")
    set_in_panel(signed, "Corner of the smaller picture", corner)
    at = boxes(signed)
    down, across = corner.split("-")
    for side in (down, across):
        assert at[".signed video"][side] == pytest.approx(at[".screen video"][side], abs=1)
    assert at[".signed video"]["width"] < at[".screen video"]["width"] / 3
    set_in_panel(signed, "Size", "large")
    assert boxes(signed)[".signed video"]["width"] > at[".signed video"]["width"]
    for part in (".drawn", ".signed"):
        signed.locator(part).first.wait_for(state="attached")
    order = signed.evaluate(
        """() => ['.drawn', '.signed'].map(
          name => Number(getComputedStyle(document.querySelector(name)).zIndex))"""
    )
    assert order[0] > order[1]


@pytest.mark.requirement("SL-1/main")
def test_it_is_the_main_picture_with_captions_on_it_and_the_other_one_small(signed):
    set_in_panel(signed, "Place", "main")
    at = boxes(signed)
    assert at[".signed video"]["width"] == pytest.approx(at[".pictures"]["width"], abs=1)
    small = signed.evaluate(
        f"(style => {VIDEO}.clientWidth - parseFloat(style.paddingLeft))(getComputedStyle({VIDEO}))"
    )
    assert small == pytest.approx(at[".pictures"]["width"] * 0.28, abs=1)
    signed.evaluate(f"{VIDEO}.currentTime = 2")
    drawn = signed.locator(".drawn")
    expect(drawn).to_contain_text("First words.")
    middle = drawn.evaluate(
        "drawn => (box => (box.left + box.right) / 2)(drawn.getBoundingClientRect())"
    )
    assert middle == pytest.approx((at[".pictures"]["left"] + at[".pictures"]["right"]) / 2, abs=2)


@pytest.mark.requirement("SL-1/several")
def test_another_sign_language_is_chosen_in_the_panel(signed):
    assert "sign-ase" in signed.evaluate(f"{SIGN}.currentSrc")
    assert signed.evaluate(f"{SIGN}.ariaLabel") == "With American Sign Language"
    set_in_panel(signed, "Language", "bfi")
    signed.wait_for_function(f"() => {SIGN}.currentSrc.includes('sign-bfi')")
    assert signed.evaluate(f"{SIGN}.ariaLabel") == "With British Sign Language"


@pytest.mark.parametrize("place", ["beside", "over", "main"])
def test_it_comes_along_into_full_screen(signed, place):
    set_in_panel(signed, "Place", place)
    signed.locator(".frame").focus()
    signed.keyboard.press("f")
    signed.wait_for_function("() => document.fullscreenElement")
    inside = signed.evaluate(
        """() => ['.screen video', '.signed video', '.bar'].map(name => {
          const {left, right, top, bottom, width, height} =
            document.querySelector(name).getBoundingClientRect();
          return left >= 0 && top >= 0 && right <= innerWidth + 1 && bottom <= innerHeight + 1
            && width > 40 && height > 20;
        })"""
    )
    assert inside == [True, True, True], "with the panel open too"


def test_it_is_a_picture_with_a_name_and_no_controls_and_a_click_plays(signed):
    video = signed.locator(".signed video")
    assert video.evaluate("video => video.muted && !video.controls")
    assert video.evaluate("video => (video.focus(), document.activeElement !== video)")
    video.click()
    signed.wait_for_function(f"() => !{VIDEO}.paused")


def test_a_sign_language_video_that_is_not_there_is_told_and_the_other_plays(page):
    page.route("**/720p.sign-*.mp4", lambda route: route.fulfill(status=404))
    ask(page, "play")
    button = page.locator(".bar").get_by_role("button", name="Sign language")
    button.click()
    said(page, "The sign-language video cannot be loaded.")
    assert button.get_attribute("aria-pressed") == "false"
    at = page.evaluate(f"{VIDEO}.currentTime")
    page.wait_for_function(f"() => {VIDEO}.currentTime > {at + 0.3}")


def test_sign_language_and_its_place_are_kept_for_the_next_page(signed):
    with signed.expect_response("**/preferences"):
        set_in_panel(signed, "Place", "over")
    signed.reload()
    has_become(signed, "sign", "true")
    has_become(signed, "sign_place", "over")
    signed.wait_for_function(f"() => {SIGN}?.readyState >= 1")
    assert signed.evaluate(f"{VIDEO}.paused && {SIGN}.paused")


def test_a_link_to_the_signed_version_leads_to_both_with_one_press(visit, every_version):
    page = visit(f"{every_version}?version=sign:bfi")
    button = page.locator(".bar").get_by_role("button", name="Sign language")
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    has_become(page, "version", "main")
    button.click()
    page.wait_for_function(f"() => {SIGN}?.readyState >= 1")
    assert "720p.mp4" in page.evaluate(f"{VIDEO}.currentSrc")


@pytest.mark.requirement("CN-1/together")
def test_a_chapter_moves_captions_and_sign_language_along(signed):
    ask(signed, "chapter", 1)
    signed.wait_for_function(f"() => {VIDEO}.currentTime === 5 && {SIGN}.currentTime === 5")
    ask(signed, "chapter", 10_000)
    signed.wait_for_function(f"() => {VIDEO}.currentTime === 10 && {SIGN}.currentTime === 10")
    ask(signed, "seek", 16)
    expect(signed.locator(".drawn")).to_contain_text("Last words.")
