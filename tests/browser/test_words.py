"""The interface's words on the page: in every language each has its room."""

from __future__ import annotations

import pytest

from server.web.theme import Theme

LANGUAGES = [language.tag for language in Theme().languages]
PAGES = ("ketamine-addiction", "preferences", "captions-guide")
# Controls and headings whose words are wider than they are.
TOO_WIDE = """() => [...document.querySelectorAll("button, select, summary, label, legend, h1, h2")]
  .filter((it) => it.checkVisibility() && it.clientWidth > 0)
  .filter((it) => it.scrollWidth > it.clientWidth + 4) // an arrow that is turned sticks out
  .map((it) => it.innerText.trim() || it.getAttribute("aria-label"))"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [320, 1280])
def test_every_word_has_its_room(visit, demo, language, width):
    page = visit("about:blank", locale=language)
    page.set_viewport_size({"width": width, "height": 720})
    for path in PAGES:
        page.goto(f"{demo}/{language}/{path}")
        assert page.locator("html").get_attribute("lang") == language
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.evaluate(TOO_WIDE) == [], path


def test_what_has_no_room_is_found(visit):
    page = visit("about:blank")
    page.set_content(
        '<button style="width: 3rem; overflow: hidden">Untertitelungseinstellungen</button>'
    )
    assert page.evaluate(TOO_WIDE) == ["Untertitelungseinstellungen"]
