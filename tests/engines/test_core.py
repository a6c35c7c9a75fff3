"""The core of a topic page in Firefox and WebKitGTK: it loads, it plays, its captions are right."""

from __future__ import annotations

import re

import pytest

from server.captions import read
from tests.conftest import ROOT

TOPIC = "/en/ketamine-addiction"
VIDEO = "ketamine-basics"

PLAYED = """async () => {
  const video = document.querySelector('video');
  video.muted = true;
  await video.play();
  await new Promise(done => {
    video.ontimeupdate = () => video.currentTime > 0.3 && done();
  });
  video.pause();
  return video.videoWidth;
}"""
CHOOSE = """async name => {
  document.querySelector('[id$=-languages-button]').click();
  const items = [...document.querySelectorAll('[role=menuitemradio]')];
  items.find(item => item.textContent.includes(name)).click();
}"""
# The captions that are read: shown by the browser, or hidden by it and drawn by the page.
READ = """async at => {
  const video = document.querySelector('video');
  const heard = (target, name) => new Promise(done => {
    target.addEventListener(name, done, {once: true});
  });
  const tracks = [...video.textTracks].filter(track => /captions|subtitles/.test(track.kind));
  const track = tracks.find(track => track.mode !== 'disabled');
  if (!track) return null;
  const sought = heard(video, 'seeked');
  video.currentTime = at;
  await sought;
  while (!track.activeCues?.length) await heard(track, 'cuechange');
  return {language: track.language, text: track.activeCues[0].text};
}"""


def cue_of(language: str) -> tuple[float, str]:
    """A second in the middle of the second cue of a track, and that cue's text."""
    found, _ = read((ROOT / f"captions/{VIDEO}/{language}.vtt").read_bytes())
    return (found.cues[1].start + found.cues[1].end) / 2000, found.cues[1].text


def words(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_the_page_loads_whole(engine, demo):
    engine.open(f"{demo}{TOPIC}")

    assert engine.run("async () => document.querySelectorAll('h1').length") == 1
    assert engine.run("async () => !!customElements.get('legenda-player')")


def test_the_video_plays(engine, demo):
    engine.open(f"{demo}{TOPIC}")

    assert engine.run(PLAYED) > 0


@pytest.mark.parametrize("language", ["ar", "cy"])
def test_the_captions_of_a_link_are_read_at_their_time(engine, demo, language):
    engine.open(f"{demo}{TOPIC}?captions={language}")
    at, text = cue_of(language)

    found = engine.run(READ, at)

    assert found["language"] == language
    assert words(found["text"]) == words(text)


@pytest.mark.parametrize(("language", "name"), [("ar", "العربية"), ("cy", "Cymraeg")])
def test_captions_chosen_in_the_menu_are_read_at_their_time(engine, demo, language, name):
    engine.open(f"{demo}{TOPIC}?captions=es")
    at, text = cue_of(language)

    engine.run(CHOOSE, name)
    found = engine.run(READ, at)

    assert found["language"] == language
    assert words(found["text"]) == words(text)


def test_captions_that_are_off_are_not_read(engine, demo):
    engine.open(f"{demo}{TOPIC}?captions=off")

    assert engine.run(READ, 1) is None
