"""A page with a video whose captions are drawn by us, or by Chromium itself.

Chromium's own boxes are in the user-agent shadow tree of `<video>`, and its debugging protocol
shows them: so texts and places are compared as numbers, which says more than pixels do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from server.web.security import HEADERS
from tests.conftest import clip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from playwright.sync_api import Page, Route

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Drawing</title>
<link rel="stylesheet" href="/assets/0/style.css"><link rel="stylesheet" href="/look.css"></head>
<body><div class="frame"><div class="screen"><video muted src="/clip.mp4"></video></div></div>
<p id="after">What comes after the picture.</p></body></html>"""
# A picture of 640 by 360, of which 5 % are 18 pixels.
LOOK = """
body { margin: 0; }
.frame { inline-size: 640px; }
.screen { position: relative; block-size: 360px; }
video { display: block; inline-size: 100%; block-size: 100%; object-fit: fill; }
"""
SECONDS = 60
RIGHT_TO_LEFT = ("ar", "he", "fa", "ur")
# What a file can say that Chromium's cues do not.
BEYOND = re.compile(r"^(REGION|STYLE)\s*$|-->.*(line|position):\S+,", re.MULTILINE)
START = """async ([files, place]) => {
  const { Drawing } = await import('/assets/0/components/captions/drawing.js');
  const video = document.querySelector('video');
  const shown = [];
  for (const { lang, dir, beyond, mode } of files) {
    const element = document.createElement('track');
    Object.assign(element, { kind: 'captions', srclang: lang, src: `/case.${lang}.vtt` });
    video.append(element);
    const loaded = new Promise(resolve => { element.onload = element.onerror = resolve; });
    element.track.mode = mode;
    await loaded;
    shown.push({ track: element.track, lang, dir, regions: beyond ? element.src : undefined });
  }
  const drawing = new Drawing(document.querySelector('.screen'), video);
  drawing.place = place;
  drawing.show(shown.filter(one => one.track.mode === 'hidden'));
  Object.assign(window, { drawing, shown, video });
}"""
SEEK = """at => new Promise(resolve => {
  const video = document.querySelector('video');
  const drawn = () => requestAnimationFrame(() => requestAnimationFrame(resolve));
  video.addEventListener('seeked', drawn, { once: true });
  video.currentTime = at;
})"""
OURS = """() => {
  const screen = document.querySelector('.screen').getBoundingClientRect();
  const box = one => { const { x, y, width, height } = one.getBoundingClientRect();
    return [x - screen.x, y - screen.y, width, height]; };
  return [...document.querySelectorAll('.cue')].map(cue => {
    const words = cue.querySelector('.cue-words'), said = words.cloneNode(true);
    said.querySelectorAll('.speaker').forEach(one => one.remove());
    return [said.textContent, box(cue), box(words)];
  });
}"""


@dataclass(frozen=True)
class Box:
    """A cue as it is drawn: its text, and x, y, width and height of its box and of its words."""

    text: str
    box: tuple[float, ...]
    words: tuple[float, ...]


def stage(
    visit: Callable[..., Page],
    demo: str,
    files: str | Mapping[str, str],
    *,
    look: str = "",
    place: str = "over",
    native: bool = False,
    **reader: Any,
) -> Page:
    """A page that shows caption files, by language; one alone is English."""
    texts = {"en": files} if isinstance(files, str) else files
    page = visit(f"{demo}/healthz", **reader)
    policy = {"Content-Security-Policy": HEADERS["Content-Security-Policy"]}
    answers = {
        "drawing.html": ("text/html", PAGE),
        "look.css": ("text/css", LOOK + look),
        **{f"case.{lang}.vtt": ("text/vtt; charset=utf-8", text) for lang, text in texts.items()},
    }
    for name, (kind, body) in answers.items():
        page.route(f"**/{name}", _answer(kind, body, policy))
    page.route("**/clip.mp4", _part_of_the_clip)
    page.goto(f"{demo}/drawing.html")
    mode = "showing" if native else "hidden"
    told = [
        {
            "lang": lang,
            "dir": "rtl" if lang in RIGHT_TO_LEFT else "ltr",
            "beyond": bool(BEYOND.search(text)),
            "mode": mode,
        }
        for lang, text in texts.items()
    ]
    page.evaluate(START, [told, place])
    if any(one["beyond"] for one in told):
        page.wait_for_load_state("networkidle")  # what the file says besides has been read
    return page


def _answer(kind: str, body: str, headers: dict[str, str]) -> Callable[[Route], None]:
    return lambda route: route.fulfill(body=body, content_type=kind, headers=headers)


def _part_of_the_clip(route: Route) -> None:
    """A browser seeks only in what it can have in parts."""
    whole = clip(seconds=SECONDS)
    asked = re.fullmatch(r"bytes=(\d+)-(\d*)", route.request.headers.get("range", "bytes=0-"))
    assert asked
    first, last = int(asked[1]), int(asked[2] or len(whole) - 1)
    route.fulfill(
        status=206,
        body=whole[first : last + 1],
        content_type="video/mp4",
        headers={"Content-Range": f"bytes {first}-{last}/{len(whole)}", "Accept-Ranges": "bytes"},
    )


def seek(page: Page, second: float) -> None:
    """Goes to a second, and waits until a frame of it has been drawn."""
    page.evaluate(SEEK, second)


def ours(page: Page) -> list[Box]:
    """What we draw now, in its order, without the names that we add."""
    return [Box(text, tuple(box), tuple(words)) for text, box, words in page.evaluate(OURS)]


def native(page: Page) -> list[Box]:
    """What Chromium draws now, in its order."""
    session = page.context.new_cdp_session(page)
    document = session.send("DOM.getDocument", {"depth": -1, "pierce": True})["root"]

    def box(node: dict[str, Any]) -> tuple[float, ...]:
        quad = session.send("DOM.getBoxModel", {"nodeId": node["nodeId"]})["model"]["border"]
        xs, ys = quad[::2], quad[1::2]
        return (min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))

    found = []
    for node in _descendants(document):
        if _pseudo(node) == "-webkit-media-text-track-display":
            words = next(one for one in _descendants(node) if _pseudo(one) == "cue")
            text = "".join(
                one["nodeValue"] for one in _descendants(node) if one["nodeName"] == "#text"
            )
            found.append(Box(text, box(node), box(words)))
    session.detach()
    return found


def _descendants(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for child in (*node.get("shadowRoots", ()), *node.get("children", ())):
        yield child
        yield from _descendants(child)


def _pseudo(node: dict[str, Any]) -> str:
    attributes = node.get("attributes", [])
    return dict(zip(attributes[::2], attributes[1::2], strict=True)).get("pseudo", "")
