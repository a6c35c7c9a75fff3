"""WCAG 2.2, level AAA, as far as a page can meet it by itself."""

from __future__ import annotations

from collections import defaultdict

import pytest

KINDS = ["", "ketamine-addiction", "transcripts/ketamine-basics", "captions-guide", "preferences"]
KINDS += ["tell-us", "no-such-page"]
# Of each paragraph of running text: letters in the longest line, how it is aligned, the height of
# a line and the way from the last line of one to the first of the next, in sizes of its letters.
PARAGRAPHS = """() => [...document.querySelectorAll(
    ':is(.prose, .question, .important) p, .summary, .notice')].map(one => {
  const style = getComputedStyle(one), size = parseFloat(style.fontSize);
  const text = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
  const lines = new Map();
  for (let node; (node = text.nextNode());) {
    for (let at = 0; at < node.length; at += 1) {
      const range = document.createRange();
      range.setStart(node, at); range.setEnd(node, at + 1);
      const { bottom, width } = range.getBoundingClientRect();
      if (width && !/\\p{M}/u.test(node.data[at])) {
        const line = Math.round(bottom / 4);
        lines.set(line, (lines.get(line) ?? 0) + 1);
      }
    }
  }
  const next = one.nextElementSibling;
  const line = parseFloat(style.lineHeight);
  const apart = next?.localName === 'p' && !one.matches('.notice')
    ? next.getBoundingClientRect().top - one.getBoundingClientRect().bottom + line : null;
  return [Math.max(0, ...lines.values()), style.textAlign, line / size, apart && apart / line];
})"""
LINKS = """() => [...document.querySelectorAll('a[href]')].filter(one => one.checkVisibility())
  .map(one => [one.innerText.replace(/\\s+/g, ' ').trim() || one.querySelector('img')?.alt,
    one.href])"""
# Told by themselves, these say nothing.
EMPTY_WORDS = {"here", "more", "read more", "click here", "link", "this page", "learn more"}
TARGETS = """() => [...document.querySelectorAll(
    'a[href], button, summary, input:not([type=hidden]), select, textarea')]
  .filter(one => one.checkVisibility({ visibilityProperty: true })
    && one.getBoundingClientRect().width > 1)
  .filter(one => !one.closest('.visually-hidden, [aria-hidden]'))
  // In a sentence or under the control of the browser: 2.5.5 leaves these out.
  .filter(one => !one.closest('p, dd, dt, .words')
    || one.matches('.call, button, select, summary'))
  .map(one => [(one.closest('label, .cards > li') ?? one).getBoundingClientRect(),
    one.outerHTML.slice(0, 110)])
  .filter(([{ height }]) => height < 43.5)
  .map(([{ height }, html]) => `${height}: ${html}`)"""


@pytest.mark.requirement("RP-8/1.4.8")
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("path", KINDS)
def test_running_text_has_short_lines_and_room_between_them(visit, demo, path, language):
    page = visit(f"{demo}/{language}/{path}")
    page.set_viewport_size({"width": 1600, "height": 900})

    for letters, align, line, apart in page.evaluate(PARAGRAPHS):
        assert letters <= 80
        assert align in ("start", "left", "right", "center")
        assert line >= 1.5
        assert apart is None or apart >= 1.5


@pytest.mark.requirement("RP-8/2.4.9")
@pytest.mark.parametrize("path", KINDS)
def test_a_link_says_by_itself_where_it_leads(visit, demo, path):
    page = visit(f"{demo}/en/{path}")
    named = defaultdict(set)
    for words, address in page.evaluate(LINKS):
        assert words
        assert words.casefold().strip(" .…") not in EMPTY_WORDS
        named[words].add(address)

    assert {words: found for words, found in named.items() if len(found) > 1} == {}


@pytest.mark.requirement("RP-8/2.4.10", "RP-2/landmarks")
@pytest.mark.parametrize("path", KINDS)
def test_every_part_has_a_heading_and_every_landmark_a_name(visit, demo, path):
    page = visit(f"{demo}/en/{path}")

    bare = """() => [...document.querySelectorAll('main section, main article')].filter(
      one => !one.querySelector('h1, h2, h3, h4') && !one.ariaLabel).map(one => one.outerHTML)"""
    assert page.evaluate(bare) == []

    for role in ("banner", "main", "contentinfo"):
        assert page.get_by_role(role).count() == 1
    names = """() => [...document.querySelectorAll('nav, section, aside, [role=region]')]
      .filter(one => one.checkVisibility()).map(one => [one.localName, one.ariaLabel
        ?? document.getElementById(one.getAttribute('aria-labelledby'))?.innerText ?? ''])"""
    found = [tuple(one) for one in page.evaluate(names)]
    assert all(name.strip() for _, name in found)
    assert len(found) == len(set(found))


@pytest.mark.requirement("RP-8/2.4.8")
@pytest.mark.parametrize("path", [path for path in KINDS if path not in ("", "no-such-page")])
def test_a_page_says_where_it_is(visit, demo, path):
    page = visit(f"{demo}/en/{path}")

    way = page.get_by_role("navigation", name="You are here")

    assert way.get_by_role("link").first.get_attribute("href") == "/en/"
    assert page.locator(".languages [aria-current]").text_content() == "English"


@pytest.mark.requirement("RP-8/2.5.5")
@pytest.mark.parametrize("path", KINDS)
def test_what_can_be_pressed_is_44_pixels_high(visit, demo, path):
    page = visit(f"{demo}/en/{path}")

    assert page.evaluate(TARGETS) == []


@pytest.mark.requirement("RP-8/2.4.12", "RP-8/2.4.13")
@pytest.mark.parametrize("path", ["ketamine-addiction", "preferences"])
def test_focus_is_wholly_seen_and_marked_by_a_thick_line(visit, demo, path):
    page = visit(f"{demo}/en/{path}")
    seen = """() => {
      const one = document.activeElement, style = getComputedStyle(one);
      const box = one.getBoundingClientRect();
      const at = [[box.left + 2, box.top + 2], [box.right - 2, box.bottom - 2],
        [(box.left + box.right) / 2, (box.top + box.bottom) / 2]];
      const tall = box.height > innerHeight || box.width < 2;
      const covered = at.filter(([x, y]) => {
        const top = document.elementFromPoint(x, y);
        return !top || !(one.contains(top) || top.contains(one));
      });
      return [one.outerHTML.slice(0, 110), one === document.body,
        !tall && covered.length > 1, parseFloat(style.outlineWidth), style.outlineStyle];
    }"""
    for _ in range(60):
        page.keyboard.press("Tab")
        page.wait_for_timeout(15)
        html, ended, covered, width, style = page.evaluate(seen)
        if ended:
            break
        assert not covered, html
        assert (width >= 2, style) == (True, "solid"), html


@pytest.mark.requirement("RP-8/3.2.5")
@pytest.mark.parametrize("path", KINDS)
def test_nothing_changes_the_page_but_a_press(visit, demo, path):
    page = visit(f"{demo}/en/{path}")
    here = page.url
    went: list[str] = []
    page.on("framenavigated", lambda frame: went.append(frame.url))

    assert page.locator("meta[http-equiv=refresh]").count() == 0
    for field in page.locator("select:visible").all()[:12]:
        field.focus()
        field.press("ArrowDown")
    assert page.url == here
    assert went == []
    # Nothing opens another window unasked.
    assert page.locator("a[target]").count() == 0
