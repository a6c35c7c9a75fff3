"""How the text of captions is drawn: scripts, languages, speakers, links, words in their time."""

from __future__ import annotations

import pytest

from tests.browser.conftest import until
from tests.browser.drawing import ours, seek, stage

CUE = "WEBVTT\n\n00:00.000 --> 00:08.000 {}\n{}\n"
# From the left, the letters of a text as they stand on the screen: one line for each line drawn.
SEEN = """() => {
  const letters = [];
  const words = document.querySelector('.cue-words');
  const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    for (let at = 0; at < node.data.length; at++) {
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const { x, y, width, height } = range.getBoundingClientRect();
      const line = Math.round((y + height / 2) / 10);
      if (width) letters.push({ letter: node.data[at], x, line });
    }
  }
  const lines = Map.groupBy(letters, ({ line }) => line);
  return [...lines.values()].map(line => line.sort((a, b) => a.x - b.x)
    .map(({ letter }) => letter).join('').trim());
}"""
STYLE = "([selector, name]) => getComputedStyle(document.querySelector(selector))[name]"


def drawn(visit, demo, text: str, settings: str = "", **more):
    page = stage(visit, demo, CUE.format(settings, text), **more)
    seek(page, 1)
    return page


# What is written → the lines of it, from the left.
DIRECTIONS = {
    "abc אבג": ["abc גבא"],
    "אבג abc": ["abc גבא"],
    "אבג 123.": [".123 גבא"],
    "abc.\nאבג.": ["abc.", ".גבא"],
    "123 אבג": ["גבא 123"],
    "&lrm;אבג.": ["גבא."],
    "book &#x2068;אבג&#x2069; 3": ["book גבא 3"],
    # A language keeps its order to itself, where the algorithm alone would move the 3.
    "book <lang he>אבג</lang>, 3": ["book גבא, 3"],
    "<lang he>אבג</lang>, 3": ["3 ,גבא"],
    "אבג <lang en>abc!</lang> דהו": ["והד abc! גבא"],
    # A name says nothing of the direction of what is said.
    "<v Ann>אבג!": ["!גבא :Ann"],
}


@pytest.mark.requirement("CC-7", "CC-19/bidi")
def test_each_line_runs_as_its_first_letter_says(visit, demo):
    blocks = [
        f"00:{second:02}.000 --> 00:{second:02}.900\n{text}\n"
        for second, text in enumerate(DIRECTIONS)
    ]
    page = stage(visit, demo, "\n".join(["WEBVTT\n", *blocks]))
    seen = {}
    for second, text in enumerate(DIRECTIONS):
        seek(page, second + 0.5)
        seen[text] = page.evaluate(SEEN)
    assert seen == DIRECTIONS


def test_start_is_at_the_right_for_a_line_from_right_to_left(visit, demo):
    page = drawn(visit, demo, "abc\nאבג", "align:start position:0%,line-left")
    left, right = page.evaluate(
        """() => [...document.querySelector('.cue-words').getClientRects()].map(line => line.x)"""
    )
    assert left < 10
    assert right > 500


@pytest.mark.requirement("CC-19/shaping")
def test_letters_are_joined_as_their_script_joins_them(visit, demo):
    page = drawn(visit, demo, "ببب")
    joined = ours(page)[0].words[2]
    page = drawn(visit, demo, "ب&zwnj;ب&zwnj;ب".replace("&zwnj;", "\u200c"))
    assert joined < 0.8 * ours(page)[0].words[2]


@pytest.mark.requirement("CC-19/vertical")
def test_vertical_lines_run_downwards_and_stack_to_their_side(visit, demo):
    page = drawn(visit, demo, "一二\n三四", "vertical:rl")
    places = page.evaluate(
        """() => [...document.querySelector('.cue-words').getClientRects()]
          .map(({ x, width, height }) => [x, height / width])"""
    )
    (first, _), (second, shape) = places
    assert second < first
    assert shape > 1


@pytest.mark.requirement("CC-18")
def test_ruby_stands_above_what_it_explains(visit, demo):
    page = drawn(visit, demo, "<ruby>漢<rt>kan</rt>字<rt>ji</rt></ruby>です")
    base, ruby, size = page.evaluate(
        """() => {
          const ruby = document.querySelector('.cue rt'), range = new Range();
          range.selectNode(ruby.previousSibling);
          const box = one => { const { x, y, width } = one.getBoundingClientRect();
            return [x + width / 2, y]; };
          const size = one => parseFloat(getComputedStyle(one).fontSize);
          return [box(range), box(ruby), size(ruby) / size(ruby.closest('.cue'))];
        }"""
    )
    assert ruby[0] == pytest.approx(base[0], abs=4)
    assert ruby[1] < base[1] - 4
    assert size < 1


@pytest.mark.requirement("CC-16/lang", "CC-16/dir", "CC-16/font")
def test_a_part_in_another_language_has_its_language_direction_and_font(visit, demo):
    page = drawn(visit, demo, "She said <lang ur>خدا حافظ</lang>, or <lang ja>さようなら</lang>.")
    found = page.evaluate(
        """() => [...document.querySelectorAll('.cue [lang]')].map(one =>
          [one.lang, one.dir, getComputedStyle(one).fontFamily.split(',')[0]])"""
    )
    assert [one[:2] for one in found] == [["ur", "rtl"], ["ja", "ltr"]]
    fonts = [one[2] for one in found]
    assert len({*fonts, page.evaluate(STYLE, [".cue", "fontFamily"]).split(",")[0]}) == 3
    assert page.locator(".cue").get_attribute("lang") == "en"


