"""Pages in every way that readers have them shown: colours, size, spacing, motion, paper."""

from __future__ import annotations

import io
import re
import unicodedata

import pytest
from pypdf import PdfReader

from tests.browser.conftest import AXE

# One page of each kind.
KINDS = ["", "ketamine-addiction", "transcripts/ketamine-basics", "captions-guide", "preferences"]
KINDS += ["tell-us", "no-such-page"]
# WCAG 2.2, 1.4.12.
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important } p { margin-block-end: 2em !important }"""
# Text that its own box hides or that leaves the window; what scrolls by itself does not.
LOST = """() => [...document.querySelectorAll('main *, header *, footer *')].filter(one => {
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  if (!one.checkVisibility() || !one.textContent.trim()) return false;
  if (box.width <= 1 || one.closest('.visually-hidden, [hidden], select, dialog')) return false;
  if (/auto|scroll/.test(style.overflowY + style.overflowX)) return false;
  const cut = style.overflow !== 'visible' && style.clipPath === 'none' &&
    (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
  const clipped = one.closest('[data-shown]') || one.matches('video, audio, .screen, .pictures');
  return (cut && !clipped) || box.right > innerWidth + 1 || box.left < -1;
}).map(one => one.outerHTML.slice(0, 120))"""
SIDEWAYS = "document.documentElement.scrollWidth - innerWidth"
ENHANCED = """() => axe.run({ exclude: [['video'], ['.sample']] },
    { runOnly: ['color-contrast-enhanced'], iframes: false,
      rules: { 'color-contrast-enhanced': { enabled: true } } })
  .then(found => found.violations.flatMap(one => one.nodes).map(
    node => node.any[0]?.message + ' ' + node.html.slice(0, 120)))"""


@pytest.mark.requirement("RP-8/1.4.6", "RP-9/light", "RP-9/dark")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", KINDS)
def test_text_has_a_contrast_of_7_to_1(visit, demo, path, scheme):
    page = visit(f"{demo}/en/{path}", color_scheme=scheme)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    grounds = {"light": "rgb(251, 247, 239)", "dark": "rgb(13, 24, 35)"}

    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")

    assert ground == grounds[scheme]
    assert page.evaluate(ENHANCED) == []


@pytest.mark.requirement("RP-9/more contrast", "RP-8/1.4.6")
@pytest.mark.parametrize(
    ("scheme", "ground", "text"),
    [
        ("light", "rgb(255, 255, 255)", "rgb(0, 0, 0)"),
        ("dark", "rgb(0, 0, 0)", "rgb(255, 255, 255)"),
    ],
)
def test_more_contrast_is_black_and_white(visit, demo, scheme, ground, text):
    page = visit(f"{demo}/en/ketamine-addiction", color_scheme=scheme, contrast="more")
    page.evaluate(AXE.read_text(encoding="utf-8"))

    style = "getComputedStyle(document.documentElement)"

    assert page.evaluate(f"[{style}.backgroundColor, {style}.color]") == [ground, text]
    assert page.evaluate(ENHANCED) == []


@pytest.mark.requirement("RP-9/less motion")
@pytest.mark.parametrize("asked", ["of the device", "here"])
def test_nothing_moves_for_who_asks_for_less_motion(visit, demo, asked):
    how = {"reduced_motion": "reduce"} if asked == "of the device" else {}
    page = visit(f"{demo}/en/ketamine-addiction", **how)
    if asked == "here":
        page.context.add_cookies([{"name": "legenda", "value": "2.motion:less", "url": f"{demo}/"}])
        page.reload()

    moving = """() => [...document.querySelectorAll('*')].filter(one => {
      const style = getComputedStyle(one);
      return one.checkVisibility() && (style.animationName !== 'none'
        || parseFloat(style.transitionDuration) > 0 || style.scrollBehavior !== 'auto');
    }).map(one => one.outerHTML.slice(0, 120))"""

    assert page.evaluate(moving) == []
    assert page.evaluate("document.getAnimations().length") == 0


@pytest.mark.requirement("RP-9/text spacing")
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", KINDS)
def test_spaced_text_loses_nothing(visit, demo, path, width):
    page = visit(f"{demo}/en/{path}", bypass_csp=True)
    page.set_viewport_size({"width": width, "height": 800})
    page.add_style_tag(content=SPACED)

    assert page.evaluate(LOST) == []
    assert page.evaluate(SIDEWAYS) <= 0


@pytest.mark.requirement("RP-9/200 % text", "RP-8/1.4.8")
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("path", KINDS)
def test_text_of_twice_the_size_loses_nothing(visit, demo, path, language):
    page = visit(f"{demo}/{language}/{path}", bypass_csp=True)
    page.set_viewport_size({"width": 1280, "height": 800})
    before = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    page.add_style_tag(content=":root { font-size: 225% !important }")

    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == 2 * before
    assert page.evaluate(LOST) == []
    assert page.evaluate(SIDEWAYS) <= 0


@pytest.mark.requirement("VP-1/400 %")
@pytest.mark.parametrize("path", KINDS)
def test_400_per_cent_of_a_screen_of_1280_loses_nothing(visit, demo, path):
    page = visit(f"{demo}/en/{path}", device_scale_factor=4)
    page.set_viewport_size({"width": 320, "height": 256})

    assert page.evaluate(LOST) == []
    assert page.evaluate(SIDEWAYS) <= 0


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("path", KINDS)
def test_nothing_jumps_while_a_page_loads(visit, demo, path, language):
    page = visit("about:blank")
    page.add_init_script(
        """window.jumps = [];
        new PerformanceObserver(list => window.jumps.push(...list.getEntries().map(
          one => [one.value, ...one.sources.map(source => source.node?.outerHTML?.slice(0, 90))])))
          .observe({ type: 'layout-shift', buffered: true })"""
    )
    page.goto(f"{demo}/{language}/{path}")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)

    assert page.evaluate("window.jumps") == []


def test_who_saves_data_loads_nothing_of_a_video(visit, demo):
    page = visit("about:blank", extra_http_headers={"Save-Data": "on"})
    media: list[str] = []
    page.on("request", lambda request: media.append(request.url))
    page.goto(f"{demo}/en/ketamine-addiction")
    page.wait_for_load_state("networkidle")
    assert [url for url in media if "/media/" in url and "/images/" not in url] == []

    seek = page.locator(".seek").first
    assert int(seek.get_attribute("max")) > 60
    page.locator("[data-request=play]").first.click()
    page.wait_for_function("() => document.querySelector('video').currentTime > 0")


@pytest.mark.requirement("DAC-8/poster")
def test_a_video_at_rest_shows_its_poster(visit, demo):
    page = visit(f"{demo}/en/ketamine-addiction")
    video = page.locator("video").first

    poster = video.get_attribute("poster")

    assert poster.endswith("/poster.webp")
    assert page.request.get(f"{demo}{poster}").headers["content-type"] == "image/webp"
    assert video.evaluate("one => one.paused && one.currentTime === 0 && !one.autoplay")


def _paper(page) -> PdfReader:
    return PdfReader(io.BytesIO(page.pdf(tagged=True, outline=True, format="A4")))


def _roles(node, found: list[str]) -> list[str]:
    """The roles of a PDF's structure, in order."""
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            _roles(one, found)
    elif isinstance(node, dict):
        if "/S" in node:
            found.append(str(node["/S"]))
        if not isinstance(node.get("/K", 0), int):
            _roles(node["/K"], found)
    return found


@pytest.mark.requirement("RP-9/print")
@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "What is the potential for addiction with ketamine?"), ("ar", "ما احتمال الإدمان")],
)
def test_paper_has_structure_language_and_title(visit, demo, language, title):
    paper = _paper(visit(f"{demo}/{language}/ketamine-addiction", locale=language))
    root = paper.trailer["/Root"]

    roles = _roles(root["/StructTreeRoot"], [])

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == language
    assert paper.metadata.title.startswith(title)
    assert roles.count("/H1") == 1
    assert roles.count("/H2") >= 8
    assert {"/H3", "/L", "/LI", "/P", "/Link", "/Figure"} <= set(roles)
    assert paper.outline[0]["/Title"].startswith(title[:20])


def _letters(text: str) -> str:
    """A text without spaces and ligatures, which paper has where it likes."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


@pytest.mark.requirement("RP-9/print", "T-1/print")
def test_paper_has_all_that_opens_and_nothing_to_press(visit, demo):
    page = visit(f"{demo}/en/ketamine-addiction")
    last = page.locator(".words .line, .words a").last.text_content()
    text = "".join(one.extract_text() for one in _paper(page).pages)

    assert last
    assert _letters(last) in _letters(text)
    assert "https://www.talktofrank.com" in _letters(text)
    page.emulate_media(media="print")
    pressed = page.locator("button, select, input, video, .languages, .skip a")
    assert [one.evaluate("one => one.outerHTML") for one in pressed.all() if one.is_visible()] == []
