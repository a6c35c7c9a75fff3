"""Captions drawn in Firefox and WebKitGTK: the same text at the same place."""

from __future__ import annotations

import pytest

from tests.conftest import clip, serving

CAPTIONS = """WEBVTT

REGION
id:left
width:40%
viewportanchor:10%,90%

00:00.000 --> 00:02.000
<v Ann>At the bottom, <lang ar>مرحبا</lang>

00:00.000 --> 00:02.000
<v Bob>Above it

00:02.000 --> 00:04.000 line:0
At the top

00:02.000 --> 00:04.000 line:50%,center position:20%,line-left size:40%
In the middle

00:04.000 --> 00:06.000 vertical:rl line:0
縦書き

00:06.000 --> 00:08.000 region:left
In a region

00:08.000 --> 00:12.000
One <00:00:10.000>two, https://example.org
"""
# Goes to a second; the cues that are drawn then, in parts of the picture.
DRAWN = """async at => {
  const video = document.querySelector('video');
  const pause = () => new Promise(done => setTimeout(done, 50));
  video.dispatchEvent(new PointerEvent('pointerover', {bubbles: true}));
  while (!document.querySelector('.drawn')) await pause();
  video.currentTime = at;
  let cues = [], was;
  do {
    was = JSON.stringify(cues);
    await pause();
    const picture = video.getBoundingClientRect();
    cues = [...document.querySelectorAll('.drawn .cue')].map(cue => {
      const { x, y, width, height } = cue.getBoundingClientRect();
      return { text: cue.textContent,
        left: (x - picture.x) / picture.width, right: (x + width - picture.x) / picture.width,
        top: (y - picture.y) / picture.height, bottom: (y + height - picture.y) / picture.height };
    });
  } while (video.seeking || !cues.length || JSON.stringify(cues) !== was);
  return cues;
}"""
FIND = "async (selector, name) => document.querySelector(selector)?.[name]"
NEAR = 0.01


@pytest.fixture
def site(make_site):
    root = make_site(
        {
            "topics/intro.en.md": '+++\ntitle = "Introduction"\nvideos = ["intro"]\n+++\n',
            "media/intro/video.toml": 'title = "Intro"\nlanguage = "en"\n',
            "media/intro/720p.mp4": clip(seconds=15),
            "captions/intro/en.vtt": CAPTIONS,
        }
    )
    with serving(root) as address:
        yield f"{address}/en/intro?captions=en"


def test_captions_are_drawn_where_they_are_drawn_in_chromium(engine, site):
    engine.open(site)

    first, second = engine.run(DRAWN, 1)
    assert [first["text"], second["text"]] == ["Ann: At the bottom, مرحبا", "Bob: Above it"]
    assert first["bottom"] == pytest.approx(11 / 12, abs=NEAR)
    assert second["bottom"] <= first["top"] + NEAR
    assert engine.run(FIND, ".cue [lang=ar]", "dir") == "rtl"

    top, middle = engine.run(DRAWN, 3)
    assert top["top"] == pytest.approx(1 / 24, abs=NEAR)
    assert [middle["left"], middle["right"]] == pytest.approx([0.2, 0.6], abs=NEAR)
    assert middle["top"] + middle["bottom"] == pytest.approx(1, abs=2 * NEAR)

    (vertical,) = engine.run(DRAWN, 5)
    assert vertical["right"] > 0.9
    assert vertical["top"] < 0.1 < 0.9 < vertical["bottom"]

    (rolled,) = engine.run(DRAWN, 7)
    assert [rolled["left"], rolled["right"]] == pytest.approx([0.1, 0.5], abs=NEAR)
    assert rolled["bottom"] == pytest.approx(0.9, abs=NEAR)

    engine.run(DRAWN, 9)
    assert engine.run(FIND, "[data-future]", "textContent").startswith("two")
    assert engine.run(FIND, ".cue a", "href") == "https://example.org/"
