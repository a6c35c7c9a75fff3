"""What tests in a real browser share: opening a page as some reader, axe, a cue on the screen."""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image, ImageChops

from tests.browser.checkers import Nu, equal_access_violations, nu_checker
from tests.browser.versioned import versioned
from tests.conftest import ROOT, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
# WCAG 2.2 A and AA, and what axe's makers hold to be good practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTED_OUT = """[...document.querySelectorAll('body *')]
  .filter(one => getComputedStyle(one).forcedColorAdjust === 'none').map(one => one.outerHTML)"""
# A pixel that changes by less may be noise of the decoder.
CHANGED = 40


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A function that opens an address as a new reader: `visit(url, script=False, locale="ar")`."""
    with contextlib.ExitStack() as readers:

        def open_as(
            url: str,
            *,
            script: bool = True,
            blocked: bool = False,
            locale: str = "en-GB",
            **more: Any,
        ) -> Page:
            reader = browser.new_context(
                java_script_enabled=script,
                locale=locale,
                viewport={"width": 1000, "height": 900},
                **more,
            )
            readers.callback(reader.close)
            if blocked:  # scripts are allowed, but ours never arrive: for tools that are scripts
                reader.route("**/*.js", lambda route: route.abort())
            page = reader.new_page()
            page.set_default_timeout(10_000)
            page.goto(url)
            return page

        yield open_as


@pytest.fixture(scope="session")
def every_version(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the topic of a site whose video has every version there can be."""
    folder = tmp_path_factory.mktemp("versions")
    for key, content in versioned().items():
        path = folder / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    with serving(folder) as address:
        yield f"{address}/en/a-topic"


@pytest.fixture(scope="session")
def nu() -> Iterator[Nu]:
    """The Nu HTML checker."""
    with nu_checker() as checker:
        yield checker


@pytest.fixture
def findings(nu: Nu) -> Callable[[Page], list[str]]:
    """A function that says what three tools find wrong on a page as it is now, a line each."""

    def found(page: Page) -> list[str]:
        return [
            *(f"axe: {line}" for line in axe_violations(page)),
            *(f"Equal Access: {line}" for line in equal_access_violations(page)),
            *(f"Nu: {line}" for line in nu.violations(page)),
        ]

    return found


def axe_violations(page: Page, within: str = "html") -> list[str]:
    """What axe finds wrong on the page, or within one element of it, a line each.

    In forced colours contrast is not asked of it: it reads the colour of text from
    `-webkit-text-fill-color`, where Chromium keeps the colour that the style asked for and not the
    one it paints. The reader's system has chosen those colours, as long as no style opts out.
    While a menu is open the size of targets is not asked either: a button that is partly under it
    is none, and how large each is measured by test_reach.
    """
    forced = page.evaluate("matchMedia('(forced-colors: active)').matches")
    if forced:
        assert page.evaluate(OPTED_OUT) == []
    menu = page.locator("[aria-haspopup][aria-expanded=true]").count()
    if not page.evaluate("!!window.axe"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    # The frame of another provider is not ours to judge, and its address leads nowhere in tests.
    # What is well is not told: a page has a thousand parts that are, and each would be described.
    found: list[str] = page.evaluate(
        """async ([within, rules, contrast, size]) => {
          const {violations} = await axe.run({include: [[within]], exclude: [['iframe']]}, {
            runOnly: rules, iframes: false, resultTypes: ['violations'],
            rules: {'color-contrast': {enabled: contrast}, 'target-size': {enabled: size}} });
          return violations.flatMap(one => one.nodes.map(node =>
            `${one.id} (${one.impact}): ${one.help}: ${node.html.slice(0, 160)}`));
        }""",
        [within, RULES, not forced, not menu],
    )
    return found


PLAIN = {"color_scheme": "light", "forced_colors": "none"}
LOOKS = {
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "narrow": {},
}
NARROW = {"width": 320, "height": 640}


def axe_violations_in_every_look(page: Page, within: str = "html") -> list[str]:
    """What axe finds wrong in other colours and on a narrow screen (320 px, or 400 % on one of
    1280), a line each. The page is not loaded again, so what is open stays open."""
    found: list[str] = []
    for name, look in LOOKS.items():
        page.emulate_media(**{**PLAIN, **look})
        if name == "narrow":
            page.set_viewport_size(NARROW)
        found += (f"{name}: {line}" for line in axe_violations(page, within))
    return found


def showing(page: Page, number: int = 0) -> list[str]:
    """The languages of the captions shown on a video: `ar`, `en-GB`. What the browser draws is
    “showing”; what the page draws is “hidden” from it, but read."""
    found: list[str] = page.evaluate(
        """number => [...document.querySelectorAll('video, audio')[number].textTracks]
          .filter(track => track.mode !== 'disabled' && /captions|subtitles/.test(track.kind))
          .map(track => track.language)""",
        number,
    )
    return found


def until(page: Page, script: str) -> Any:
    """What `script` returns once that is true. Asked from outside, since a page without script has
    no timers either."""
    for _ in range(200):
        if found := page.evaluate(script):
            return found
        page.wait_for_timeout(50)
    raise AssertionError(f"not within ten seconds: {script}")


def painted_cue(page: Page, at: float) -> tuple[str, int]:
    """The text of the cue at `at` seconds of the first video, and how many pixels its paint
    changes, the picture being the same with captions and without."""
    video = page.locator("video").first
    page.evaluate("at => { document.querySelector('video').currentTime = at }", at)
    text: str = until(
        page,
        """() => {
          const video = document.querySelector('video');
          const track = [...video.textTracks].find(one =>
            one.mode !== 'disabled' && /captions|subtitles/.test(one.kind));
          const ready = !video.seeking && video.readyState >= 2;
          return ready && track?.activeCues?.[0]?.text;
        }""",
    )
    video.scroll_into_view_if_needed()
    page.mouse.move(1, 1)
    page.wait_for_timeout(300)
    with_cue = _picture(video.screenshot())
    page.evaluate(
        """() => {
          for (const track of document.querySelector('video').textTracks)
            if (track.mode === 'showing') track.mode = 'hidden';
          for (const drawn of document.querySelectorAll('.drawn')) drawn.hidden = true;
        }"""
    )
    page.wait_for_timeout(300)
    without = _picture(video.screenshot())
    difference = ImageChops.difference(with_cue, without).convert("L")
    return text, sum(difference.histogram()[CHANGED:])


def _picture(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")