def test_a_tag_that_is_no_language_harms_nobody(visit, demo):
    page = drawn(visit, demo, "<lang x_y>Text</lang>")
    assert ours(page)[0].text == "Text"


@pytest.mark.requirement("CC-8")
def test_a_line_ends_where_its_author_ended_it(visit, demo):
    page = drawn(visit, demo, "One\ntwo three")
    assert page.evaluate(SEEN) == ["One", "two three"]


def test_lines_of_one_caption_are_about_as_long(visit, demo):
    page = drawn(visit, demo, " ".join(["word"] * 17))
    first, second = (len(line) for line in page.evaluate(SEEN))
    assert abs(first - second) < 10


SPEAKERS = """WEBVTT

00:00.000 --> 00:02.000
<v Ann>One

00:02.000 --> 00:04.000
<v Ann>Two

00:04.000 --> 00:06.000
<v Bob>Three

00:06.000 --> 00:08.000
No name

00:08.000 --> 00:10.000
<v Bob>BOB: Four

00:10.000 --> 00:12.000
- <v Ann>Five
- <v Bob>Six

00:12.000 --> 00:15.000
<v Bob>Seven

00:13.000 --> 00:15.000
<v.yellow Ann>Eight
"""


@pytest.mark.requirement("CC-21")
def test_a_speaker_is_named_when_another_speaks_or_has_spoken(visit, demo):
    page = stage(visit, demo, SPEAKERS)
    said = {}
    for second in (1, 3, 5, 7, 9, 11, 12.5, 14):
        seek(page, second)
        said[second] = [one.inner_text() for one in page.locator(".cue").all()]
    assert said == {
        1: ["Ann: One"],
        3: ["Two"],
        5: ["Bob: Three"],
        7: ["No name"],
        9: ["BOB: Four"],
        11: ["- Ann: Five\n- Bob: Six"],
        12.5: ["Bob: Seven"],
        14: ["Bob: Seven", "Ann: Eight"],
    }
    assert page.locator("[data-voice]").last.get_attribute("data-voice") == "Ann"


def test_the_colours_of_webvtt_hold_until_the_reader_has_one(visit, demo):
    text = "<c.yellow.bg_blue>Text</c>"
    page = drawn(visit, demo, text)
    assert page.evaluate(STYLE, ["[data-class]", "color"]) == "rgb(255, 255, 0)"
    assert page.evaluate(STYLE, ["[data-class]", "backgroundColor"]) == "rgb(0, 0, 255)"
    page = drawn(visit, demo, text, look=":root { --caption-color: lime }")
    assert page.evaluate(STYLE, ["[data-class]", "color"]) == "rgb(0, 255, 0)"


def test_a_class_of_a_file_is_not_one_of_the_page(visit, demo):
    page = drawn(visit, demo, "<c.call.skip>Text</c>")
    assert page.locator(".cue .call, .cue .skip").count() == 0


@pytest.mark.requirement("ECC-2")
def test_an_address_is_a_link_that_opens_beside_the_video_which_pauses(visit, demo):
    page = drawn(visit, demo, f"See {demo}/healthz?a=1&amp;b=2, or call (https://example.org).")
    links = page.locator(".cue a")
    assert links.all_inner_texts() == [f"{demo}/healthz?a=1&b=2", "https://example.org"]
    page.evaluate("document.querySelector('video').play()")
    # With the keyboard: the first stop after the picture.
    page.keyboard.press("Tab")
    assert links.first.evaluate("link => link === document.activeElement")
    with page.expect_popup() as opened:
        page.keyboard.press("Enter")
    assert "a=1&b=2" in opened.value.url
    assert opened.value.evaluate("opener") is None
    assert until(page, "document.querySelector('video').paused")


def test_a_link_that_has_the_focus_stays_until_the_focus_leaves(visit, demo):
    page = drawn(visit, demo, "See https://example.org")
    page.locator(".cue a").focus()
    seek(page, 30)
    assert page.locator(".cue a").is_visible()
    page.locator(".cue a").evaluate("link => link.blur()")
    until(page, "!document.querySelector('.cue')")


PAINTED = "One <00:00:02.000>two <i>three <00:00:04.000>four</i>"
VISIBLE = """() => [...document.querySelectorAll('.piece')]
  .filter(one => getComputedStyle(one).visibility === 'visible')
  .map(one => one.textContent.trim())"""


@pytest.mark.requirement("CC-14/paint-on")
def test_words_are_painted_at_their_time_and_nothing_moves(visit, demo):
    page = drawn(visit, demo, PAINTED)
    places = {1.0: ours(page)}
    assert page.evaluate(VISIBLE) == ["One"]
    seek(page, 3)
    places[3.0] = ours(page)
    assert page.evaluate(VISIBLE) == ["One", "two", "three"]
    seek(page, 5)
    assert page.evaluate(VISIBLE) == ["One", "two", "three", "four"]
    assert places[1.0] == places[3.0] == ours(page)
    seek(page, 1)
    assert page.evaluate(VISIBLE) == ["One"]


def test_words_are_painted_while_it_plays(visit, demo):
    page = drawn(visit, demo, PAINTED)
    page.evaluate("document.querySelector('video').play()")
    until(page, f"({VISIBLE})().length === 3")
    now = page.evaluate("document.querySelector('video').currentTime")
    assert 2 <= now < 4
