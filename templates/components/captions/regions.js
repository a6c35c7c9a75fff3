// @ts-check
// Regions of the picture that cues share (WebVTT 1, 7.1 and 7.4). Knows their boxes, and how a cue
// that comes into one takes those above it along; what comes when is decided by others.
import { within } from "./place.js";
import { made } from "./text.js";

/** @typedef {import("./file.js").Region} Region */

// WebVTT 1, 7.1: a line is 6vh where text is 5vh. Scripts that need more get more.
const LINE = "max(1.2em, 1lh)";
const SCROLL = { duration: 433, easing: "ease" };

/**
 * The box of a region; it is as high as what is in it, up to its number of lines, and ends where
 * all of its lines would.
 * @param {Region} region
 * @param {string} lang
 */
export function box({ id, width, lines, anchor, viewport }, lang) {
  const element = made("div", "region");
  element.lang = lang;
  element.dataset.id = id;
  const height = `min(100%, ${lines} * ${LINE})`;
  const bottom = `${100 - viewport[1]}% - ${1 - anchor[1] / 100} * ${height}`;
  Object.assign(element.style, {
    left: `${within(viewport[0] - (anchor[0] * width) / 100, 0, 100 - width)}%`,
    width: `${width}%`,
    maxHeight: height,
    bottom: `clamp(0%, ${bottom}, 100% - ${height})`,
  });
  return element;
}

/**
 * A cue has come in at the end of a region that scrolls.
 * @param {HTMLElement} element of the cue
 */
export function scroll({ offsetHeight, parentElement, nextSibling, previousSibling }) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (still || nextSibling || !previousSibling) return;
  const below = { transform: `translateY(${offsetHeight}px)` };
  const way = [below, { transform: "none" }];
  for (const one of parentElement?.children ?? []) one.animate(way, SCROLL);
}
