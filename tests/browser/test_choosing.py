"""After each way of choosing, a cue is really painted, in the right language."""

from __future__ import annotations

import re

import pytest

from server.captions import read
from tests.browser.conftest import painted_cue, showing, until
from tests.conftest import ROOT

TOPIC = "/en/ketamine-addiction"
VIDEO = "ketamine-basics"
# Painted text changes at least this many pixels; a caption of a few words changes thousands.
FEW = 400


def cue_of(language: str) -> tuple[float, str]:
    """A second in the middle of the second cue of a track, and that cue's text."""
    found, _ = read((ROOT / f"captions/{VIDEO}/{language}.vtt").read_bytes())
    cue = found.cues[1]
    return (cue.start + cue.end) / 2000, cue.text


def assert_painted(page, language):
    at, text = cue_of(language)
    assert showing(page) == [language]
    found, pixels = painted_cue(page, at)
    assert re.sub(r"\s+", " ", found) == re.sub(r"\s+", " ", text)
    assert pixels > FEW


@pytest.mark.parametrize("script", [True, False])
def test_a_link_chooses(visit, demo, script):
    page = visit(f"{demo}{TOPIC}?captions=ar", script=script)
    assert_painted(page, "ar")


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize(("locale", "track"), [("cy-GB", "cy"), ("zh-CN", "zh-Hans"), ("ur", "ur")])
def test_the_browsers_languages_choose(visit, demo, locale, track, script):
    page = visit(f"{demo}{TOPIC}", locale=locale, script=script)
    assert_painted(page, track)


@pytest.mark.parametrize("script", [True, False])
def test_the_sites_default_is_shown_when_nothing_else_fits_and_the_page_says_so(
    visit, demo, script
):
    page = visit(f"{demo}{TOPIC}", locale="so", script=script)
    assert "There are no Somali captions" in page.locator("main").inner_text()
    assert_painted(page, "en-GB")


def test_taiwans_readers_are_not_given_the_simplified_script(visit, demo):
    page = visit(f"{demo}{TOPIC}", locale="zh-TW")
    assert showing(page) == ["en-GB"]


@pytest.mark.requirement("CL-6", "CL-4/pages")
def test_the_form_chooses_without_script_and_the_choice_holds_on_the_next_page(visit, demo):
    page = visit(f"{demo}{TOPIC}?captions=fr", script=False)
    page.select_option("select[name=captions] >> nth=0", "pl")
    page.locator("form[action='/preferences'] button").first.click()
    assert "captions=" not in page.url
    assert page.url.endswith(f"#video-{VIDEO}")
    assert_painted(page, "pl")
    page.goto(f"{demo}/en/supporting-someone")
    assert showing(page) == ["pl"]


@pytest.mark.requirement("CL-5", "CL-6")
def test_off_is_remembered_as_off_without_script(visit, demo):
    page = visit(f"{demo}{TOPIC}", script=False)
    page.select_option("select[name=captions] >> nth=0", "off")
    page.locator("form[action='/preferences'] button").first.click()
    assert showing(page) == []
    page.goto(f"{demo}/en/supporting-someone")
    assert showing(page) == []
    page.goto(f"{demo}/en/supporting-someone?captions=es")
    assert showing(page) == ["es"]


def test_the_caption_button_chooses_for_every_video_and_keeps_the_choice(visit, demo):
    page = visit(f"{demo}{TOPIC}")
    button = page.locator("[id$='-languages-button']").first
    button.click()
    with page.expect_response("**/preferences"):
        page.get_by_role("menuitemradio", name="Español").first.click()
    assert button.evaluate("button => button === document.activeElement")
    assert showing(page, 0) == ["es"]
    assert showing(page, 1) == ["es"]
    page.goto(f"{demo}/ar/supporting-someone")
    assert showing(page) == ["es"]
    page.goto(f"{demo}{TOPIC}")
    assert_painted(page, "es")


def test_the_caption_button_turns_captions_off_and_off_is_kept(visit, demo):
    page = visit(f"{demo}{TOPIC}")
    page.locator("[id$='-languages-button']").first.click()
    with page.expect_response("**/preferences"):
        page.get_by_role("menuitemradio").first.click()
    assert showing(page, 0) == showing(page, 1) == []
    page.goto(f"{demo}/en/supporting-someone")
    assert showing(page) == []


def test_a_choice_in_the_browsers_own_menu_is_kept_too(visit, demo):
    page = visit(f"{demo}{TOPIC}")
    with page.expect_response("**/preferences"):
        page.evaluate(
            """() => { for (const track of document.querySelector('video').textTracks)
                 track.mode = track.language === 'fr' ? 'showing' : 'disabled' }"""
        )
    page.goto(f"{demo}/en/supporting-someone")
    assert showing(page) == ["fr"]


def test_the_menu_works_by_keyboard(visit, demo):
    page = visit(f"{demo}{TOPIC}?captions=cy")
    button = page.locator("[id$='-languages-button']").first
    button.focus()
    page.keyboard.press("Enter")
    focused = page.evaluate("document.activeElement.getAttribute('aria-checked')")
    assert focused == "true"
    page.keyboard.press("Escape")
    assert button.evaluate("button => button === document.activeElement")
    assert button.get_attribute("aria-expanded") == "false"
    assert showing(page) == ["cy"]
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert showing(page) not in ([], ["cy"])


def test_a_link_to_a_second_starts_there_without_script(visit, demo):
    page = visit(f"{demo}{TOPIC}", script=False)
    link = page.locator("a[href*='t=']").nth(5)
    href = link.get_attribute("href")
    second = int(re.search(r"[?&]t=(\d+)", href)[1])
    page.goto(f"{demo}{href}" if href.startswith("/") else f"{demo}{TOPIC}{href}")
    at = until(page, "document.querySelector('video').currentTime")
    assert abs(at - second) < 1
