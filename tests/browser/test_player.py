"""The player: its bar and its keys do what they say, to the video they belong to."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import axe_violations, until

TOPIC = "/en/ketamine-addiction"
VIDEO = "document.querySelectorAll('video')[0]"
SECOND = "document.querySelectorAll('video')[1]"
REACH = 44  # CSS pixels: WCAG 2.2, 2.5.5


@pytest.fixture
def page(visit, demo):
    page = visit(f"{demo}{TOPIC}?captions=en-GB")
    page.wait_for_function(f"() => {VIDEO}.readyState >= 1")
    return page


def control(page, request):
    return page.locator(f".bar [data-request='{request}']").first


def focus_picture(page, number=0):
    page.locator(".frame").nth(number).focus()


def status(page):
    return page.locator("legenda-player [role=status]").first


@pytest.mark.requirement("IC-2/play and pause")
@pytest.mark.requirement("SD-1/states and values")
def test_the_button_plays_and_pauses_and_its_name_says_which(page):
    play = control(page, "play")
    expect(play).to_have_text("Play", use_inner_text=True)
    play.click()
    page.wait_for_function(f"() => !{VIDEO}.paused && {VIDEO}.currentTime > 0")
    expect(play).to_have_text("Pause", use_inner_text=True)
    assert play.get_attribute("aria-pressed") is None
    play.click()
    page.wait_for_function(f"() => {VIDEO}.paused")
    expect(play).to_have_text("Play", use_inner_text=True)


@pytest.mark.requirement("DAC-8/silent")
def test_nothing_plays_until_asked(page):
    page.wait_for_timeout(300)
    assert page.evaluate("[...document.querySelectorAll('video, audio')].every(one => one.paused)")


@pytest.mark.requirement("IC-2/10 seconds")
@pytest.mark.requirement("IC-2/start and end")
@pytest.mark.requirement("IC-1/keyboard")
@pytest.mark.parametrize(
    ("keys", "at"),
    [
        (["l"], 30),
        (["ArrowRight"], 30),
        (["j"], 10),
        (["ArrowLeft"], 10),
        (["Home"], 0),
        (["l", "l", "j"], 30),
    ],
    ids=str,
)
def test_keys_move_in_time(page, keys, at):
    page.evaluate(f"{VIDEO}.currentTime = 20")
    focus_picture(page)
    for key in keys:
        page.keyboard.press(key)
    page.wait_for_function(f"() => Math.abs({VIDEO}.currentTime - {at}) < 0.01")


@pytest.mark.requirement("IC-2/start and end")
def test_the_end_is_reached_by_a_key_and_said(page):
    focus_picture(page)
    page.keyboard.press("k")
    page.wait_for_function(f"() => !{VIDEO}.paused")
    page.keyboard.press("End")
    page.wait_for_function(f"() => {VIDEO}.ended")
    page.wait_for_function(
        "() => document.querySelector('[role=status]').textContent.includes('the end')"
    )


@pytest.mark.requirement("IC-2/stop")
def test_stopping_pauses_at_the_start(page):
    page.evaluate(f"{VIDEO}.currentTime = 20")
    page.evaluate("document.querySelector('legenda-player').request('stop')")
    page.wait_for_function(f"() => {VIDEO}.paused && {VIDEO}.currentTime === 0")


@pytest.mark.requirement("IC-2/volume")
@pytest.mark.requirement("IC-2/mute")
def test_sound_is_set_by_bar_and_keys(page):
    focus_picture(page)
    page.keyboard.press("ArrowDown")
    page.wait_for_function(f"() => {VIDEO}.volume === 0.9")
    page.wait_for_function("() => document.querySelector('.bar [name=volume]').value === '90'")
    page.wait_for_function(
        "() => document.querySelector('[role=status]').textContent === 'Volume 90%.'"
    )
    page.keyboard.press("m")
    page.wait_for_function(f"() => {VIDEO}.muted")
    expect(control(page, "mute")).to_have_attribute("aria-pressed", "true")
    page.locator(".bar [name=volume]").first.fill("40")
    page.wait_for_function(f"() => {VIDEO}.volume === 0.4 && !{VIDEO}.muted")
    expect(control(page, "mute")).to_have_attribute("aria-pressed", "false")


@pytest.mark.requirement("IC-2/speed")
@pytest.mark.requirement("TSM-1/range")
@pytest.mark.requirement("TSM-1/reset")
@pytest.mark.requirement("TSM-1/pitch")
def test_speed_goes_from_half_to_two_and_a_half_at_the_same_pitch_and_back(page):
    menu = page.locator("[id$='-speed-button']").first
    menu.click()
    offered = page.locator("[id$='-speed-items'] [role=menuitemradio]").evaluate_all(
        "items => items.slice(0, 8).map(item => Number(item.value))"
    )
    assert (min(offered), max(offered)) == (50, 250)
    page.get_by_role("menuitemradio", name="250%").first.click()
    page.wait_for_function(f"() => {VIDEO}.playbackRate === 2.5")
    assert page.evaluate(f"{VIDEO}.preservesPitch")
    assert "250%" in menu.inner_text()
    focus_picture(page)
    page.keyboard.press("<")
    page.wait_for_function(f"() => {VIDEO}.playbackRate === 2")
    page.keyboard.press("=")
    page.wait_for_function(f"() => {VIDEO}.playbackRate === 1")


@pytest.mark.requirement("SD-1/announced")
def test_the_focused_seek_bar_tells_no_new_value_until_a_key_asks(page):
    seek = page.locator(".seek").first
    page.evaluate(f"{VIDEO}.currentTime = 20")
    seek.focus()
    page.keyboard.press("k")
    page.wait_for_function(f"() => {VIDEO}.currentTime > 21.3")
    assert seek.input_value() == "20"
    assert page.locator(".now").first.inner_text() == "0:21"
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => Number(document.querySelector('.seek').value) > 21")
    page.keyboard.press("k")
    page.wait_for_function(f"() => {VIDEO}.paused")
    at = page.evaluate(f"Math.floor({VIDEO}.currentTime)")
    expect(seek).to_have_value(str(at))


@pytest.mark.requirement("SD-1/states and values")
@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "1 minute, 5 seconds of 1 minute, 29 seconds"), ("es", "1 minuto y 5 segundos de")],
)
def test_the_seek_bar_says_the_time_in_words_of_the_page(visit, demo, language, words):
    page = visit(f"{demo}/{language}/ketamine-addiction")
    page.wait_for_function(f"() => {VIDEO}.readyState >= 1")
    seek = page.locator(".seek").first
    seek.fill("65")
    page.wait_for_function(f"() => {VIDEO}.currentTime === 65")
    assert seek.get_attribute("aria-valuetext").startswith(words)
    assert page.locator(".now").first.inner_text() == "1:05"


@pytest.mark.requirement("IC-1/focus")
def test_keys_mean_the_player_that_has_the_focus(page):
    page.locator("main").focus()
    for key in "klmc":
        page.keyboard.press(key)
    assert page.evaluate(f"{VIDEO}.paused && {SECOND}.paused && !{VIDEO}.muted")
    focus_picture(page, 1)
    page.keyboard.press("l")
    page.wait_for_function(f"() => {SECOND}.currentTime === 10")
    assert page.evaluate(f"{VIDEO}.currentTime") == 0


@pytest.mark.requirement("IC-1/typing")
def test_keys_are_not_taken_while_the_viewer_types(page):
    page.evaluate(
        """() => {
          const field = Object.assign(document.createElement('input'), {id: 'typed'});
          document.querySelector('legenda-player').append(field);
          field.focus();
        }"""
    )
    page.keyboard.type("milk")
    assert page.locator("#typed").input_value() == "milk"
    assert page.evaluate(f"{VIDEO}.paused && !{VIDEO}.muted && {VIDEO}.currentTime === 0")


@pytest.mark.requirement("IC-1/list")
def test_the_list_of_keys_opens_as_a_dialog_and_gives_the_focus_back(page):
    focus_picture(page)
    page.keyboard.press("Shift+?")
    dialog = page.get_by_role("dialog", name="Keys of the player")
    dialog.wait_for()
    for key in ("k", "j", "l", "m", "c", "d", "s", "t", "f", "w", "o", "?"):
        assert dialog.get_by_text(key, exact=True).count() == 1, key
    assert axe_violations(page) == []
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert page.evaluate("document.activeElement.className") == "frame"


@pytest.mark.requirement("CC-24/captions button")
@pytest.mark.requirement("CC-24/captions key")
@pytest.mark.requirement("IC-2/captions")
def test_captions_go_off_and_on_with_one_press(page):
    button = control(page, "captions-toggle")
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    until(page, "() => document.querySelector('[role=status]').textContent === 'Captions are off.'")
    focus_picture(page)
    page.keyboard.press("c")
    assert button.get_attribute("aria-pressed") == "true"
    assert page.evaluate("document.querySelector('legenda-player').captions") == "en-GB"


@pytest.mark.requirement("IC-4")
def test_the_browsers_own_controls_can_be_had_at_any_time(page):
    page.locator("[id$='-more-button']").first.click()
    control(page, "native").click()
    assert page.evaluate(f"{VIDEO}.controls")
    assert page.evaluate(f"[...{VIDEO}.textTracks].some(track => track.mode === 'showing')")
    assert not page.locator(".bar").first.is_visible()
    back = page.get_by_role("button", name="Use this site’s controls").first
    back.click()
    assert page.locator(".bar").first.is_visible()
    assert not page.evaluate(f"{VIDEO}.controls")


@pytest.mark.requirement("IC-2/full screen")
def test_captions_and_bar_come_along_into_full_screen(page):
    page.evaluate(f"{VIDEO}.currentTime = 10")
    focus_picture(page)
    page.keyboard.press("f")
    page.wait_for_function("() => document.fullscreenElement?.classList.contains('frame')")
    assert control(page, "play").is_visible()
    assert page.locator(".drawn").first.evaluate(
        "drawn => document.fullscreenElement.contains(drawn) && drawn.textContent.length > 0"
    )
    assert control(page, "full").get_attribute("aria-pressed") == "true"
    page.keyboard.press("f")
    page.wait_for_function("() => !document.fullscreenElement")


@pytest.mark.requirement("VP-1/apart")
@pytest.mark.parametrize("width", [320, 1280])
def test_the_bar_is_under_the_picture_and_every_target_is_large(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    boxes = page.evaluate(
        """() => {
          const box = one => (({top, bottom, width, height}) => ({top, bottom, width, height}))(
            one.getBoundingClientRect());
          const shown = one => one.checkVisibility();
          const frame = document.querySelector('.frame');
          return {
            screen: box(frame.querySelector('.screen')),
            bar: box(frame.querySelector('.bar')),
            tools: [...frame.querySelectorAll('.bar button')].filter(shown).map(box),
          };
        }"""
    )
    assert boxes["screen"]["bottom"] <= boxes["bar"]["top"]
    assert len(boxes["tools"]) > 8
    assert [one for one in boxes["tools"] if min(one["width"], one["height"]) < REACH] == []


def test_captions_in_spanish_take_six_keys_from_the_top_of_the_page(page):
    page.locator("body").evaluate("body => body.focus()")
    for key in ["Tab", "Tab", "Enter", "e", "s", "Enter"]:
        page.keyboard.press(key)
    assert page.evaluate("document.querySelector('legenda-player').captions") == "es"


@pytest.mark.parametrize("viewport", [(1280, 900), (768, 1024), (320, 640)])
def test_captions_in_urdu_take_two_clicks_or_six_keys(page, viewport):
    page.set_viewport_size({"width": viewport[0], "height": viewport[1]})
    for key in ["Tab", "Tab", "Enter", "u", "r", "Enter"]:
        page.keyboard.press(key)
    assert page.evaluate("document.querySelector('legenda-player').captions") == "ur"
    page.evaluate("document.querySelector('legenda-player').request('captions', 'off')")
    page.locator("[id$='-languages-button']").first.click()
    page.get_by_role("menuitemradio", name="اردو").first.click()
    assert page.evaluate("document.querySelector('legenda-player').captions") == "ur"


@pytest.mark.requirement("CC-26/lang")
@pytest.mark.requirement("CC-26/kinds")
@pytest.mark.requirement("MN-1/items")
def test_the_menu_names_each_language_by_its_own_name_and_says_what_it_is(page):
    page.locator("[id$='-languages-button']").first.click()
    menu = page.get_by_role("menu", name="Captions").first
    sounds = menu.get_by_role("group", name="With sounds").get_by_role("menuitemradio")
    assert sounds.evaluate_all("items => items.map(item => item.querySelector('span').lang)") == [
        "en-GB",
        "en-simple",
    ]
    translations = menu.get_by_role("group", name="Translations")
    arabic = translations.get_by_role("menuitemradio", name="العربية")
    assert arabic.locator("span").first.get_attribute("dir") == "rtl"
    assert "machine translation" in arabic.inner_text()
    checked = menu.locator("[aria-checked=true]")
    assert checked.count() == 1
    assert page.evaluate("document.activeElement.value") == "en-GB"


@pytest.mark.requirement("CN-10/both")
def test_a_second_language_is_shown_with_the_first(page):
    page.locator("[id$='-languages-button']").first.click()
    page.get_by_role("menuitem", name="A second language …").first.click()
    menu = page.get_by_role("menu", name="A second language").first
    menu.wait_for()
    assert menu.get_by_role("menuitemradio", name="British English").count() == 0
    menu.get_by_role("menuitemradio", name="Cymraeg").click()
    until(
        page,
        "() => document.querySelector('[role=status]').textContent === 'Welsh is shown too.'",
    )
    modes = page.evaluate(
        f"""() => Object.fromEntries([...{VIDEO}.textTracks]
          .filter(track => track.mode === 'hidden' && /captions|subtitles/.test(track.kind))
          .map(track => [track.language, track.mode]))"""
    )
    assert sorted(modes) == ["cy", "en-GB"]
    assert page.evaluate("document.activeElement.id").endswith("-languages-button")


def test_a_click_on_the_picture_plays_and_pauses(page):
    page.locator(".screen").first.click(position={"x": 50, "y": 50})
    page.wait_for_function(f"() => !{VIDEO}.paused")
    page.locator(".screen").first.click(position={"x": 50, "y": 50})
    page.wait_for_function(f"() => {VIDEO}.paused")


@pytest.mark.requirement("CC-22/interface")
@pytest.mark.requirement("CC-22/tracks")
def test_every_player_has_one_script_interface_and_real_text_tracks(visit, demo):
    for path in ("ketamine-addiction", "calm-breathing"):
        page = visit(f"{demo}/en/{path}?captions=cy")
        found = page.evaluate(
            """() => {
              const player = document.querySelector('legenda-player');
              const told = [];
              player.watch('captions', value => told.push(value));
              player.request('captions', 'es');
              return {
                told, now: player.captions, names: [...player.tracks.keys()],
                platform: [...player.media.textTracks].map(track => track.language),
              };
            }"""
        )
        assert found["told"] == ["cy", "es"]
        assert found["now"] == "es"
        assert set(found["names"]) <= set(found["platform"])


@pytest.mark.requirement("IC-2/size")
def test_a_larger_picture_takes_the_width_of_the_page_and_gives_it_back(page):
    page.set_viewport_size({"width": 1400, "height": 900})
    width = "() => document.querySelector('.frame').clientWidth"
    usual = page.evaluate(width)
    focus_picture(page)
    page.keyboard.press("w")
    page.wait_for_function(f"() => ({width})() > {usual}")
    page.keyboard.press("w")
    page.wait_for_function(f"() => ({width})() === {usual}")
