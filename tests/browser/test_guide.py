"""The guide does it for the reader, asks whether it worked, and knows what to try next."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import (
    axe_violations,
    axe_violations_in_every_look,
    painted_cue,
    showing,
    until,
)

GUIDE = "/en/captions-guide"
TOPIC = "/en/ketamine-addiction"
FEW = 400  # painted text changes at least this many pixels
AT = 5.0  # seconds of the clip: its words are on the picture
ON = "Captions are on: British English."

# Chromium's own player: what it calls the three dots, and the roles of what can be pressed there.
MORE = "show more media controls"
CONTROLS = {"button", "menuitem", "menuitemcheckbox"}

STATUS = ".outcome"
TURN_ON = "Turn captions on for me"
YES, NO = "Yes, I can see them", "No, I cannot"


def said(page) -> str:
    return re.sub(r"\s+", " ", page.locator(STATUS).inner_text()).strip()


def press(page, name, script):
    """Presses a button of the guide; without script it leads to a page."""
    button = page.locator(".practice").get_by_text(name, exact=True)
    if not script:
        button.click()
        return
    with page.expect_response(lambda answer: "captions-guide" in answer.url):
        button.click()


def on_the_next_page(page, demo) -> list[str]:
    page.goto(demo + TOPIC)
    return showing(page)


@pytest.mark.requirement("GD-5/button")
@pytest.mark.parametrize("script", [True, False])
def test_a_button_turns_captions_on_in_a_language_and_says_so(visit, demo, script):
    page = visit(demo + GUIDE, script=script)
    page.locator("#practice-captions").select_option("cy")
    press(page, TURN_ON, script)
    until(page, "() => /Welsh/.test(document.querySelector('.outcome')?.textContent)")
    assert said(page) == "Captions are on: Welsh."
    assert page.locator(STATUS).get_attribute("role") == "status"
    assert page.title().startswith("Captions are on: Welsh. – ")
    assert showing(page) == ["cy"]
    text, pixels = painted_cue(page, AT)
    assert "gyffuriau" in text
    assert pixels > FEW
    assert on_the_next_page(page, demo) == ["cy"]


@pytest.mark.requirement("GD-5/button")
@pytest.mark.parametrize("script", [True, False])
def test_the_button_under_a_video_turns_captions_on_that_were_off(visit, demo, script):
    page = visit(f"{demo}{TOPIC}", script=script)
    page.context.add_cookies([{"name": "legenda", "value": "2.captions:off", "url": demo}])
    page.reload()
    assert showing(page) == []
    with page.expect_response("**/preferences"):
        page.get_by_role("button", name=TURN_ON).click()
    until(page, "() => /are shown/.test(document.querySelector('.happened')?.textContent)")
    assert showing(page) == ["en-GB"]
    assert page.url.endswith("#video-ketamine-basics") or script
    if script:
        assert page.evaluate("document.activeElement.className") == "frame"
    assert on_the_next_page(page, demo) == ["en-GB"]


@pytest.mark.requirement("GD-5/practice")
@pytest.mark.parametrize("script", [True, False])
def test_yes_is_kept_and_said(visit, demo, script):
    page = visit(demo + GUIDE, script=script)
    assert "Worried about drugs" in page.locator(".try blockquote").inner_text()
    press(page, YES, script)
    until(page, "() => document.querySelector('.outcome')?.textContent.trim()")
    assert said(page) == f"{ON} Your choice is kept for every video on this site."
    assert page.get_by_text(NO, exact=True).count() == 0
    assert {"name": "legenda", "value": "2.captions:on.languages:en-GB"}.items() <= {
        **page.context.cookies()[0]
    }.items()


@pytest.mark.requirement("GD-5/practice")
@pytest.mark.parametrize("script", [True, False])
def test_no_leads_to_the_next_thing_to_try_up_to_a_message_with_the_facts(visit, demo, script):
    page = visit(demo + GUIDE, script=script)
    for expected in (
        ON,
        f"{ON} The words are larger now.",
        "Try another language",
        "Try your browser’s own controls",
        "Your device may hide captions",
        "Tell us.",
    ):
        press(page, NO, script)
        until(page, f"() => document.querySelector('.practice')?.innerText.includes('{expected}')")
        assert not script or axe_violations(page) == []
    page.locator(".try").get_by_role("link", name="Tell us").click()
    page.wait_for_url("**/tell-us?**")
    message = page.locator("textarea[name=comment]").input_value()
    for fact in (
        "I cannot see the captions.",
        page.evaluate("navigator.userAgent"),
        "The player on this page" if script else "Your browser’s own controls",
        "Tried:\n- Turn captions on for me\n- The words are larger now.",
        "- Caption style of your device",
    ):
        assert fact in message
    facts = page.locator(".meant").inner_text()
    assert "Finding help with drugs in the UK" in facts
    assert "British English" in facts
    assert page.locator("input[name=what][value=look]").is_checked()


@pytest.mark.requirement("GD-5/practice")
def test_what_is_tried_happens_to_the_clip_while_it_stays(visit, demo):
    page = visit(demo + GUIDE)
    page.evaluate("document.querySelector('video').marked = true")
    page.evaluate("document.querySelector('legenda-player').request('native', true)")
    page.evaluate("document.querySelector('legenda-player').request('captions', 'off')")
    press(page, NO, script=True)
    page.wait_for_function("() => document.querySelector('legenda-player').captions === 'en-GB'")
    assert page.evaluate("document.querySelector('legenda-player').state('native')") is False
    assert page.evaluate("document.activeElement.id") == "try"
    size = "getComputedStyle(document.documentElement).getPropertyValue('--caption-size')"
    before = page.evaluate(size)
    press(page, NO, script=True)
    page.wait_for_selector("link[data-look]", state="attached")
    page.wait_for_function(f"() => {size} !== '{before}'")
    assert page.evaluate("document.querySelector('video').marked") is True


@pytest.mark.requirement("GD-5/practice")
@pytest.mark.parametrize("native", [False, True])
def test_the_page_notices_that_words_are_on_the_picture(visit, demo, native):
    page = visit(demo + GUIDE)
    assert said(page) == ""
    if native:
        page.evaluate("document.querySelector('legenda-player').take('native', true)")
    page.evaluate("document.querySelector('video').play()")
    until(page, "() => document.querySelector('.outcome')?.textContent.trim()")
    assert said(page) == ON
    page.locator(".practice .tool[data-request=captions-toggle]").dispatch_event("click")
    page.wait_for_function("() => !document.querySelector('.outcome').textContent.trim()")


def test_a_link_to_a_step_says_nothing_that_is_not_true(visit, demo):
    for step in ("on", "larger", "seen", "toaster"):
        page = visit(f"{demo}{GUIDE}?step={step}")
        assert said(page) == "", step


@pytest.mark.requirement("GD-3/own first")
def test_who_uses_something_else_says_so_without_script(visit, demo):
    page = visit(demo + GUIDE, script=False)
    page.get_by_role("link", name="iPhone", exact=True).click()
    own = page.get_by_role("region", name="Start here")
    assert own.get_by_role("heading", name="iPhone and iPad", exact=True).count() == 1
    assert own.get_by_role("link", name="iPhone", exact=True).get_attribute("aria-current")
    own.get_by_role("link", name="Something else").click()
    assert own.get_by_role("heading", name="iPhone and iPad", exact=True).count() == 0


def native_control(page, name) -> dict:
    """A control of Chromium's own player, as assistive technology has it: its id and its name."""
    session = page.context.new_cdp_session(page)
    for _ in range(100):
        for node in session.send("Accessibility.getFullAXTree")["nodes"]:
            said_of_it = node.get("name", {}).get("value", "")
            if node["role"]["value"] in CONTROLS and said_of_it.startswith(name):
                return {"session": session, "id": node["backendDOMNodeId"], "name": said_of_it}
        page.wait_for_timeout(50)
    raise AssertionError(f"Chromium has no control “{name}”")


