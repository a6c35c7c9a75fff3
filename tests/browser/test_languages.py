"""The languages of a page: a few in a row, many behind the name of the page's own."""

from __future__ import annotations

import pytest

from server.languages import Language
from tests.browser.conftest import axe_violations_in_every_look
from tests.conftest import serving

# Blocks as wide as the layout makes them, and those that begin where it says and end with a text.
MIRRORED = [
    *(".masthead", ".contents", ".parts", ".find-help", ".cards > li:first-child", ".stage"),
    *(".frame", ".screen", ".bar", ".timeline", ".words", ".prose", ".question", ".related"),
]
BEGINNING = [
    *(".brand", "h1", ".summary", ".calls > .call:first-child", ".contents li:first-child a"),
    *("#help", ".tag", ".number", ".names li:first-child", ".tools > :first-child", "figcaption"),
    *(".useful-links a", "footer li:first-child a"),
]
EDGES = """names => Object.fromEntries(names.map(name => {
  const one = [...document.querySelectorAll(name)].find(one => one.checkVisibility());
  const { left, right } = one.getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  return [name, document.dir === 'rtl' ? [width - right, width - left] : [left, right]];
}))"""
MANY = (
    *("en", "cy", "es", "fr", "de", "pt-BR", "pl", "tr"),
    *("uk", "ar", "fa", "ur", "bn", "pa", "zh-Hans", "zh-Hant"),
)
TOPIC = '+++\ntitle = "A topic"\n+++\n\nText.\n'
LIST = ".languages details"


@pytest.fixture
def speaking(make_site):
    """The address of a topic on a site with pages in 16 languages."""
    languages = ", ".join(f'"{tag}"' for tag in MANY)
    site = make_site({"site.toml": f"languages = [{languages}]\n", "topics/a-topic.en.md": TOPIC})
    with serving(site) as address:
        yield f"{address}/en/a-topic"


@pytest.mark.requirement("RP-3")
def test_many_languages_are_one_press_away_without_script(visit, speaking):
    page = visit(speaking, script=False)
    links = page.locator(f"{LIST} a")

    assert page.locator(f"{LIST} summary").inner_text().strip() == "English"
    assert not links.first.is_visible()
    page.locator(f"{LIST} summary").press("Enter")

    assert [one.inner_text() for one in links.all()] == [Language(tag).name for tag in MANY]
    for tag, link in zip(MANY, links.all(), strict=True):
        assert link.is_visible()
        assert [link.get_attribute(name) for name in ("hreflang", "lang")] == [tag, tag]
        assert link.get_attribute("dir") == Language(tag).direction
    assert page.locator(f"{LIST} [aria-current]").all_inner_texts() == ["English"]
    page.get_by_role("link", name=Language("cy").name).click()
    assert page.locator(f"{LIST} summary").inner_text().strip() == Language("cy").name


def test_the_list_closes_with_escape_and_when_the_reader_is_elsewhere(visit, speaking):
    page = visit(speaking)
    summary = page.locator(f"{LIST} summary")
    opened = page.locator(f"{LIST}[open]")

    for leave in ("Shift+Tab", "Escape"):
        summary.press("Enter")
        page.wait_for_load_state("networkidle")  # what closes it comes with the first opening
        opened.wait_for()
        page.keyboard.press(leave)
        opened.wait_for(state="detached")
    assert summary.evaluate("one => one === document.activeElement")

    summary.press("Enter")
    page.locator("footer").click()
    opened.wait_for(state="detached")


@pytest.mark.parametrize("width", [320, 390, 1000])
def test_the_open_list_fits_the_screen_and_axe_finds_nothing(visit, speaking, width):
    page = visit(speaking)
    page.set_viewport_size({"width": width, "height": 800})
    page.locator(f"{LIST} summary").click()

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = page.locator(f"{LIST} ul").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert axe_violations_in_every_look(page) == []


def test_a_few_languages_stand_in_a_row(visit, make_site):
    site = make_site(
        {"site.toml": 'languages = ["en", "cy", "ar"]\n', "topics/a-topic.en.md": TOPIC}
    )
    with serving(site) as address:
        page = visit(f"{address}/en/a-topic", script=False)
        assert page.locator(".languages a:visible").all_inner_texts() == [
            "English",
            "Cymraeg",
            "العربية",
        ]


@pytest.mark.parametrize("width", [390, 1280])
def test_an_arabic_page_is_the_mirror_of_an_english_one(visit, demo, width):
    edges = {}
    for language in ("en", "ar"):
        page = visit(f"{demo}/{language}/ketamine-addiction?transcript=en-GB", locale=language)
        page.set_viewport_size({"width": width, "height": 900})
        edges[language] = page.evaluate(EDGES, [*MIRRORED, *BEGINNING])

    for name in MIRRORED:
        assert edges["ar"][name] == pytest.approx(edges["en"][name], abs=1), name
    for name in BEGINNING:
        assert edges["ar"][name][0] == pytest.approx(edges["en"][name][0], abs=1), name
