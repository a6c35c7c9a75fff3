// @ts-check
// Where a cue goes on the picture: the numbers of WebVTT 1 (https://www.w3.org/TR/webvtt1/, 3.2 and
// 7.2). Knows nothing of the page: lengths in, lengths out. Lines are counted along the axis on
// which they stack: downwards, or sideways for vertical text.

/**
 * What a cue says of its place; `VTTCue` has these names, though not every browser has all.
 * @typedef {Partial<Pick<VTTCue, "vertical" | "line" | "snapToLines" | "lineAlign" | "position" |
 *   "positionAlign" | "size" | "align">>} Settings
 * @typedef {{ x: number, y: number, width: number, height: number }} Rect
 */

// Boxes that meet do not overlap, whatever is lost in rounding.
const ROUNDING = 0.5;
const STRONG = /[\p{L}\u200e\u200f]/u;
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const ISOLATED = /[\u2066-\u2068][^\u2069]*\u2069?/g;
/** How much of a box lies before the place it is anchored to. @type {Record<string, number>} */
const BEFORE = {
  start: 0, left: 0, "line-left": 0, center: 0.5, end: 1, right: 1, "line-right": 1,
};

/**
 * The base direction of a text by its first strong character (UAX 9, P2 and P3), or "".
 * @param {string} text
 */
export function direction(text) {
  const first = text.replace(ISOLATED, "").match(STRONG)?.[0];
  return first ? (RIGHT_TO_LEFT.test(first) ? "rtl" : "ltr") : "";
}

/**
 * The place of a box along its lines, in percent of the picture. As far as the picture goes, text
 * that the reader has made larger gets a larger box, and no box is smaller than a word.
 * @param {Settings} cue
 * @param {{ rtl: boolean, scale: number, least: number }} text `least`: its longest word
 */
export function across(cue, { rtl, scale, least }) {
  const { position = "auto", positionAlign = "auto", align = "center", size = 100 } = cue;
  const anchor = positionAlign === "auto" ? align : positionAlign;
  const turned = rtl && (anchor === "start" || anchor === "end");
  const before = turned ? 1 - BEFORE[anchor] : BEFORE[anchor];
  const edge = align === "left" ? 0 : align === "right" ? 100 : 50;
  const at = position === "auto" ? edge : position;
  const most = [100 - at, 2 * Math.min(at, 100 - at), at][before * 2];
  const length = Math.min(100, Math.max(least, Math.min(size, most) * Math.max(1, scale)));
  return { start: within(at - before * length, 0, 100 - length), length };
}

/**
 * The computed line: a number of lines, or a percentage when the cue does not snap to lines.
 * @param {Settings} cue
 * @param {number} number how many tracks are shown before the cue's own
 */
export function computedLine({ line = "auto", snapToLines = true }, number) {
  if (line === "auto") return snapToLines ? -1 - number : 100;
  return snapToLines || (line >= 0 && line <= 100) ? line : 100;
}

/**
 * The place of a box of lines: the specified one, or the nearest step from it that `fits`, first
 * towards the middle, then back. Null where there is none.
 * @param {number} line
 * @param {{ step: number, extent: number, from: number, to: number, leftwards: boolean }} box
 *   the height of a line and of all of them, the edges they stay between, and whether lines stack
 *   leftwards
 * @param {(at: number) => boolean} fits
 */
export function snapped(line, { step, extent, from, to, leftwards }, fits) {
  // A line far outside is looked for from not so far.
  const most = Math.ceil((to - from + extent) / step) + 1;
  const whole = within(Math.floor(line + 0.5), -most, most);
  const number = leftwards ? -whole - 1 : whole;
  const specified = step * number + (number < 0 ? to : from) + (leftwards ? step - extent : 0);
  for (const way of number < 0 ? [-step, step] : [step, -step]) {
    const beyond = (/** @type {number} */ at) =>
      way < 0 ? at < from - ROUNDING : at + extent > to + ROUNDING;
    for (let at = specified; !beyond(at); at += way) {
      const inside = at >= from - ROUNDING && at + extent <= to + ROUNDING;
      if (inside && fits(at)) return at;
    }
  }
  return null;
}

/**
 * The free place nearest to that of `box` inside `area`; the highest of several, then the leftmost.
 * Null where there is none.
 * @param {Rect} box
 * @param {readonly Rect[]} others
 * @param {{ width: number, height: number }} area
 */
export function nearest(box, others, area) {
  const [right, bottom] = [area.width - box.width, area.height - box.height];
  if (right < -ROUNDING || bottom < -ROUNDING) return null;
  // The nearest free place touches something on each axis on which it had to move.
  const xs = [box.x, ...others.flatMap((one) => [one.x - box.width, one.x + one.width])];
  const ys = [box.y, ...others.flatMap((one) => [one.y - box.height, one.y + one.height])];
  const places = ys
    .flatMap((y) => xs.map((x) => ({ ...box, x: within(x, 0, right), y: within(y, 0, bottom) })))
    .filter((place) => !overlaps(place, others))
    .map((place) => ({ place, far: Math.hypot(place.x - box.x, place.y - box.y) }))
    .sort((a, b) => a.far - b.far || a.place.y - b.place.y || a.place.x - b.place.x);
  return places[0]?.place ?? null;
}

/**
 * Whether a box covers a part of another.
 * @param {Rect} box
 * @param {readonly Rect[]} others
 */
export function overlaps(box, others) {
  return others.some(
    (one) =>
      Math.min(box.x + box.width, one.x + one.width) - Math.max(box.x, one.x) > ROUNDING &&
      Math.min(box.y + box.height, one.y + one.height) - Math.max(box.y, one.y) > ROUNDING,
  );
}

/**
 * How far a box is moved back from its line. @param {Settings} cue @param {number} extent
 */
export function lineOffset({ lineAlign = "start" }, extent) {
  return BEFORE[lineAlign] * extent;
}

/** @param {number} value @param {number} least @param {number} most */
export function within(value, least, most) {
  return Math.max(least, Math.min(value, most));
}
