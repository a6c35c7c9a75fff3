#!/usr/bin/env python3
"""Draw the pictures of docs/design: each kind of page as readers have it shown.

    .venv/bin/python scripts/draw_design [NAME…]     all of them, or those that are named

Look at them as a stranger would. What jars is mended in templates/, not in a picture.
"""

from __future__ import annotations

import io
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.conftest import CHROMIUM, ROOT, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOLDER = ROOT / "docs" / "design"
DESKTOP, PHONE, NARROW = (1280, 860), (390, 780), (320, 640)
TOPIC = "/en/ketamine-addiction"


@dataclass(frozen=True)
class Picture:
    """A page, the window it is in, how the reader has it shown, and what is done on it first."""

    path: str
    size: tuple[int, int] = DESKTOP
    scheme: str = "light"
    more: dict[str, Any] = field(default_factory=dict)
    first: str = ""
    site: str = "demo"
    media: str = "screen"


VIDEO = "document.querySelector('#videos').scrollIntoView()"
# Captions are drawn when somebody comes near the player.
PLAYED = f"""{VIDEO};
const video = document.querySelector('video');
video.dispatchEvent(new Event('pointerover', {{ bubbles: true }}));
video.currentTime = 21"""
TRANSCRIPT = """document.querySelector('details.transcript').open = true;
document.querySelector('details.transcript').scrollIntoView()"""
LANGUAGES = "document.querySelector('.languages details').open = true"
HELP = "document.querySelector('.find-help').scrollIntoView()"

PICTURES = {
    "topic": Picture(TOPIC),
    "topic-dark": Picture(TOPIC, scheme="dark"),
    "topic-phone": Picture(TOPIC, PHONE),
    "topic-arabic": Picture("/ar/ketamine-addiction"),
    "topic-urdu": Picture("/ur/ketamine-addiction"),
    "topic-more-contrast": Picture(TOPIC, more={"contrast": "more"}),
    "topic-forced": Picture(TOPIC, more={"forced_colors": "active"}),
    "help": Picture(TOPIC, first=HELP),
    "help-phone": Picture(TOPIC, PHONE, first=HELP),
    "video": Picture(TOPIC, (1280, 1000), first=PLAYED),
    "video-dark": Picture(TOPIC, (1280, 1000), scheme="dark", first=PLAYED),
    "video-phone": Picture(TOPIC, (390, 980), first=PLAYED),
    "video-narrow": Picture(TOPIC, (320, 980), first=PLAYED),
    "video-arabic": Picture("/ar/ketamine-addiction", (1280, 1000), first=PLAYED),
    "transcript-under-video": Picture(TOPIC, first=TRANSCRIPT),
    "transcript": Picture("/en/transcripts/ketamine-basics?beside=ar"),
    "transcript-phone": Picture("/en/transcripts/ketamine-basics", PHONE),
    "list": Picture("/en/"),
    "list-dark": Picture("/en/", scheme="dark"),
    "list-narrow": Picture("/en/", NARROW),
    "languages": Picture("/en/", first=LANGUAGES),
    "languages-phone": Picture("/en/", PHONE, first=LANGUAGES),
    "search": Picture("/en/search?q=bladder", (1280, 1500)),
    "search-phone": Picture("/en/search?q=bladder", PHONE),
    "search-arabic": Picture("/ar/search?q=المثانة", (1280, 1000)),
    "guide": Picture("/en/captions-guide"),
    "guide-phone": Picture("/en/captions-guide", PHONE),
    "preferences": Picture("/en/preferences"),
    "preferences-dark": Picture("/en/preferences", scheme="dark", first="scrollTo(0, 900)"),
    "preferences-arabic-phone": Picture("/ar/preferences", PHONE, first="scrollTo(0, 700)"),
    "tell-us": Picture("/en/tell-us"),
    "error": Picture("/en/no-such-page"),
    "empty": Picture("/en/", site="empty"),
    "print": Picture(TOPIC, (794, 1123), media="print"),
    "print-transcript": Picture("/en/transcripts/ketamine-basics", (794, 1123), media="print"),
}


def draw(browser: Browser, address: str, name: str, picture: Picture) -> None:
    """Write one picture: few colours make a small file, and text stays sharp."""
    width, height = picture.size
    reader = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=picture.scheme,
        **picture.more,
    )
    page = reader.new_page()
    page.goto(address + picture.path)
    page.wait_for_load_state("networkidle")
    page.emulate_media(media=picture.media)
    if picture.first:
        page.evaluate(f"() => {{ {picture.first} }}")
        page.wait_for_timeout(500)
    if picture.first == PLAYED:
        page.locator(".cue").first.wait_for()
        page.wait_for_function("() => !document.querySelector('video').seeking")
        page.wait_for_timeout(500)
    drawn = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    reader.close()
    drawn.quantize(160, dither=Image.Dither.NONE).save(FOLDER / f"{name}.png", optimize=True)


def sites(folder: Path) -> dict[str, Path]:
    """The demo, and a site with nothing in it yet."""
    return {"demo": ROOT, "empty": folder}


def main() -> None:
    """Draw what is named, or all."""
    wanted = sys.argv[1:] or list(PICTURES)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        chromium = Path("/usr/bin/chromium")
        browser = playwright.chromium.launch(
            executable_path=chromium if chromium.exists() else None,
            args=[*CHROMIUM, "--no-sandbox"],
        )
        for site, place in sites(Path(folder)).items():
            names = [name for name in wanted if PICTURES[name].site == site]
            if names:
                with serving(place) as address:
                    for name in names:
                        draw(browser, address, name, PICTURES[name])
        browser.close()


if __name__ == "__main__":
    main()
