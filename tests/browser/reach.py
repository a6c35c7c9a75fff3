"""Whether everything on a page can be hit and seen to have the focus: sizes of targets, and the
pixels that the focus changes at each stop of the Tab key (WCAG 2.2: 2.5.8, 2.4.11, 2.4.13)."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page

LEAST, OURS = 24, 44  # CSS pixels
# WCAG 2.2, 2.4.13: as many pixels as a line of two around what has the focus, and this contrast
# between the same pixels with the focus and without.
THICK, CONTRAST = 2, 3
# Pixels around an element in which its mark may be.
AROUND = 12
# A hundredth for corners, which are round.
ROUND = 0.99
MOST_STOPS = 400

_SETUP = """() => {
  // The mark of the focus alone is taken away: what else the focus changes stays.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('*:focus, *:focus-visible { outline: none !important; ' +
    'box-shadow: none !important; caret-color: transparent !important }');
  document.adoptedStyleSheets.push(sheet);
  sheet.disabled = true;
  window.unmarked = sheet;
  window.stops = new Set();
}"""
_STOP = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const {x, y, width, height} = one.getBoundingClientRect();
  // A link over two lines may be two boxes, or one with corners.
  const lines = [...one.getClientRects()].reduce((sum, box) => sum + box.width + box.height, 0);
  // What is larger than the window is seen in part.
  const [across, down] = [[x, x + width, innerWidth], [y, y + height, innerHeight]].map(
    ([from, to, most]) => (Math.max(0, from) + Math.min(most, to)) / 2);
  const middle = document.elementFromPoint(across, down);
  const again = stops.has(one);
  stops.add(one);
  return {
    x, y, width, height, again, around: 2 * Math.min(lines, width + height),
    name: `${one.localName}#${one.id}.${one.className} “${(one.ariaLabel ?? one.innerText ?? '')
      .trim().slice(0, 30)}” in ${one.parentElement.localName}.${one.parentElement.className}`,
    covered: !middle || !(one.contains(middle) || middle.contains(one) ||
      [...(one.labels ?? [])].some(label => label.contains(middle))),
  };
}"""
_TARGETS = """() => {
  const inSentence = one => getComputedStyle(one).display === 'inline' &&
    [...one.parentElement.childNodes].some(node => node !== one && node.textContent.trim());
  const size = one => {
    // The whole card is the target where its link is laid over it.
    const over = getComputedStyle(one, '::after').position === 'absolute' ? [one.offsetParent] : [];
    const boxes = [one, ...(one.labels ?? []), ...over].map(each => each.getBoundingClientRect());
    const [left, top] = ['left', 'top'].map(side => Math.min(...boxes.map(box => box[side])));
    const [right, bottom] =
      ['right', 'bottom'].map(side => Math.max(...boxes.map(box => box[side])));
    return {width: right - left, height: bottom - top};
  };
  const controls = 'a[href], button, input:not([type=hidden]), select, textarea, summary,' +
    '[role^=menuitem], [role=radio], [tabindex="0"]';
  return [...document.querySelectorAll(controls)]
    .filter(one => one.checkVisibility({visibilityProperty: true}) &&
      !one.closest('.visually-hidden:not(:focus), .past:not(:focus), .skip, [aria-hidden=true]') &&
      !inSentence(one))
    .map(one => ({...size(one), name: `${one.localName}#${one.id}.${one.className} “${
      (one.ariaLabel ?? one.textContent ?? '').trim().slice(0, 30)}” in ${
      one.parentElement.localName}.${one.parentElement.className}`}));
}"""


def small_targets(page: Page, least: int = OURS) -> list[str]:
    """The controls on the page, as it is now, that are smaller than so many pixels, a line each.

    Links within a sentence are as high as its lines: 2.5.8 excepts them.
    """
    found = page.evaluate(_TARGETS)
    assert found
    return [
        f"{one['width']:.0f} × {one['height']:.0f}: {one['name']}"
        for one in found
        if min(one["width"], one["height"]) < least - 0.5
    ]


@dataclass(frozen=True)
class Focus:
    """The stops of a page, and which of them cannot be seen, a line each."""

    stops: tuple[str, ...]
    unseen: tuple[str, ...]


def focus_seen(page: Page, *, key: str = "Tab", stops: int = MOST_STOPS) -> Focus:
    """Presses `key` until the focus comes to an element again, or leaves the page."""
    devtools = page.context.new_cdp_session(page)
    page.evaluate(_SETUP)
    found: list[str] = []
    unseen: list[str] = []
    for _ in range(stops):
        page.keyboard.press(key)
        stop = page.evaluate(_STOP)
        if stop is None or stop["again"]:
            break
        found.append(stop["name"])
        if fault := _fault(page, devtools, stop):
            unseen.append(f"{fault}: {stop['name']}")
    page.evaluate("() => { unmarked.disabled = true }")
    return Focus(tuple(found), tuple(unseen))


def _fault(page: Page, devtools: CDPSession, stop: dict[str, float]) -> str:
    if stop["covered"]:
        return "covered"
    with_mark = _around(page, devtools, stop)
    page.evaluate("() => { unmarked.disabled = false }")
    without = _around(page, devtools, stop)
    page.evaluate("() => { unmarked.disabled = true }")
    changed = int((_contrast(with_mark, without) >= CONTRAST).sum())
    needed = THICK * stop["around"] * ROUND
    return "" if changed >= needed else f"{changed} of {needed:.0f} pixels change"


def _around(page: Page, devtools: CDPSession, stop: dict[str, float]) -> np.ndarray:
    scroll = page.evaluate("() => [scrollX, scrollY]")
    clip = {
        "x": stop["x"] + scroll[0] - AROUND,
        "y": stop["y"] + scroll[1] - AROUND,
        "width": stop["width"] + 2 * AROUND,
        "height": stop["height"] + 2 * AROUND,
        "scale": 1,
    }
    shot = devtools.send(
        "Page.captureScreenshot", {"format": "png", "clip": clip, "optimizeForSpeed": True}
    )
    picture = Image.open(io.BytesIO(base64.b64decode(shot["data"]))).convert("RGB")
    return np.asarray(picture, dtype=float) / 255


def _contrast(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The contrast of each pixel with its counterpart (WCAG 2.2, contrast ratio)."""
    first, second = _luminance(one), _luminance(other)
    ratio: np.ndarray = (np.maximum(first, second) + 0.05) / (np.minimum(first, second) + 0.05)
    return ratio


def _luminance(pixels: np.ndarray) -> np.ndarray:
    linear = np.where(pixels <= 0.04045, pixels / 12.92, ((pixels + 0.055) / 1.055) ** 2.4)
    luminance: np.ndarray = linear @ np.array([0.2126, 0.7152, 0.0722])
    return luminance
