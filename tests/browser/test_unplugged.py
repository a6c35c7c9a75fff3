"""When something cannot be had, the page still works, and says so plainly."""

from __future__ import annotations

import pytest

from tests.browser.conftest import painted_cue, showing

TOPIC = "/en/ketamine-addiction"


@pytest.fixture
def without(browser, demo):
    """A function that opens the topic while some addresses give 404: `without("**/*.js")`."""
    readers = []

    def open_without(pattern, *, query="?captions=en-GB"):
        reader = browser.new_context(viewport={"width": 1000, "height": 900})
        readers.append(reader)
        reader.route(pattern, lambda route: route.fulfill(status=404, body="Not here"))
        page = reader.new_page()
        page.set_default_timeout(10_000)
        page.goto(f"{demo}{TOPIC}{query}")
        return page

    yield open_without
    for reader in readers:
        reader.close()


def said(page, text):
    page.wait_for_function(
        "text => document.querySelector('legenda-player .happened').textContent.includes(text)",
        arg=text,
    )


@pytest.mark.parametrize("script", ["**/legenda.js", "**/player/playback.js", "**/bar/bar.js"])
def test_without_our_scripts_the_browsers_player_is_there(without, script):
    page = without(script)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.querySelector('video').controls")
    assert page.locator("select[name=captions]").first.is_visible()
    assert not page.locator(".bar").first.is_visible()
    assert painted_cue(page, 10)[1] > 400


def test_where_captions_cannot_be_drawn_by_us_the_browser_draws_them(without):
    page = without("**/captions/drawing.js")
    page.wait_for_load_state("networkidle")
    assert page.locator(".bar").first.is_visible()
    assert painted_cue(page, 10)[1] > 400


def test_captions_that_cannot_be_loaded_are_told(without):
    page = without("**/captions/ketamine-basics/es.vtt")
    page.locator("[id$='-languages-button']").first.click()
    page.get_by_role("menuitemradio", name="Español").first.click()
    said(page, "These captions cannot be loaded")
    page.locator("[id$='-languages-button']").first.click()
    page.get_by_role("menuitemradio", name="Cymraeg").first.click()
    said(page, "Welsh captions are shown")
    assert painted_cue(page, 10)[1] > 400


def test_a_video_that_cannot_be_loaded_is_told_and_its_words_are_there(without):
    page = without("**/media/ketamine-basics/*.mp4")
    words = "This cannot be played. The words are in the transcript below."
    said(page, words)
    status = page.locator("legenda-player [role=status]").first
    assert status.text_content() == "", "a page that loads is quiet"
    heard = ""
    for _ in range(2):  # who asks hears it, each time as words that are new
        page.get_by_role("button", name="Play", exact=True).first.click()
        page.wait_for_function(
            "heard => ![heard, ''].includes(document.querySelector('[role=status]').textContent)",
            arg=heard,
        )
        heard = status.text_content()
        assert heard.strip() == words
    assert page.locator("[id$='-transcript'] p").first.text_content().strip()


def test_a_choice_that_cannot_be_saved_holds_on_this_page(without):
    page = without("**/preferences")
    page.locator("[id$='-languages-button']").first.click()
    page.get_by_role("menuitemradio", name="Español").first.click()
    said(page, "Spanish captions are shown")
    assert showing(page) == ["es"]


def test_a_browser_that_keeps_nothing_still_chooses(visit, demo):
    page = visit(f"{demo}{TOPIC}?captions=en-GB")
    page.add_init_script(
        """for (const name of ['localStorage', 'sessionStorage', 'cookieStore'])
             Object.defineProperty(window, name, { get() { throw new DOMException('no') } });
           Object.defineProperty(document, 'cookie', { get() { throw new DOMException('no') } });"""
    )
    page.goto(f"{demo}{TOPIC}?captions=en-GB")
    page.locator("[id$='-languages-button']").first.click()
    page.get_by_role("menuitemradio", name="Español").first.click()
    assert showing(page) == ["es"]