def press_native(page, name):
    found = native_control(page, name)
    meant = {"backendNodeId": found["id"]}
    found["session"].send("DOM.scrollIntoViewIfNeeded", meant)
    corners = found["session"].send("DOM.getBoxModel", meant)
    left, top, right, _, _, bottom, *_ = corners["model"]["border"]
    page.mouse.click((left + right) / 2, (top + bottom) / 2)


@pytest.mark.requirement("GD-3/covered")
def test_the_steps_for_chrome_lead_to_captions_in_chromium(visit, demo):
    page = visit(f"{demo}{TOPIC}?captions=off", script=False)
    video = page.locator("video").first
    video.scroll_into_view_if_needed()
    video.hover()
    guide = page.locator("#guide-chrome").inner_text()
    assert f"“{MORE}”" in guide

    press_native(page, MORE)
    assert native_control(page, "show closed captions menu")["name"].endswith("Off")
    press_native(page, "show closed captions menu")
    press_native(page, "Cymraeg")

    assert showing(page) == ["cy"]
    text, pixels = painted_cue(page, 10)
    assert "llawdriniaethau" in text
    assert pixels > FEW


@pytest.mark.requirement("RP-7")
@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_tool_finds_anything_at_any_step(visit, findings, demo, language):
    page = visit("about:blank", locale=language)
    for step in ("language", "browser", "device", "tell", "seen"):
        page.goto(f"{demo}/{language}/captions-guide?step={step}&for=windows-11")
        assert findings(page) == [], step
    assert axe_violations_in_every_look(page) == []
