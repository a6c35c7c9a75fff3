"""The report in a real browser: nothing for tools to find, however it is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

from server.languages import Language
from server.site.conformance.report import report
from server.storage import open_store
from server.storage.memory import MemoryStore
from server.web.reporting import html
from server.web.snapshot import take
from tests.browser.conftest import axe_violations_in_every_look
from tests.conftest import ROOT, clip
from tests.site.conformance.sites import CUES, TODAY, VIDEO, files

if TYPE_CHECKING:
    from pathlib import Path

    from server.storage import Store

OPEN = "for (const one of document.querySelectorAll('details')) one.open = true"
# Words apart as WCAG 2.2, 1.4.12 has it.
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important } p { margin-block-end: 2em !important }"""
LONG = "WEBVTT\n\n00:00.000 --> 00:01.000\n" + "So many words in so short a time. " * 6 + "\n"


def _written(store: Store, folder: Path, language: str) -> str:
    snapshot, _ = take(store)
    site = snapshot.site
    made = report(store, site, site.videos, made=TODAY)
    path = folder / f"{language}.html"
    path.write_text(html(made, snapshot.theme, Language(language)), "utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The demo's report in English and Arabic, and that of a site where much is amiss."""
    folder = tmp_path_factory.mktemp("reports")
    found = {tag: _written(open_store(ROOT), folder, tag) for tag in ("en", "ar")}
    amiss = MemoryStore(
        {
            **files("video", {"en.vtt": LONG, "es.vtt": CUES, "cy.vtt": "WEBVTT\n"}),
            "media/bare/video.toml": VIDEO.replace("A talk", "A very-long-name_without-any_space"),
            "media/bare/720p.mp4": clip(),
            "media/sound/video.toml": VIDEO,
            "media/sound/talk.m4a": clip(sound_only=True),
            "media/there/video.toml": f'{VIDEO}embed = "vimeo:1"\n',
        }
    )
    return {**found, "amiss": _written(amiss, tmp_path_factory.mktemp("amiss"), "en")}


@pytest.mark.parametrize("name", ["en", "ar", "amiss"])
def test_no_tool_finds_anything_whether_parts_are_closed_or_open(visit, findings, addresses, name):
    page = visit(addresses[name])
    assert findings(page) == []
    page.evaluate(OPEN)
    assert findings(page) == []


@pytest.mark.parametrize("name", ["en", "ar", "amiss"])
def test_the_nu_checker_finds_nothing_in_the_file_itself(nu, addresses, name):
    with urlopen(addresses[name]) as source:
        assert nu.violations_of(source.read().decode()) == []


@pytest.mark.parametrize("name", ["ar", "amiss"])
def test_axe_finds_nothing_in_any_look(visit, addresses, name):
    page = visit(addresses[name])
    page.evaluate(OPEN)
    assert axe_violations_in_every_look(page) == []


@pytest.mark.parametrize("spaced", [False, True], ids=["", "spaced"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", ["en", "ar", "amiss"])
def test_the_page_never_scrolls_sideways_and_wide_tables_do_by_themselves(
    visit, addresses, name, width, spaced
):
    page = visit(addresses[name])
    page.set_viewport_size({"width": width, "height": 640})
    page.evaluate(OPEN)
    if spaced:
        page.add_style_tag(content=SPACING)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    scrolls = page.locator(".scroll")
    assert scrolls.count() > 2
    assert scrolls.evaluate_all("all => all.every(one => one.tabIndex === 0)")


def test_every_verdict_has_a_sign_and_a_word(visit, addresses):
    page = visit(addresses["amiss"])
    page.evaluate(OPEN)
    told = {" ".join(it.split()) for it in page.locator(".outcome").all_inner_texts()}
    assert told == {"✗ Not met", "? Needs a person", "– Does not apply", "✓ Met"}


def test_a_screen_reader_gets_the_words_of_a_verdict_and_the_name_of_a_chart(visit, addresses):
    page = visit(addresses["amiss"])
    page.evaluate(OPEN)
    row = page.locator("#video-bare").get_by_role("row", name="1.2.2 Captions")
    assert row.get_by_role("cell").inner_text()
    snapshot = row.aria_snapshot()
    assert 'rowheader "1.2.2 Captions (A)"' in snapshot
    assert "Not met" in snapshot
    assert "✗" not in snapshot
    chart = page.get_by_role("img", name="Reading speed of English: the figures beside this")
    assert chart.count() == 1


def test_on_paper_everything_is_open(visit, addresses):
    page = visit(addresses["en"])
    hidden = page.locator("details table").first
    assert not hidden.is_visible()
    page.emulate_media(media="print")
    shown = "one => one.getBoundingClientRect().height > 0"
    assert hidden.evaluate(shown)
