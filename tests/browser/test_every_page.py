"""Every page of the demo: nothing for tools to find, light to load, quiet in the console."""

from __future__ import annotations

import urllib.request

import brotli
import httpx2
import pytest

from server.web.theme import Theme
from tests.browser.checkers import equal_access_violations
from tests.browser.conftest import axe_violations, axe_violations_in_every_look
from tests.conftest import ROOT

SLUGS = sorted({path.name.split(".")[0] for path in (ROOT / "topics").glob("*.md")})
PAGES = [
    *("", "captions-guide", "preferences", "tell-us", "transcripts/ketamine-basics"),
    *("search", "search?q=ketamine", "search?q=nothing-has-this"),
    *(*SLUGS, "no-such-page"),
]
MOST_BYTES = 40_000  # compressed, without media
# One page of each kind; the others differ from them in words alone.
KINDS = [path for path in PAGES if path not in SLUGS] + ["ketamine-addiction"]
# Left to right, right to left, and a script without spaces.
LANGUAGES = ["en", "ar", "zh-Hans"]


@pytest.mark.requirement("RP-7")
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_no_tool_finds_anything(visit, findings, demo, path, language, script):
    page = visit(f"{demo}/{language}/{path}", blocked=not script, locale=language)
    assert findings(page) == []
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == language


def test_each_tool_finds_what_is_wrong(visit, findings):
    page = visit("about:blank")
    page.set_content('<title>Bad</title><main><img src="x.png"><blink>Look!</blink></main>')
    assert {line.partition(":")[0] for line in findings(page)} == {"axe", "Equal Access", "Nu"}


@pytest.mark.requirement("RP-7", "RP-9/dark", "RP-9/forced colours")
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", KINDS)
def test_axe_finds_nothing_in_any_look(visit, demo, path, language, script):
    page = visit(f"{demo}/{language}/{path}", blocked=not script, locale=language)
    assert axe_violations_in_every_look(page) == []


@pytest.mark.requirement("RP-7")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", KINDS)
def test_equal_access_finds_nothing_in_other_colours(visit, demo, path, language):
    page = visit(f"{demo}/{language}/{path}", locale=language)
    for look in ({"color_scheme": "dark"}, {"color_scheme": "light", "forced_colors": "active"}):
        page.emulate_media(**look)
        assert equal_access_violations(page) == [], look


@pytest.mark.requirement("RP-7")
@pytest.mark.parametrize("language", [language.tag for language in Theme().languages])
def test_the_nu_checker_finds_nothing_in_what_the_server_sends(nu, demo, language):
    for path in PAGES:
        sent = httpx2.get(f"{demo}/{language}/{path}", headers={"Accept": "text/html"}, timeout=30)
        assert nu.violations_of(sent.text) == [], path


@pytest.mark.requirement("RP-7")
@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_tool_finds_anything_with_the_menu_open(visit, findings, demo, language):
    page = visit(f"{demo}/{language}/ketamine-addiction", locale=language)
    page.locator("[id$='-languages-button']").first.click()
    assert findings(page) == []
    assert axe_violations_in_every_look(page) == []


def test_axe_finds_nothing_around_a_loaded_embed(visit, demo):
    page = visit(f"{demo}/en/captions-for-everyone")
    page.route("https://www.youtube-nocookie.com/**", lambda route: route.abort())
    page.locator("a[href*='load=']").first.click()
    frame = page.locator("iframe")
    assert frame.get_attribute("src").startswith(
        "https://www.youtube-nocookie.com/embed/20SHvU2PKsM?"
    )
    assert axe_violations(page) == []


@pytest.mark.requirement("EM-1/nothing")
def test_nothing_is_asked_of_others_before_the_viewer_does(visit, demo):
    page = visit("about:blank")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for slug in SLUGS:
        page.goto(f"{demo}/en/{slug}")
        page.wait_for_load_state("networkidle")
    assert asked
    assert [url for url in asked if not url.startswith((demo, "data:"))] == []


@pytest.mark.parametrize("path", PAGES)
def test_the_console_stays_quiet(visit, demo, path):
    page = visit("about:blank")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{demo}/en/{path}")
    page.wait_for_load_state("networkidle")
    expected = 1 if path == "no-such-page" else 0  # the browser itself notes the 404
    assert len(said) == expected, said


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("path", PAGES)
# 320 px are a screen of 1280 at 400 % (WCAG 2.2, 1.4.10).
@pytest.mark.requirement("VP-1/320 px", "VP-1/400 %")
def test_no_page_scrolls_sideways(visit, demo, path, language):
    page = visit(f"{demo}/{language}/{path}")
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_topic_weighs_little_without_its_media(visit, demo):
    page = visit("about:blank")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{demo}/en/ketamine-addiction")
    page.wait_for_load_state("networkidle")
    weight = {url: _weight(url) for url in set(asked) if "/media/" not in url}
    assert sum(weight.values()) < MOST_BYTES, weight


def _weight(url: str) -> int:
    # As every browser asks: https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Accept-Encoding
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip, deflate, br"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        body = answer.read()
        packed = answer.headers["content-encoding"] == "br"
    assert not packed or brotli.decompress(body)
    return len(body)
