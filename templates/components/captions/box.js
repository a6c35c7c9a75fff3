// @ts-check
// The box of one cue on the picture, by WebVTT 1, 7.2
// (https://www.w3.org/TR/webvtt1/#processing-cue-settings). Knows its element, the size of the
// picture and the boxes that are there already.
import { across, computedLine, lineOffset, nearest, overlaps, snapped, within } from "./place.js";

/** @import { Region } from "./file.js" */
/** @import { Rect, Settings } from "./place.js" */
/** @import { Text } from "./text.js" */

/**
 * `number`: how many tracks are shown before its own.
 * @typedef {Text & { number: number, settings: Settings, region?: Region }} Cue
 * @typedef {{ area: { width: number, height: number }, margin: number, scale: number,
 *   others: Rect[], crowded: boolean }} Picture
 *   `margin`: what stays free below; `crowded`: rather one upon another than not at all
 */

/** Lines stack downwards, or sideways where they are vertical. */
const HORIZONTAL = /** @type {const} */ (
  { start: "left", length: "width", stack: "top", extent: "height", axis: "y" }
);
const VERTICAL = /** @type {const} */ (
  { start: "top", length: "height", stack: "left", extent: "width", axis: "x" }
);
/** @param {Settings} settings */
const sideOf = ({ vertical }) => (vertical ? VERTICAL : HORIZONTAL);

/**
 * Puts a cue where its settings say, or as near as the others leave room.
 * @param {Cue} cue
 * @param {Picture} picture
 * @returns {Rect | null} where it is; null where there is no room
 */
export function put(cue, picture) {
  const { element, settings, rtl, region } = cue;
  const { style } = element;
  const side = sideOf(settings);
  style.setProperty("--cue-gap", "0px");
  Object.assign(style, {
    textAlign: settings.align,
    writingMode: settings.vertical && `vertical-${settings.vertical}`,
    [side.stack]: region ? "" : 0,
    [side.length]: "min-content",
  });
  const home = /** @type {Element} */ (element.parentElement).getBoundingClientRect();
  const least = (100 * rectOf(element)[side.length]) / home[side.length];
  const { start, length } = across(settings, { rtl, scale: picture.scale, least });
  Object.assign(style, { [side.start]: `${start}%`, [side.length]: `${length}%` });
  const box = rectOf(element);
  const step = box[side.extent] / Math.max(1, cue.words.getClientRects().length);
  drape(cue, step);
  if (region || !step) return box;
  const rect = settings.snapToLines ? onLine(cue, box, step, picture) : onPart(cue, box, picture);
  if (rect) style[side.stack] = `${(100 * rect[side.axis]) / picture.area[side.extent]}%`;
  return rect;
}

/**
 * @param {Cue} cue @param {Rect} box @param {number} step the height of a line
 * @param {Picture} picture
 */
function onLine({ settings, number }, box, step, { area, margin, others, crowded }) {
  const { extent, axis } = sideOf(settings);
  const [from, to] = [margin / 2, area[extent] - (settings.vertical ? margin / 2 : margin)];
  const lines = { step, extent: box[extent], from, to, leftwards: settings.vertical === "rl" };
  const free = (/** @type {number} */ at) => !overlaps({ ...box, [axis]: at }, others);
  const at = snapped(computedLine(settings, number), lines, free);
  if (at === null && !crowded) return null;
  return { ...box, [axis]: at ?? within(to, from, to - box[extent]) };
}

/** @param {Cue} cue @param {Rect} box @param {Picture} picture */
function onPart({ settings, number }, box, { area, others, crowded }) {
  const { extent, axis } = sideOf(settings);
  const line = (computedLine(settings, number) / 100) * area[extent];
  const wanted = { ...box, [axis]: line - lineOffset(settings, box[extent]) };
  return nearest(wanted, others, area) ?? (crowded ? wanted : null);
}

/**
 * Backgrounds of lines meet without a gap, and the window is no wider than the words.
 * @param {Cue} cue @param {number} step
 */
function drape({ element, words, settings }, step) {
  const { extent } = sideOf(settings);
  const [line] = words.getClientRects();
  const [outer, inner] = [element, words].map((one) => one.getBoundingClientRect());
  const gap = words.querySelector("rt") ? 0 : Math.max(0, step - line?.[extent]) / 2;
  element.style.setProperty("--cue-gap", `${gap || 0}px`);
  const inset = [inner.top - outer.top, outer.right - inner.right,
    outer.bottom - inner.bottom, inner.left - outer.left];
  element.style.setProperty("--cue-window", inset.map((one) => `${one}px`).join(" "));
}

/** The place of an element in its layer. @param {Element} element @returns {Rect} */
export function rectOf(element) {
  const { x, y, width, height } = element.getBoundingClientRect();
  const layer = element.closest(".drawn")?.getBoundingClientRect();
  return { x: x - (layer?.x ?? 0), y: y - (layer?.y ?? 0), width, height };
}
