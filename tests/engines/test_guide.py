"""The guide's steps for Firefox, followed in Firefox: what stands there leads to captions.

Its own controls are out of a script's reach, so they are pressed where they are. When a new Firefox
has them elsewhere, this fails: the guide is to be tried again, and its words corrected.
"""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from PIL import ImageChops

from server.languages import Language
from server.web.theme import Theme
from tests.conftest import clip, serving
from tests.engines.firefox import firefox, installed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PIL import Image

    from tests.engines.firefox import Firefox

TAB, ENTER, DOWN = "\ue004", "\ue007", "\ue015"
# Pixels from the right and lower edge of the video: “CC”, beside the full-screen button, and in its
# menu the lines “Off” and “Cymraeg”, with “English” between them.
CC, OFF, WELSH = (54, 20), (54, 126), (54, 66)
BAR = 40  # pixels of the bar, which comes and goes
BEFORE_CC = ("play, on the picture", "play", "time", "sound", "volume")  # where Tab stops
WORDS = {"en": "These words are here to be read", "cy": "Mae’r geiriau hyn yma i’w darllen"}
AT = 1.0  # a second in the one cue there is
FEW = 400  # painted text changes at least this many pixels
NOISE = 40  # a pixel that changes by less may be noise of the decoder

OWN_CONTROLS = """async () => {
  document.cookie = 'legenda=2.captions:off.controls:native; path=/';
}"""
READY = """async () => {
  while (!document.querySelector('legenda-player[data-native=true]'))
    await new Promise(done => setTimeout(done, 50));
  const video = document.querySelector('video');
  while (video.readyState < 2) await new Promise(done => setTimeout(done, 50));
  video.scrollIntoView({block: 'center', behavior: 'instant'});
  const {x, y, width, height} = video.getBoundingClientRect();
  return [x, y, width, height];
}"""
SHOWING = """async () => [...document.querySelector('video').textTracks]
  .filter(track => track.mode === 'showing').map(track => track.language)"""
CUE = """async at => {
  const video = document.querySelector('video');
  video.currentTime = at;
  const shown = () => [...video.textTracks].find(track => track.mode === 'showing')?.activeCues;
  while (video.seeking || !shown()?.length) await new Promise(done => setTimeout(done, 50));
  return shown()[0].text;
}"""
# Shown and hidden, by turns; what is hidden is still read.
HIDDEN = """async () => {
  const [track] = [...document.querySelector('video').textTracks].filter(one =>
    one.mode === 'showing' || one.mode === 'hidden');
  track.mode = track.mode === 'hidden' ? 'showing' : 'hidden';
}"""
FOCUS = "async () => document.querySelector('video').focus()"


@pytest.fixture(scope="module")
def browser() -> Iterator[Firefox]:
    with firefox() as started:
        yield started


@pytest.fixture
def video(browser, make_site) -> Iterator[list[float]]:
    """A video with Firefox's own controls and captions off: its left, top, width and height."""
    cue = "WEBVTT\n\n00:00.000 --> 00:04.000\n"
    root = make_site(
        {
            "topics/intro.en.md": '+++\ntitle = "Introduction"\nvideos = ["intro"]\n+++\n',
            "media/intro/video.toml": 'title = "Intro"\nlanguage = "en"\n',
            "media/intro/720p.mp4": clip(seconds=5),
            **{f"captions/intro/{tag}.vtt": f"{cue}{text}\n" for tag, text in WORDS.items()},
        }
    )
    with serving(root) as address:
        browser.open(f"{address}/en/intro")
        browser.run(OWN_CONTROLS)
        browser.open(f"{address}/en/intro")
        yield browser.run(READY)


def at(video: list[float], place: tuple[int, int]) -> tuple[float, float]:
    left, top, width, height = video
    return left + width - place[0], top + height - place[1]


def above_the_bar(video: list[float]) -> tuple[float, ...]:
    left, top, width, height = video
    return left, top, width, height - BAR


def open_menu(browser: Firefox, video: list[float], opening: Callable[[], None]) -> None:
    """Does what opens the menu, and waits until it is seen."""
    before = browser.picture(above_the_bar(video))
    opening()
    for _ in range(100):
        if changed(before, browser.picture(above_the_bar(video))) > FEW:
            return
    raise AssertionError("no menu has opened above “CC”")


def choose(browser: Firefox, video: list[float], line: tuple[int, int]) -> None:
    open_menu(browser, video, lambda: browser.click(*at(video, CC)))
    browser.click(*at(video, line))


def changed(one: Image.Image, other: Image.Image) -> int:
    """How many pixels of two pictures differ."""
    return sum(ImageChops.difference(one, other).convert("L").histogram()[NOISE:])


def painted(browser: Firefox, video: list[float]) -> int:
    """How many pixels the cue has changed."""
    with_cue = browser.picture(above_the_bar(video))
    browser.run(HIDDEN)
    without = browser.picture(above_the_bar(video))
    browser.run(HIDDEN)
    return changed(with_cue, without)


@pytest.mark.requirement("GD-3/covered")
def test_pointing_and_pressing_leads_to_captions_and_off_again(browser, video):
    assert browser.run(SHOWING) == []

    browser.point(video[0] + video[2] / 2, video[1] + 10)
    choose(browser, video, WELSH)

    assert browser.run(SHOWING) == ["cy"]
    assert browser.run(CUE, AT) == WORDS["cy"]
    assert painted(browser, video) > FEW

    choose(browser, video, OFF)

    assert browser.run(SHOWING) == []


@pytest.mark.requirement("GD-3/covered")
def test_keys_alone_lead_to_captions(browser, video):
    browser.run(FOCUS)
    browser.press(*[TAB] * len(BEFORE_CC), TAB)
    open_menu(browser, video, lambda: browser.press(ENTER))
    browser.press(DOWN, ENTER)

    assert browser.run(SHOWING) == ["en"]
    assert browser.run(CUE, AT) == WORDS["en"]
    assert painted(browser, video) > FEW


def test_the_guide_names_things_as_firefox_does():
    archive = zipfile.ZipFile(installed().resolve().with_name("omni.ja"))
    own = archive.read("localization/en-US/toolkit/global/videocontrols.ftl").decode()
    guide = Theme().guides.guide(Language("en"))
    player = next(player for player in guide.players if player.id == "firefox")

    for message in ("button", "off"):
        found = re.search(rf"^videocontrols-closed-caption-{message} =\n.* = (.+)$", own, re.M)
        assert found
        assert f"“{found[1]}”" in " ".join((player.note, *(step.text for step in player.steps)))
