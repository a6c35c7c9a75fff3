"""A described version and one with clear speech take over at the same second."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import showing
from tests.browser.versioned import ask, has_become, said, state

VIDEO = "document.querySelector('video')"


@pytest.fixture
def page(visit, every_version):
    page = visit(f"{every_version}?captions=es")
    page.wait_for_function(f"() => {VIDEO}.readyState >= 1")
    return page


def button(page, name):
    return page.locator(".bar").get_by_role("button", name=name, exact=True)


def source(page):
    return page.evaluate(f"{VIDEO}.currentSrc").rpartition("/")[2].partition("#")[0]


@pytest.mark.requirement("DV-1/exist")
@pytest.mark.parametrize("script", [True, False])
def test_the_page_says_which_descriptions_there_are(visit, every_version, script):
    page = visit(every_version, script=script)
    facts = page.locator(".about-captions").inner_text()
    assert "Description of the pictures: English" in facts
    assert "Audio description: English" in facts
    assert "Audio description: Español" in facts
    assert "A version with clear speech" in facts


@pytest.mark.requirement("DV-2/second")
@pytest.mark.requirement("DV-2/focus")
@pytest.mark.requirement("DV-1/on")
@pytest.mark.requirement("IC-2/descriptions")
@pytest.mark.requirement("CC-24/descriptions button")
@pytest.mark.parametrize("playing", [True, False])
def test_the_described_version_takes_over_at_the_same_second(page, playing):
    page.evaluate(f"Object.assign({VIDEO}, {{currentTime: 6, playbackRate: 1.5, volume: 0.4}})")
    if playing:
        ask(page, "play")
        page.wait_for_function(f"() => {VIDEO}.currentTime > 6.2")
    page.evaluate(
        """() => {
          const video = document.querySelector('video');
          const load = video.load;
          video.load = () => { window.before = video.currentTime; load.call(video); };
          video.addEventListener('seeked', () => window.after = video.currentTime);
        }"""
    )
    on = button(page, "Descriptions")
    assert on.get_attribute("aria-pressed") == "false"
    on.press("Enter")

    has_become(page, "descriptions", "true")
    said(page, "Descriptions are on: the described version plays.")
    expect(on).to_have_attribute("aria-pressed", "true")
    expect(on).to_be_focused()
    assert source(page) == "720p.described.mp4"
    page.wait_for_function("() => window.after")
    assert page.evaluate("after - before") == pytest.approx(0, abs=0.1)
    assert page.evaluate(f"[{VIDEO}.paused, {VIDEO}.playbackRate, {VIDEO}.volume]") == [
        not playing,
        1.5,
        0.4,
    ]
    assert state(page, "playing") == str(playing).lower()
    assert showing(page) == ["es"]
    if playing:
        at = page.evaluate(f"{VIDEO}.currentTime")
        page.wait_for_function(f"() => {VIDEO}.currentTime > {at + 0.3}")

    on.press("Enter")
    said(page, "Descriptions are off.")
    assert source(page) == "720p.mp4"
    page.wait_for_function(f"() => {VIDEO}.currentTime >= 6")


def test_captions_that_are_off_stay_off_in_another_version(page):
    ask(page, "captions", "off")
    ask(page, "descriptions")
    has_become(page, "version", "described")
    page.wait_for_function(f"() => {VIDEO}.readyState >= 2")
    page.wait_for_timeout(200)
    assert showing(page) == []
    assert state(page, "captions") == "off"


def test_the_picture_stays_while_another_version_loads(page):
    page.evaluate(f"{VIDEO}.currentTime = 6")
    page.wait_for_function(f"() => {VIDEO}.readyState >= 2 && !{VIDEO}.seeking")
    waiting = []
    page.route("**/720p.described.mp4", lambda route: waiting.append(route))
    ask(page, "descriptions")
    page.locator("canvas.still").wait_for()
    shown = page.evaluate(
        """() => {
          const still = document.querySelector('canvas.still');
          return [...still.getContext('2d').getImageData(30, 20, 1, 1).data];
        }"""
    )
    assert all(abs(part - 90) < 12 for part in shown[:3]), "the grey of the film"
    for route in waiting:
        route.continue_()
    page.unroute("**/720p.described.mp4")
    page.locator("canvas.still").wait_for(state="detached")
    assert source(page) == "720p.described.mp4"


@pytest.mark.requirement("DV-2/several")
def test_a_described_version_in_another_language_is_chosen_in_the_panel(page):
    ask(page, "descriptions")
    has_become(page, "version", "described")
    ask(page, "adjust")
    panel = page.get_by_role("dialog", name="Picture and sound")
    panel.get_by_role("group", name="Descriptions").get_by_label("Language").select_option("es")
    has_become(page, "version", "described:es")
    assert source(page) == "720p.described-es.mp4"


@pytest.mark.requirement("CC-24/descriptions key")
def test_a_key_turns_descriptions_on(page):
    page.locator(".frame").focus()
    page.keyboard.press("d")
    has_become(page, "descriptions", "true")


def test_descriptions_that_were_on_are_on_with_the_next_page(page):
    with page.expect_response("**/preferences"):
        button(page, "Descriptions").click()
    page.reload()
    assert source(page) == "720p.described.mp4", "the page comes with it"
    expect(button(page, "Descriptions")).to_have_attribute("aria-pressed", "true")
    with page.expect_response("**/preferences"):
        button(page, "Descriptions").click()
    page.reload()
    assert source(page) == "720p.mp4"


def test_clear_speech_that_was_on_is_on_with_the_next_page(page):
    with page.expect_response("**/preferences"):
        button(page, "Clear speech").click()
    page.reload()
    has_become(page, "clear", "true")
    assert page.evaluate(f"{VIDEO}.muted")
    assert page.locator("legenda-player [role=status]").text_content() == "", "it is not spoken"


def test_a_link_to_the_described_version_has_the_button_pressed_and_leads_back(
    visit, every_version
):
    page = visit(f"{every_version}?version=described&t=5")
    page.wait_for_function(f"() => {VIDEO}.readyState >= 1")
    assert button(page, "Descriptions").get_attribute("aria-pressed") == "true"
    page.evaluate(f"{VIDEO}.currentTime = 0")
    button(page, "Descriptions").click()
    has_become(page, "version", "main")
    button(page, "Descriptions").click()
    has_become(page, "version", "described")
    assert page.evaluate(f"{VIDEO}.currentTime") == 0, "not where the link once led"


def test_without_script_every_version_is_a_link(visit, every_version):
    page = visit(every_version, script=False)
    links = page.locator(".versions a")
    assert links.all_inner_texts() == [
        "Main version",
        "With audio description",
        "With audio description in Spanish",
        "With American Sign Language",
        "With British Sign Language",
        "Clear speech, sound only",
    ]
    page.get_by_role("link", name="Clear speech, sound only").click()
    assert page.locator("video source").get_attribute("src") == "/media/intro/speech.clear.m4a"


@pytest.mark.requirement("DV-5/clean speech")
def test_clear_speech_plays_in_step_in_place_of_the_sound_and_both_have_a_volume(page):
    page.evaluate(f"Object.assign({VIDEO}, {{currentTime: 3, volume: 0.6}})")
    page.evaluate(
        """() => {
          const make = document.createElement.bind(document);
          document.createElement = (...given) => {
            const made = make(...given);
            if (given[0] === 'audio') window.clear = made;
            return made;
          };
        }"""
    )
    ask(page, "play")
    button(page, "Clear speech").click()
    said(page, "Clear speech is on.")
    page.wait_for_function(
        f"() => !clear.paused && Math.abs(clear.currentTime - {VIDEO}.currentTime) < 0.1"
    )
    assert page.evaluate(f"[{VIDEO}.muted, clear.volume, clear.preservesPitch]") == [
        True,
        0.6,
        True,
    ]
    assert page.locator(".bar [name=volume]").input_value() == "60", "that of what is heard"
    assert button(page, "Mute").get_attribute("aria-pressed") == "false"

    ask(page, "speed", 150)
    page.wait_for_function("() => Math.abs(clear.playbackRate - 1.5) < 0.1")
    page.locator(".bar [name=volume]").fill("80")
    page.wait_for_function("() => clear.volume === 0.8")
    ask(page, "adjust")
    page.get_by_label("The video’s own sound").fill("25")
    assert page.evaluate(f"[{VIDEO}.muted, {VIDEO}.volume, clear.volume]") == [False, 0.25, 0.8]

    button(page, "Clear speech").click()
    said(page, "Clear speech is off.")
    assert page.evaluate(f"[clear.paused, {VIDEO}.muted, {VIDEO}.volume]") == [True, False, 0.8]


def test_descriptions_and_clear_speech_take_each_others_place(page):
    button(page, "Clear speech").click()
    has_become(page, "clear", "true")
    button(page, "Descriptions").click()
    has_become(page, "descriptions", "true")
    has_become(page, "clear", "false")
    button(page, "Clear speech").click()
    has_become(page, "clear", "true")
    has_become(page, "descriptions", "false")
    assert source(page) == "720p.mp4"


def test_a_described_version_that_is_not_there_gives_way_to_text(page):
    page.route("**/720p.described*.mp4", lambda route: route.fulfill(status=404))
    page.evaluate(f"{VIDEO}.currentTime = 6")
    ask(page, "play")
    button(page, "Descriptions").click()
    said(page, "The described version cannot be loaded. Descriptions are on:")
    ask(page, "adjust")
    expect(page.get_by_label("How they are given")).to_have_value("voice")
    assert source(page) == "720p.mp4"
    at = page.evaluate(f"{VIDEO}.currentTime")
    assert 6 <= at < 10
    page.wait_for_function(f"() => {VIDEO}.currentTime > {at + 0.3}")


def test_what_was_asked_for_last_holds_though_it_loads_first(page):
    waiting = []
    page.route("**/speech.clear.m4a", lambda route: waiting.append(route))
    clear = button(page, "Clear speech")
    clear.click()
    page.wait_for_timeout(300)
    ask(page, "clear", False)
    ask(page, "descriptions")
    has_become(page, "version", "described")
    assert waiting
    for route in waiting:
        route.continue_()
    page.wait_for_timeout(500)
    assert source(page) == "720p.described.mp4"
    assert clear.get_attribute("aria-pressed") == "false"
    assert not page.evaluate(f"{VIDEO}.muted")


def test_clear_speech_that_is_not_there_leaves_the_usual_sound(page):
    page.route("**/speech.clear.m4a", lambda route: route.fulfill(status=404))
    button(page, "Clear speech").click()
    said(page, "The version with clear speech cannot be loaded. The usual sound goes on.")
    assert not page.evaluate(f"{VIDEO}.muted")
    assert button(page, "Clear speech").get_attribute("aria-pressed") == "false"


def test_a_part_that_cannot_be_loaded_is_told(page):
    page.route("**/descriptions/descriptions.js", lambda route: route.fulfill(status=404))
    button(page, "Descriptions").click()
    said(page, "This cannot be loaded now.")
    ask(page, "play")
    page.wait_for_function(f"() => {VIDEO}.currentTime > 0.2")


def test_what_is_turned_on_for_one_video_is_on_for_all_and_told_once(visit, demo):
    page = visit(f"{demo}/en/ketamine-addiction?captions=en-GB")
    first, second = page.locator("legenda-player").all()
    on = [one.locator(".bar").get_by_role("button", name="Descriptions") for one in (first, second)]
    for pressed in ("true", "false"):
        on[0].click()
        for button in on:
            expect(button).to_have_attribute("aria-pressed", pressed)
    on[1].click()
    expect(on[0]).to_have_attribute("aria-pressed", "true")
    told = [one.locator("[role=status]") for one in (first, second)]
    expect(told[1]).to_have_text("Descriptions are on: your browser speaks them.")
    expect(told[0]).to_have_text("Descriptions are off.")
    assert [one.get_attribute("data-captions") for one in (first, second)] == ["en-GB", "en-GB"]
