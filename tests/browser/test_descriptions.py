"""Descriptions as text are told in time, and nothing that fails holds the video."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.versioned import ask, has_become, said, state

VIDEO = "document.querySelector('video')"
# A browser in a test has no voice. This one stands in for it: it notes what it is asked to say, and
# says it as long as the test wants; what else it may do wrong is what these tests are about.
VOICES = """(how => {
  window.spoken = [];
  const voices = how === 'none' ? [] : [
    {name: 'Ann', lang: 'en-GB', localService: true, default: true},
    {name: 'Bob', lang: 'en-US', localService: true},
    {name: 'Eva', lang: 'es-ES', localService: true},
  ];
  if (how === 'missing') return delete window.speechSynthesis;
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  let now = null;
  const value = {
    getVoices: () => voices,
    addEventListener() {},
    speak(words) {
      const video = document.querySelector('video');
      const {text, lang, rate, volume, voice} = words;
      window.spoken.push({text, lang, rate, volume, voice: voice?.name, at: video.currentTime});
      now = words;
      if (how === 'silent') return;
      if (how === 'refused') return words.onerror?.({error: 'synthesis-failed'});
      setTimeout(() => words.onstart?.({}), 20);
      window.finish = () => now === words && words.onend?.({});
      if (typeof how === 'number') setTimeout(window.finish, how);
    },
    cancel() { now?.onerror?.({error: 'canceled'}); now = null; window.cancelled = true; },
  };
  Object.defineProperty(window, 'speechSynthesis', {value});
})"""


@pytest.fixture
def spoken_in(visit, every_version):
    """A function that opens the topic with a voice that is `how`, and descriptions in a way."""

    def open_with(how, *, way="voice"):
        page = visit("about:blank")
        page.add_init_script(f"{VOICES}({how!r})")
        page.goto(f"{every_version}?captions=off")
        page.wait_for_function(f"() => {VIDEO}.readyState >= 1")
        ask(page, "adjust")
        page.get_by_label("How they are given").select_option(way)
        return page

    return open_with


def descriptions(page):
    return page.locator(".bar").get_by_role("button", name="Descriptions")


def play_from(page, second):
    page.evaluate(f"{VIDEO}.currentTime = {second}")
    ask(page, "play")


def is_held(page):
    """Waits until the video waits where the last words begin."""
    page.wait_for_function(f"() => {VIDEO}.paused && {VIDEO}.currentTime >= 12.5")


def plays_beyond(page, second):
    page.wait_for_function(f"() => !{VIDEO}.paused && {VIDEO}.currentTime > {second}")


@pytest.mark.requirement("TVD-1/spoken")
@pytest.mark.requirement("DV-1/on")
def test_a_description_is_spoken_at_its_time_and_in_its_language(spoken_in):
    page = spoken_in(300)
    descriptions(page).click()
    said(page, "Descriptions are on: your browser speaks them.")
    assert descriptions(page).get_attribute("aria-pressed") == "true"
    play_from(page, 10.5)
    page.wait_for_function("() => window.spoken.length")
    (told,) = page.evaluate("spoken")
    assert told["text"] == "A long room with many windows."
    assert 11 <= told["at"] < 11.2
    assert (told["lang"], told["rate"], told["volume"]) == ("en-GB", 1, 1)
    plays_beyond(page, 12.5)
    assert len(page.evaluate("spoken")) == 1
    assert not page.locator(".telling").is_visible()


@pytest.mark.requirement("TVD-1/voice")
@pytest.mark.requirement("DV-5/descriptions")
@pytest.mark.requirement("TSM-1/in step")
def test_the_viewer_chooses_voice_pace_and_volume_and_the_pace_goes_with_the_speed(spoken_in):
    page = spoken_in(100)
    descriptions(page).click()
    voice = page.get_by_label("Voice", exact=True)
    assert voice.locator("option").all_inner_texts() == ["As the browser chooses", "Ann", "Bob"]
    voice.select_option("Bob")
    page.get_by_label("Pace of the voice").fill("120")
    page.get_by_label("Volume of the voice").fill("55")
    ask(page, "speed", 150)
    play_from(page, 10.5)
    page.wait_for_function("() => window.spoken.length")
    (told,) = page.evaluate("spoken")
    assert (told["voice"], told["volume"]) == ("Bob", 0.55)
    assert told["rate"] == pytest.approx(1.8)


@pytest.mark.requirement("TVD-1/pauses")
def test_the_video_waits_for_a_long_description_and_goes_on_after_it(spoken_in):
    page = spoken_in("endless")
    descriptions(page).click()
    play_from(page, 10.8)
    is_held(page)
    held = page.evaluate(f"{VIDEO}.currentTime")
    assert 12.5 <= held < 14, "where the next words are spoken, and not at the end of the cue"
    assert state(page, "playing") == "true", "it is not the viewer who has paused it"
    expect(page.locator(".bar [data-request=play]")).to_have_text("Pause", use_inner_text=True)
    page.evaluate("finish()")
    plays_beyond(page, 13)


def test_a_sound_is_no_speech_that_a_description_must_not_cover(spoken_in):
    page = spoken_in(900)
    page.evaluate(f"{VIDEO}.addEventListener('pause', () => {{ window.held = true }})")
    descriptions(page).click()
    play_from(page, 3.8)
    page.wait_for_function("() => window.spoken.length")
    plays_beyond(page, 6.5)
    assert not page.evaluate("window.held")


@pytest.mark.requirement("TVD-1/pauses")
def test_whoever_pauses_hushes_the_voice_and_hears_the_description_again(spoken_in):
    page = spoken_in("endless")
    descriptions(page).click()
    play_from(page, 10.8)
    page.wait_for_function("() => window.spoken.length === 1")
    ask(page, "pause")
    page.wait_for_function("() => window.cancelled")
    ask(page, "play")
    page.wait_for_function("() => window.spoken.length === 2")


def test_a_pause_while_the_video_waits_is_a_pause(spoken_in):
    page = spoken_in("endless")
    descriptions(page).click()
    play_from(page, 11.5)
    is_held(page)
    page.locator(".bar [data-request=play]").click()
    has_become(page, "playing", "false")
    page.wait_for_timeout(300)
    assert page.evaluate(f"{VIDEO}.paused")
    page.locator(".bar [data-request=play]").click()
    plays_beyond(page, 13)


def test_a_seek_lets_a_waiting_video_go(spoken_in):
    page = spoken_in("endless")
    descriptions(page).click()
    play_from(page, 11.5)
    is_held(page)
    ask(page, "seek", 3)
    page.wait_for_function(f"() => !{VIDEO}.paused && {VIDEO}.currentTime < 6")


@pytest.mark.requirement("TVD-1/watchdog")
@pytest.mark.parametrize("how", ["silent", "endless"])
def test_a_voice_that_never_begins_or_never_ends_holds_the_video_only_for_a_while(spoken_in, how):
    page = spoken_in(how)
    descriptions(page).click()
    play_from(page, 3.8)
    said(page, "Your browser has no voice for this. The descriptions are shown as text.")
    expect(page.locator(".telling")).to_have_text("A door.")
    plays_beyond(page, 6.5)


@pytest.mark.requirement("TVD-1/watchdog")
@pytest.mark.parametrize("how", ["missing", "none", "refused"])
def test_without_a_voice_the_page_says_so_and_shows_the_descriptions(spoken_in, how):
    page = spoken_in(how)
    descriptions(page).click()
    play_from(page, 10.8)
    said(page, "Your browser has no voice for this. The descriptions are shown as text.")
    expect(page.locator(".telling")).to_have_text("A long room with many windows.")
    plays_beyond(page, 13)
    assert descriptions(page).get_attribute("aria-pressed") == "true"


@pytest.mark.requirement("TVD-1/screen reader")
def test_for_a_screen_reader_they_are_text_in_a_region_of_their_own_and_nothing_is_spoken(
    spoken_in,
):
    page = spoken_in(100, way="screen-reader")
    descriptions(page).click()
    said(page, "Descriptions are on: as text, for your screen reader.")
    region = page.locator(".telling")
    assert region.get_attribute("aria-live") == "assertive"
    assert region.is_visible(), "a region is there before its words"
    play_from(page, 10.8)
    expect(region).to_have_text("A long room with many windows.")
    assert region.get_attribute("lang") == "en"
    plays_beyond(page, 13)
    assert page.evaluate("spoken") == []
    descriptions(page).click()
    assert not region.is_visible()


def test_descriptions_that_cannot_be_loaded_give_way_to_the_recorded_ones(spoken_in):
    page = spoken_in(100)
    page.route("**/en.descriptions.vtt", lambda route: route.fulfill(status=404))
    descriptions(page).click()
    said(
        page, "The descriptions cannot be loaded. Descriptions are on: the described version plays."
    )
    assert state(page, "version") == "described"


def test_from_the_voice_to_the_recording_and_back_in_the_panel(spoken_in):
    page = spoken_in("endless")
    descriptions(page).click()
    play_from(page, 10.8)
    page.wait_for_function("() => window.spoken.length")
    page.get_by_label("How they are given").select_option("recorded")
    has_become(page, "version", "described")
    assert page.evaluate("window.cancelled")
    said(page, "Descriptions are on: the described version plays.")
    page.get_by_label("How they are given").select_option("voice")
    has_become(page, "version", "main")
    said(page, "Descriptions are on: your browser speaks them.")
