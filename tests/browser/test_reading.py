"""Help with reading: captions held until they can have been read, spoken, and kept as text."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

TOPIC = "/en/ketamine-addiction?captions=en-GB"
VIDEO = "document.querySelector('video')"
# A voice that says at once what it is told to say, and remembers it.
VOICE = """() => {
  window.told = [];
  const voices = [{ name: 'One', lang: 'en-GB' }, { name: 'Dos', lang: 'es-ES' }];
  const synthesis = { getVoices: () => voices, cancel() {}, addEventListener() {},
    speak(words) { told.push([words.text, words.lang]); words.onstart?.(); words.onend?.(); } };
  Object.defineProperty(window, 'speechSynthesis', { value: synthesis });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
}"""


@pytest.fixture
def page(visit, demo):
    page = visit("about:blank")
    page.add_init_script(f"({VOICE})()")
    page.goto(f"{demo}{TOPIC}")
    page.wait_for_function(f"() => {VIDEO}.readyState >= 1")
    return page


def ask(page, name, value):
    page.evaluate(
        "([name, value]) => document.querySelector('legenda-player').request(name, value)",
        [name, value],
    )
    page.wait_for_function(
        "([name, value]) => document.querySelector('legenda-player').state(name) === value",
        arg=[name, value],
    )


@pytest.mark.requirement("EN 7.1.5/off")
def test_captions_are_silent_until_the_reader_wants_them_spoken(page):
    page.evaluate(f"{VIDEO}.currentTime = 9; {VIDEO}.play()")
    page.wait_for_function(f"() => {VIDEO}.currentTime > 9.4")
    assert page.evaluate("told") == []


@pytest.mark.requirement("EN 7.1.5/spoken")
@pytest.mark.requirement("EN 7.1.5/language")
@pytest.mark.requirement("CC-16/voice")
@pytest.mark.parametrize(
    ("captions", "lang", "word"), [("en-GB", "en-GB", "medicine"), ("es", "es-ES", "medicamento")]
)
def test_captions_are_spoken_in_their_language(page, captions, lang, word):
    ask(page, "captions", captions)
    ask(page, "spoken", True)
    page.evaluate(f"{VIDEO}.currentTime = 7.5; {VIDEO}.play()")
    page.wait_for_function("() => told.length > 0")
    text, language = page.evaluate("told[0]")
    assert language == lang
    assert word in text


@pytest.mark.requirement("ECC-3")
def test_a_long_caption_waits_for_the_reader_and_goes_on_by_itself(page):
    ask(page, "wait", 80)
    page.evaluate(f"{VIDEO}.currentTime = 8.1; {VIDEO}.play()")
    page.wait_for_function(f"() => {VIDEO}.paused && {VIDEO}.currentTime > 12")
    # Twelve words at 80 a minute take nine seconds; the cue is there for 4.3 of them.
    assert page.evaluate(f"{VIDEO}.currentTime") < 12.5
    page.wait_for_function(f"() => !{VIDEO}.paused && {VIDEO}.currentTime > 12.5")


@pytest.mark.requirement("BV-1/region")
@pytest.mark.requirement("BV-1/steps")
@pytest.mark.requirement("BV-1/pauses")
def test_captions_are_there_as_text_to_go_through_one_by_one(page):
    ask(page, "view", True)
    view = page.locator(".caption-view").first
    assert view.get_attribute("tabindex") == "0"
    assert view.get_attribute("role") == "region"
    now = view.locator("[data-cue=now]")
    page.evaluate(f"{VIDEO}.currentTime = 9")
    expect(now).to_contain_text("Ketamine is")
    view.get_by_role("button", name="Next caption").click()
    expect(now).to_contain_text("Some people")
    assert "Ketamine is" in view.locator("[data-cue=last]").inner_text()
    assert now.get_attribute("lang") == "en-GB"
    view.get_by_role("button", name="Caption before").click()
    expect(now).to_contain_text("Ketamine is")
    # The words are there at once; that the browser has come to them is told a moment later.
    page.wait_for_function(
        f"() => !{VIDEO}.seeking && [...{VIDEO}.textTracks].some(track => track.activeCues?.[0]"
        "?.text.includes('Ketamine is'))"
    )
    view.get_by_role("button", name="Stop at each caption").click()
    page.evaluate(f"() => {{ {VIDEO}.play().catch(() => {{}}) }}")  # the stop may come first
    page.wait_for_function(f"() => {VIDEO}.paused && {VIDEO}.currentTime > 12.4")
    assert "Some people" in now.inner_text()
