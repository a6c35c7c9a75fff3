"""Preferences in a real browser: kept with and without script, seen at once, heard once."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from PIL import Image

from server.web import look
from server.web.look import Look
from tests.browser.conftest import axe_violations, axe_violations_in_every_look, showing, until
from tests.browser.test_choosing import TOPIC, cue_of

PAGE = "/en/preferences"
MAGENTA, GREEN, CYAN = (255, 0, 255), (0, 255, 0), (0, 255, 255)
# Cyan on magenta: colours that no picture of the demo has.
LOUD = Look(colour="cyan", background="magenta", background_opacity=100)


@pytest.fixture
def reader(visit, demo):
    """A function that opens an address of the demo as a reader with a cookie."""

    def opened(path, cookie="", **more):
        page = visit("about:blank", **more)
        if cookie:
            page.context.add_cookies([{"name": "legenda", "value": cookie, "url": demo}])
        page.goto(f"{demo}{path}")
        return page

    return opened


def _kept(page) -> str:
    return next((one["value"] for one in page.context.cookies() if one["name"] == "legenda"), "")


def _save(page):
    page.locator(".preferences .save button:not([formmethod])").click()


def _focused(page, script="one => one.id || one.className"):
    return page.evaluate(f"({script})(document.activeElement)")


def _open_dialog(page):
    page.locator(".frame").first.focus()
    page.keyboard.press("o")
    return page.locator("dialog.preferences-dialog[open]")


def _styled(page, selector, name):
    return page.locator(selector).first.evaluate(
        "(one, name) => getComputedStyle(one).getPropertyValue(name)", name
    )


# Without script, and with it


@pytest.mark.requirement("DAC-2", "CL-6")
@pytest.mark.parametrize("script", [True, False])
def test_what_is_saved_holds_on_the_next_page_and_the_next_video(reader, script):
    page = reader(TOPIC, script=script)
    page.get_by_role("link", name="Preferences").click()
    page.get_by_label("First").select_option("pl")
    page.get_by_label("Second", exact=True).select_option("es")
    page.get_by_label("Open the transcript").check()
    page.get_by_label("The browser’s own").check()
    _save(page)

    assert page.url.endswith(f"{TOPIC}?done=saved")
    assert page.get_by_text("Your preferences are saved.").is_visible()
    assert showing(page) == ["pl"]
    page.goto(page.url.replace(f"{TOPIC}?done=saved", "/en/supporting-someone"))
    assert showing(page) == ["pl"]
    assert page.locator("details.transcript").first.get_attribute("open") is not None
    assert page.locator("legenda-player").first.get_attribute("data-native") == "true"
    assert page.locator("video").first.evaluate("video => video.controls")


def test_what_is_wrong_has_the_focus_without_script_and_leads_to_its_field(reader):
    page = reader(PAGE, script=False)
    page.get_by_label("Speed", exact=True).fill("900")
    page.get_by_label("Brightness of the picture").fill("150")
    _save(page)

    assert _focused(page) == "errors"
    assert page.get_by_label("Brightness of the picture").input_value() == "150"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#prefer-speed")
    page.get_by_label("Speed", exact=True).fill("90")
    _save(page)
    assert page.url.endswith(f"{PAGE}?done=saved")
    assert "speed:90.brightness:150" in _kept(page).replace(".contrast:100", "")


def test_enter_saves_and_presses_no_preset(reader):
    page = reader(PAGE)
    page.get_by_label("Speed", exact=True).fill("125")
    page.keyboard.press("Enter")
    page.wait_for_url("**/preferences?done=saved")
    assert "look" not in _kept(page)


@pytest.mark.requirement("CC-9/preview", "CL-6")
def test_a_look_is_previewed_and_taken_back_without_script(reader):
    page = reader(PAGE, script=False)
    usual = float(_styled(page, ".sample p", "font-size")[:-2])
    page.get_by_label("Size").fill("200")
    page.get_by_role("button", name="Preview").click()

    assert float(_styled(page, ".sample p", "font-size")[:-2]) == pytest.approx(2 * usual)
    assert page.url.endswith("/preferences#look-preferences")
    assert _kept(page) == ""
    page.get_by_role("button", name="As usual").click()
    assert float(_styled(page, ".sample p", "font-size")[:-2]) == pytest.approx(usual)


def test_preferences_are_taken_along_as_a_file_and_brought_back_without_script(reader, tmp_path):
    page = reader(PAGE, "2.captions:off.languages:cy~ar.speed:150", script=False)
    with page.expect_download() as started:
        page.get_by_role("link", name="File of your preferences").click()
    file = tmp_path / started.value.suggested_filename
    started.value.save_as(file)
    assert json.loads(file.read_text("utf-8"))["languages"] == ["cy", "ar"]
    page.get_by_role("button", name="Forget everything").click()
    assert _kept(page) == ""
    assert page.get_by_text("Everything is forgotten").is_visible()

    page.get_by_label("A file of preferences that you kept").set_input_files(file)
    page.get_by_role("button", name="Open the file").click()
    assert page.get_by_text("Use these preferences?").is_visible()
    assert page.get_by_text("Cymraeg, العربية").is_visible()
    assert _kept(page) == ""
    page.get_by_role("button", name="Use these").click()
    assert _kept(page) == "2.captions:off.languages:cy~ar.speed:150"


# How captions look


@pytest.mark.requirement("CC-9/preview")
def test_a_setting_is_seen_on_the_sample_at_once(reader):
    page = reader(PAGE)
    page.get_by_text("Colours, window and edge").click()
    page.get_by_label("Colour of the text").select_option("yellow")
    page.get_by_role("combobox", name="Font", exact=True).select_option("capitals")
    page.get_by_label("Edge of the letters").select_option("outline")
    page.get_by_label("Bold letters").check()
    until(
        page,
        """() => {
          const { color, fontVariantCaps, fontWeight, textShadow } =
            getComputedStyle(document.querySelector('.sample span'));
          return color === 'rgb(255, 255, 0)' && fontVariantCaps === 'small-caps'
            && fontWeight === '700' && textShadow !== 'none';
        }""",
    )
    assert page.locator("link[data-look]").count() == 1
    assert _kept(page) == ""


@pytest.mark.requirement("CC-9/reset")
def test_a_reset_is_seen_and_heard(reader):
    page = reader(PAGE, f"2.look:{look.code_of(look.PRESETS['large'])}")
    assert _styled(page, ":root", "--caption-size") == "2"
    page.get_by_role("button", name="As usual").click()

    heard = page.locator(".told")
    assert heard.get_attribute("role") == "status"
    assert heard.inner_text() == "Captions look as usual again. Save to keep it."
    until(page, "() => !getComputedStyle(document.body).getPropertyValue('--caption-size')")
    _save(page)
    assert "look" not in _kept(page)


def test_a_look_that_is_no_look_changes_nothing_until_it_is_one(reader):
    page = reader(PAGE)
    page.get_by_label("Size").fill("3")
    page.wait_for_timeout(300)
    assert page.locator("link[data-look]").count() == 0
    page.get_by_label("Size").fill("300")
    until(page, "() => getComputedStyle(document.body).getPropertyValue('--caption-size') === '3'")


def test_colours_that_are_hard_to_read_are_told_at_once(reader):
    page = reader(PAGE)
    page.get_by_text("Colours, window and edge").click()
    warning = page.locator(".notice.faint")
    assert not warning.is_visible()
    page.get_by_label("Colour behind the text").select_option("yellow")
    page.get_by_label("Opacity behind the text").select_option("100")
    warning.wait_for()
    # WCAG's figure for white on yellow.
    assert "Their contrast is 1 to 1" in warning.inner_text()
    page.get_by_label("Colour of the text").select_option("black")
    warning.wait_for(state="hidden")


def _painted(page, colour, at=None) -> int:
    """How high the pixels of a colour stand on the first video: at `at`, else at its second cue."""
    second = cue_of("en-GB")[0] if at is None else at
    page.evaluate("second => { document.querySelector('video').currentTime = second }", second)
    until(
        page,
        f"""() => {{
          const video = document.querySelector('video');
          const read = [...video.textTracks].find(one => one.mode !== 'disabled' && one.cues);
          return !video.seeking && video.readyState >= 2 && read?.cues.length
            && read.activeCues.length === {int(at is None)};
        }}""",
    )
    page.wait_for_timeout(300)
    picture = Image.open(io.BytesIO(page.locator("video").first.screenshot())).convert("RGB")
    near = [
        band.point(lambda value, wanted=wanted: 255 * (abs(value - wanted) < 24))
        for band, wanted in zip(picture.split(), colour, strict=True)
    ]
    found = Image.merge("RGB", near).convert("L").point(lambda value: 255 * (value == 255))
    box = found.getbbox() or (0, 0, 0, 0)
    return box[3] - box[1]


# With script captions are drawn as text, without it by the browser.
DRAWN = pytest.mark.parametrize("script", [True, False], ids=["drawn", "the browser's own"])


@pytest.mark.requirement("CC-9/background", "CC-9/text", "CC-9/size")
@DRAWN
def test_captions_have_the_look(reader, script):
    def painted(of: Look, colour=MAGENTA):
        return _painted(reader(TOPIC, f"2.look:{look.code_of(of)}", script=script), colour)

    usual = painted(LOUD)
    assert usual > 10
    assert painted(replace(LOUD, size=200)) > 1.7 * usual
    assert 0 < painted(replace(LOUD, size=50)) < 0.75 * usual
    assert painted(LOUD, CYAN) > 5
    assert painted(Look(size=150)) == 0


@pytest.mark.requirement("CC-9/window")
@DRAWN
def test_the_window_of_captions_is_painted(reader, script):
    of = Look(window="green", window_opacity=100, background_opacity=0)
    page = reader(TOPIC, f"2.look:{look.code_of(of)}", script=script)
    assert _painted(page, GREEN) > 10


@pytest.mark.requirement("CC-9/edge")
@DRAWN
def test_the_edge_of_letters_is_painted(reader, script):
    of = replace(LOUD, background_opacity=0, edge="outline", edge_colour="magenta")
    page = reader(TOPIC, f"2.look:{look.code_of(of)}", script=script)
    assert _painted(page, MAGENTA) > 10


def test_the_window_of_a_shown_caption_follows_a_new_look_while_the_video_waits(reader):
    page = reader(TOPIC, f"2.look:{look.code_of(Look(window='green', window_opacity=100))}")
    page.locator(".frame").first.focus()
    at, _ = cue_of("en-GB")
    page.evaluate("at => { document.querySelector('video').currentTime = at }", at)
    page.locator(".cue-words").first.wait_for()
    apart = """() => {
      const words = document.querySelector('.cue-words').getBoundingClientRect();
      const cue = document.querySelector('.cue');
      const window = parseFloat(getComputedStyle(cue).width) -
        getComputedStyle(cue).getPropertyValue('--cue-window').split(' ')
          .filter((_, place) => place % 2).reduce((sum, one) => sum + parseFloat(one), 0);
      return Math.abs(window - words.width);
    }"""
    assert page.evaluate(apart) < 1
    before = page.locator(".cue-words").first.bounding_box()["width"]
    dialog = _open_dialog(page)
    dialog.get_by_label("Font").select_option("monoserif")
    page.wait_for_function(
        "before => document.querySelector('.cue-words').getBoundingClientRect().width !== before",
        arg=before,
    )
    until(page, f"() => ({apart})() < 1")


@pytest.mark.requirement("CC-13")
def test_the_background_stays_while_no_caption_is_shown_for_who_asks(reader):
    def painted(of: Look):
        return _painted(reader(TOPIC, f"2.look:{look.code_of(of)}"), MAGENTA, at=0)

    assert painted(replace(LOUD, stays=True)) > 10
    assert painted(LOUD) == 0


# The dialog


@pytest.mark.requirement("CC-9/preview", "CC-9/kept")
@pytest.mark.parametrize("controls", ["ours", "native"])
def test_a_look_chosen_in_the_dialog_is_on_the_video_at_once_and_kept(reader, controls):
    page = reader(TOPIC, f"2.controls:{controls}")
    page.locator("legenda-player").first.evaluate("player => player.request('settings')")
    dialog = page.locator("dialog.preferences-dialog[open]")
    dialog.get_by_text("Colours, window and edge").click()
    dialog.get_by_label("Colour behind the text").select_option("magenta")
    dialog.get_by_label("Opacity behind the text").select_option("100")
    until(page, "() => document.querySelectorAll('link[data-look]').length === 1")
    _save(page)
    dialog.wait_for(state="detached")
    assert _painted(page, MAGENTA) > 10
    page.reload()
    assert _painted(page, MAGENTA) > 10


def test_the_dialog_is_opened_walked_through_and_left_by_keyboard(reader):
    page = reader(TOPIC)
    dialog = _open_dialog(page)
    dialog.wait_for()
    assert _focused(page) == "preferences-dialog"
    assert page.get_by_role("dialog", name="Preferences").count() == 1
    inside = "one => !!one.closest('dialog')"
    for _ in range(8):
        page.keyboard.press("Tab")
        assert _focused(page, inside)
    dialog.get_by_role("button", name="Large").press("Enter")
    until(page, "() => getComputedStyle(document.body).getPropertyValue('--caption-size') === '2'")
    page.keyboard.press("Escape")

    dialog.wait_for(state="detached")
    assert _focused(page) == "frame"
    assert page.locator("link[data-look]").count() == 0, "a look that was only tried is taken back"
    assert _kept(page) == ""


@pytest.mark.parametrize("answer", [None, 500])
def test_what_cannot_be_saved_stays_in_the_dialog_and_can_be_sent_again(reader, answer):
    page = reader(TOPIC)
    dialog = _open_dialog(page)
    dialog.get_by_label("Speed", exact=True).fill("150")
    fails = (
        (lambda route: route.fulfill(status=answer, body="No"))
        if answer
        else (lambda route: route.abort())
    )
    page.route("**/preferences", fails)
    _save(page)

    dialog.get_by_role("alert").wait_for()
    assert "What you chose is still here" in dialog.get_by_role("alert").inner_text()
    assert dialog.get_by_label("Speed", exact=True).input_value() == "150"
    page.unroute("**/preferences")
    _save(page)
    dialog.wait_for(state="detached")
    assert "speed:150" in _kept(page)


def test_the_dialog_brings_the_drawings_that_the_page_has_not(reader):
    page = reader(TOPIC)
    _open_dialog(page).wait_for()
    used = page.locator("dialog use").evaluate_all("all => all.map(it => it.getAttribute('href'))")
    assert used
    assert [href for href in used if page.locator(f"symbol{href}").count() != 1] == []


def test_a_dialog_that_cannot_be_had_is_told_and_the_page_stays(reader):
    page = reader(TOPIC)
    page.route("**/preferences?*", lambda route: route.abort())
    page.locator(".frame").first.focus()
    page.keyboard.press("o")
    page.locator("[role=status]", has_text="This cannot be loaded now.").first.wait_for()
    assert page.locator("legenda-player").first.is_visible()


def test_what_the_dialog_saves_holds_for_every_player_at_once_and_is_said_once(reader):
    page = reader(TOPIC)
    page.evaluate(
        """() => {
          window.heard = [];
          new MutationObserver(changes => {
            for (const { target } of changes) {
              const status = target.parentElement?.closest?.('[role=status]') ??
                target.closest?.('[role=status]');
              const live = status?.ariaLive ?? 'polite';
              if (status && live !== 'off' && status.textContent) heard.push(status.textContent);
            }
          }).observe(document.body, { childList: true, characterData: true, subtree: true });
        }"""
    )
    dialog = _open_dialog(page)
    dialog.get_by_label("First").select_option("pl")
    dialog.get_by_label("Speed", exact=True).fill("150")
    dialog.get_by_label("Below the picture").check()
    dialog.get_by_label("As little as possible").check()
    _save(page)
    dialog.wait_for(state="detached")

    until(page, "() => heard.length")
    page.wait_for_timeout(200)
    assert page.evaluate("heard") == ["Your preferences are saved."]
    assert _focused(page) == "frame"
    assert showing(page, 0) == showing(page, 1) == ["pl"]
    states = page.evaluate(
        """() => [...document.querySelectorAll('legenda-player')].map(({ dataset }) =>
          [dataset.captions, dataset.speed, dataset.place])"""
    )
    assert states == [["pl", "150", "below"]] * len(states)
    assert page.locator("html").get_attribute("data-motion") == "less"
    # What a key changes afterwards is kept beside it.
    with page.expect_response("**/preferences"):
        page.keyboard.press("c")
    assert "captions:off" in _kept(page)
    assert "speed:150" in _kept(page)


def test_what_is_wrong_comes_back_in_the_dialog_with_the_focus(reader):
    page = reader(TOPIC)
    dialog = _open_dialog(page)
    dialog.get_by_label("Speed", exact=True).fill("900")
    _save(page)
    until(page, "() => document.activeElement.className === 'errors'")
    dialog.get_by_role("link", name="Speed").click()
    dialog.get_by_label("Speed", exact=True).fill("100")
    _save(page)
    dialog.wait_for(state="detached")


def test_where_there_is_no_such_form_the_page_is_opened(reader):
    page = reader(TOPIC)
    page.route(
        "**/en/preferences*",
        lambda route: (
            route.fulfill(status=503, body="Not now")
            if route.request.resource_type == "fetch"
            else route.continue_()
        ),
    )
    page.locator(".frame").first.focus()
    page.keyboard.press("o")
    page.wait_for_url("**/en/preferences?**")


def test_the_voices_of_the_browser_are_offered(visit, demo):
    page = visit("about:blank")
    page.add_init_script(
        "speechSynthesis.getVoices = () => [{ name: 'Ffion' }, { name: 'Ffion' }, { name: 'Ivy' }]"
    )
    page.goto(f"{demo}{PAGE}")
    page.get_by_role("combobox", name="Voice", exact=True).select_option("Ivy")
    offered = page.locator("[name=voice] option").all_inner_texts()
    assert offered == ["As the browser chooses", "Ffion", "Ivy"]
    _save(page)
    page.wait_for_url("**/preferences?done=saved")
    assert page.get_by_role("combobox", name="Voice", exact=True).input_value() == "Ivy"


def test_two_changes_at_once_are_both_kept(reader):
    page = reader(TOPIC)
    player = page.locator("legenda-player").first
    player.evaluate(
        """player => {
          for (const [name, value] of [['speed', 150], ['place', 'above'], ['captions', 'ar']])
            player.request(name, value);
        }"""
    )
    page.wait_for_load_state("networkidle")
    assert _kept(page) == "2.captions:on.languages:ar.place:above.speed:150"


# The page as it is seen


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_tool_finds_anything_in_the_dialog(visit, findings, demo, language):
    page = visit(f"{demo}/{language}/ketamine-addiction", locale=language)
    _open_dialog(page).wait_for()
    page.locator("dialog summary").click()
    assert findings(page) == []
    assert axe_violations_in_every_look(page) == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_tool_finds_anything_in_what_is_asked_or_wrong(visit, findings, demo, language):
    offered = "2.captions:off.languages:cy~ar.look:" + look.code_of(look.PRESETS["yellow"])
    page = visit(f"{demo}/{language}/preferences?set={offered}", locale=language)
    assert findings(page) == []
    page.goto(f"{demo}/{language}/preferences?done=forgotten")
    page.locator("#prefer-speed").fill("900")
    _save(page)
    page.locator(".errors").wait_for()
    assert findings(page) == []
    page.locator(".bring button").click()
    page.locator("#bring-error").wait_for()
    assert axe_violations(page) == []


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("size", [100, 400])
def test_the_page_fits_a_narrow_screen_whatever_the_look(reader, language, size):
    code = look.code_of(Look(size=size, bold=True))
    page = reader(f"/{language}/preferences", f"2.look:{code}")
    page.set_viewport_size({"width": 320, "height": 640})
    page.locator(".preferences summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("screen", [(1000, 900), (320, 640), (320, 256)], ids=str)
def test_what_has_the_focus_is_never_behind_what_sticks(reader, screen):
    page = reader(PAGE)
    page.set_viewport_size({"width": screen[0], "height": screen[1]})
    page.locator(".preferences summary").click()
    page.locator(".contents a").last.focus()
    stops = 0
    while True:
        page.keyboard.press("Tab")
        if not _focused(page, "one => !!one.closest('.preferences')"):
            break
        stops += 1
        hidden = page.evaluate(
            """() => {
              const one = document.activeElement;
              const { left, top, width, height } = one.getBoundingClientRect();
              const seen = document.elementFromPoint(left + width / 2, top + height / 2);
              return seen && (one === seen || one.contains(seen) || seen.contains(one))
                ? '' : `${one.outerHTML.slice(0, 80)} is behind ${seen?.className}`;
            }"""
        )
        assert hidden == ""
    assert stops > 25
