"""How long the new caption takes from a key press in the caption menu, in Chromium: our player, the
browser's own drawing on a bare page, and media-chrome, by turns and in one run.

    npm install --prefix /tmp/peers media-chrome@4
    .venv/bin/python benchmarks/caption_change.py /tmp/peers/node_modules/media-chrome/dist

From the key event's own time to the first task after the frame in which the caption is there. The
video waits at a second at which both languages have a caption. Without a folder, media-chrome is
left out. Nothing else should run.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.measuring import row
from server.storage import open_store
from server.web.app import application
from server.web.snapshot import take
from tests.conftest import CHROMIUM, ROOT, answering

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Browser, Page

TIMES = 20
WARM_UP = 2
BARE, OURS, OTHER = "the browser alone", "Legenda", "media-chrome"
MEDIA = """<video src="/media/ketamine-basics/720p.mp4" slot="media" muted preload="auto"
 width="640" height="360">
<track kind="captions" srclang="en-GB" label="English" src="/captions/ketamine-basics/en-GB.vtt"
 default><track kind="captions" srclang="es" label="Spanish"
 src="/captions/ketamine-basics/es.vtt"></video>"""
PAGES: Mapping[str, str] = {
    BARE: f"""<!doctype html>{MEDIA}<button>es</button><button>en-GB</button><script>
      document.onclick = ({{target}}) => {{
        for (const track of document.querySelector('video').textTracks)
          track.mode = track.language === target.textContent ? 'showing' : 'disabled';
      }}</script>""",
    OTHER: f"""<!doctype html><script type="module" src="/peer/index.js"></script>
      <script type="module" src="/peer/menu/index.js"></script>
      <media-controller>{MEDIA}<media-control-bar>
      <media-captions-menu-button></media-captions-menu-button></media-control-bar>
      <media-captions-menu anchor="auto"></media-captions-menu></media-controller>""",
}
# Opens the menu and gives the focus to a language's item in it.
FOCUS: Mapping[str, str] = {
    BARE: """language => [...document.querySelectorAll('button')]
      .find(one => one.textContent === language).focus()""",
    OURS: """language => {
        document.querySelector('[id$=-languages]').open();
        document.querySelector(`[data-request=captions][value="${language}"]`).focus();
      }""",
    OTHER: """async language => {
        const menu = document.querySelector('media-captions-menu');
        menu.hidden = false;
        await new Promise(done => setTimeout(done, 400));
        menu.radioGroupItems.find(one => one.value.includes(`:${language}:`)).focus();
      }""",
}
# The caption is there: drawn by us it is an element, drawn by the browser it is an active cue.
READY = """language => {
    window.shown = () => {
      const ours = document.querySelector('.drawn');
      if (ours) return !!ours.querySelector(`:lang(${language})`);
      return [...document.querySelector('video').textTracks].some(track =>
        track.mode === 'showing' && track.language === language && track.activeCues?.length);
    };
    window.taken = new Promise(done => addEventListener('keydown', ({timeStamp}) => {
      const look = () => {
        if (!window.shown()) return requestAnimationFrame(look);
        const {port1, port2} = new MessageChannel();
        port1.onmessage = () => done(performance.now() - timeStamp);
        port2.postMessage('');
      };
      requestAnimationFrame(look);
    }, {capture: true, once: true}));
  }"""


def pressed(page: Page, peer: str, language: str) -> float:
    """Milliseconds from the key to the caption."""
    page.evaluate(FOCUS[peer], language)
    page.wait_for_timeout(150)
    page.evaluate(READY, language)
    page.keyboard.press("Enter")
    taken: float = page.evaluate("() => window.taken")
    return taken


def opened(browser: Browser, address: str) -> Page:
    """A page at rest, with English captions on the picture, in a profile without a cache."""
    page = browser.new_context(locale="en-GB").new_page()
    page.set_default_timeout(20_000)
    page.goto(address)
    page.evaluate("() => { document.querySelector('video').currentTime = 10 }")
    page.wait_for_function(
        """() => [...document.querySelector('video').textTracks].some(track =>
          track.language === 'en-GB' && track.activeCues?.length)"""
    )
    page.wait_for_timeout(500)
    return page


def measured(browser: Browser, addresses: Mapping[str, str]) -> dict[str, dict[str, list[float]]]:
    """For each peer: milliseconds with a track that is loaded, and with one that is not."""
    found: dict[str, dict[str, list[float]]] = {
        peer: {"cold": [], "warm": []} for peer in addresses
    }
    for _ in range(WARM_UP + TIMES):
        for peer, address in addresses.items():
            page = opened(browser, address)
            found[peer]["cold"].append(pressed(page, peer, "es"))
            pressed(page, peer, "en-GB")
            found[peer]["warm"].append(pressed(page, peer, "es"))
            page.context.close()
    return {
        peer: {name: all_[WARM_UP:] for name, all_ in both.items()} for peer, both in found.items()
    }


def main(peer: str = "") -> None:
    """Measure, with media-chrome where its folder `dist` is given, and print the table."""
    snapshot, _ = take(open_store(ROOT))
    bare = [
        Route(f"/bare/{number}", lambda _, html=html: HTMLResponse(html))
        for number, html in enumerate(PAGES.values())
    ]
    others: list[Any] = [Mount("/peer", StaticFiles(directory=peer))] if peer else []
    site = Starlette(routes=[*bare, *others, Mount("/", application(snapshot))])
    with answering(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=[*CHROMIUM, "--no-sandbox"]
        )
        addresses = {
            BARE: f"{address}/bare/0",
            OURS: f"{address}/en/ketamine-addiction?captions=en-GB",
            OTHER: f"{address}/bare/1",
        }
        if not peer:
            del addresses[OTHER]
        figures = measured(browser, addresses)
    print(
        row(
            "",
            (
                f"{name}, {what}"
                for name in ("loaded", "not loaded")
                for what in ("median", "worst")
            ),
        )
    )
    usual = {name: median(figures[BARE][name]) for name in ("warm", "cold")}
    for who, both in figures.items():
        cells = []
        for name in ("warm", "cold"):
            for value in (median(both[name]), max(both[name])):
                cells.append(f"{value / usual[name]:.1f}× ({value:.0f} ms)")
        print(row(who, cells))


if __name__ == "__main__":
    main(*sys.argv[1:])
