"""Side notes: passed over by who does not want them, read while the video waits by who does."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import axe_violations_in_every_look
from tests.browser.reach import focus_seen, small_targets
from tests.browser.versioned import said
from tests.conftest import TOPIC, VTT, clip, serving

NOTES = """WEBVTT

00:01.000 --> 00:03.000
Figures of <i>2024</i>: https://example.org/figures

00:06.000 --> 00:08.000
A <b>word</b> explained.
"""
SITE = {
    "topics/a-topic.en.md": TOPIC,
    "media/intro/video.toml": 'title = "Intro"\nlanguage = "en"\n',
    "media/intro/720p.mp4": clip(seconds=10, frames=10),
    "captions/intro/en.vtt": VTT.format("Words."),
    "captions/intro/cy.notes.vtt": VTT.format("Nodyn."),
    "captions/intro/en.notes.vtt": NOTES,
}
NOW = "() => document.querySelector('video').currentTime"
pytestmark = pytest.mark.requirement("CN-7")


@pytest.fixture
def address(make_site):
    with serving(make_site(SITE)) as found:
        yield f"{found}/en/a-topic"


@pytest.fixture
def page(visit, address):
    page = visit(address)
    page.wait_for_function("() => document.querySelector('video').readyState >= 1")
    page.wait_for_load_state("networkidle")
    return page


def test_notes_are_passed_over_and_the_one_of_now_is_there_to_be_seen(page):
    notes = page.locator(".side-notes")
    assert notes.get_attribute("open") is None
    page.locator(".bar [data-request=play]").click()
    noted = page.locator(".noted")
    expect(noted).to_have_text("Figures of 2024: https://example.org/figures")
    expect(noted).to_be_empty()
    assert page.evaluate("() => !document.querySelector('video').paused")
    # Nothing speaks: to hear each of them would be to be interrupted by it.
    assert notes.locator("[aria-live], [role=status]").count() == 0


def test_the_video_waits_while_notes_are_open_and_goes_on_after_them(page):
    page.locator(".bar [data-request=play]").click()
    page.wait_for_function("() => document.querySelector('video').currentTime > 1")
    summary = page.locator(".side-notes summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('video').paused")
    said(page, "The video waits")
    current = page.locator(".side-notes [aria-current=true]")
    assert "Figures of 2024" in current.inner_text()
    link = current.get_by_role("link", name="https://example.org/figures")
    assert link.get_attribute("href") == "https://example.org/figures"
    assert link.get_attribute("target") == "_blank"
    at = page.evaluate(NOW)
    page.wait_for_timeout(400)
    assert page.evaluate(NOW) == at
    summary.press("Enter")
    page.wait_for_function("() => !document.querySelector('video').paused")


def test_notes_opened_while_nothing_plays_start_nothing(page):
    summary = page.locator(".side-notes summary")
    summary.click()
    page.get_by_role("link", name="0:06").click()
    page.wait_for_function("() => document.querySelector('video').currentTime === 6")
    assert "A word explained." in page.locator(".side-notes [aria-current=true]").inner_text()
    summary.click()
    page.wait_for_timeout(200)
    assert page.evaluate("() => document.querySelector('video').paused")


def test_notes_are_read_without_script_and_each_leads_to_its_moment(visit, address):
    page = visit(address, script=False)
    page.locator(".side-notes summary").click()
    assert "A word explained." in page.locator(".side-notes li").last.inner_text()
    page.get_by_role("link", name="0:06").click()
    assert page.url.endswith("?t=6#video-intro")
    assert page.locator("track[kind=metadata]").count() == 0


def test_open_notes_have_nothing_for_tools_to_find(page, findings):
    page.locator(".side-notes summary").click()
    assert findings(page) == []
    assert small_targets(page) == []
    assert focus_seen(page).unseen == ()
    assert axe_violations_in_every_look(page) == []
