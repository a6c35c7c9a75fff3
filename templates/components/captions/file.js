// @ts-check
// What a WebVTT file says that the cues of a browser may not: regions, the alignment of a line and
// of a position, styles. Loaded only for a file that says such things. Reads what WebVTT 1, 6 makes
// of it (https://www.w3.org/TR/webvtt1/#parsing), which the browser has read once already.
import { box, scroll } from "./regions.js";
import { Sheet } from "./styles.js";

/**
 * Percentages; anchors are [x, y].
 * @typedef {{ id: string, width: number, lines: number, anchor: number[], viewport: number[],
 *   scroll: boolean }} Region
 * @typedef {import("./place.js").Settings} Settings
 * @typedef {Pick<Settings, "lineAlign" | "positionAlign"> & { region?: Region }} Further
 * @typedef {Awaited<ReturnType<typeof read>>} File
 */

const BLOCK = /(?<=\n\n)(REGION|STYLE)[ \t\f]*\n((?:(?!.*-->).+\n)*)/g;
const CUE = /^(.*-->.*)\n?((?:(?!.*-->).+\n?)*)/gm;
const TIMES = /^\s*((?:\d+:)?\d\d:\d\d\.\d{3})\s*-->\s*((?:\d+:)?\d\d:\d\d\.\d{3})(.*)$/;
const PERCENTAGE = /^\d+(\.\d+)?%$/;
const LINE = /^(-?\d+(?:\.\d+)?|\d+(?:\.\d+)?%),(start|center|end)$/;
const POSITION = /^\d+(?:\.\d+)?%,(line-left|center|line-right)$/;
const NAMES = /** @type {const} */ (
  ["vertical", "line", "snapToLines", "lineAlign", "position", "positionAlign", "size", "align"]
);

/** @param {string | URL} address */
export async function read(address) {
  const answer = await fetch(address);
  const { styles, cues } = reading(await answer.text());
  const sheet = styles.length ? new Sheet(styles) : null;
  /** @type {Map<Region, HTMLElement>} */
  const boxes = new Map();
  return {
    /**
     * The box of a region, made when it is first needed.
     * @param {Region} one
     * @param {string} lang
     */
    box(one, lang) {
      if (!boxes.has(one)) {
        boxes.set(one, box(one, lang));
        sheet?.dress(/** @type {HTMLElement} */ (boxes.get(one)));
      }
      return /** @type {HTMLElement} */ (boxes.get(one));
    },
    /** @param {{ element: HTMLElement, region?: Region }} cue that has come */
    scroll: (cue) => cue.region?.scroll && scroll(cue.element),
    /** What is said of a cue's place, here and by itself. @param {VTTCue} cue */
    said(cue) {
      const own = key(cue);
      const same = cues.filter(([name]) => name === own);
      const number = same.length > 1 ? twins(cue).indexOf(cue) : 0;
      const { region, ...more } = same[number]?.[1] ?? {};
      const known = Object.fromEntries(NAMES.map((name) => [name, cue[name]]));
      return { settings: /** @type {Settings} */ ({ ...known, ...more }), region };
    },
    /** @param {HTMLElement} element of a cue */
    dress: (element) => sheet?.dress(element),
    close: () => sheet?.close(),
  };
}

/**
 * The styles of a file, and what is said of its cues beside their `key`.
 * @param {string} file
 */
export function reading(file) {
  const text = file.replace(/\r\n?/g, "\n").replaceAll("\0", "\ufffd");
  const above = text.slice(0, text.search(new RegExp(TIMES, "m")) >>> 0);
  /** @type {Record<string, string[]>} */
  const blocks = { REGION: [], STYLE: [] };
  for (const [, name, block] of above.matchAll(BLOCK)) blocks[name].push(block);
  const regions = new Map(blocks.REGION.map(region).map((one) => [one.id, one]));
  /** @type {[string, Further][]} */
  const cues = [];
  for (const [, line, words] of text.matchAll(CUE)) {
    const [, start, end, settings] = line.match(TIMES) ?? [];
    if (!start) continue;
    const [startTime, endTime] = [seconds(start), seconds(end)];
    const cue = { startTime, endTime, text: words.replace(/\n$/, "") };
    cues.push([key(cue), alignments(settings, regions)]);
  }
  return { styles: blocks.STYLE, cues };
}

/**
 * Of a cue's settings those that `VTTCue` may lack. A cue with a place of its own is in no region.
 * @param {string} settings
 * @param {Map<string, Region>} regions
 */
function alignments(settings, regions) {
  /** @type {Further} */
  const said = {};
  for (const [name, value] of pairs(settings)) {
    const line = name === "line" && value.match(LINE)?.[2];
    const position = name === "position" && value.match(POSITION)?.[1];
    // Beyond 100 % it is no setting; a number of lines may be any.
    if (/%/.test(value) && parseFloat(value) > 100) continue;
    if (line) said.lineAlign = /** @type {LineAlignSetting} */ (line);
    if (position) said.positionAlign = /** @type {PositionAlignSetting} */ (position);
    if (name === "region") said.region = regions.get(value);
  }
  const placed = /(^|\s)(line:\S*\d|vertical:(rl|lr)|size:(?!100%))/.test(settings);
  if (placed || !said.region) delete said.region;
  return said;
}

/** @param {string} block @returns {Region} */
export function region(block) {
  const region = { id: "", width: 100, lines: 3, anchor: [0, 100], viewport: [0, 100] };
  const scroll = /(^|\s)scroll:up(\s|$)/.test(block);
  for (const [name, value] of pairs(block)) {
    const places = value.split(",");
    const number = places.every((place) => PERCENTAGE.test(place) && parseFloat(place) <= 100)
      ? places.map(parseFloat)
      : [];
    if (name === "id") region.id = value;
    if (name === "width" && number.length === 1) [region.width] = number;
    if (name === "lines" && /^\d+$/.test(value)) region.lines = Number(value);
    if (name === "regionanchor" && number.length === 2) region.anchor = number;
    if (name === "viewportanchor" && number.length === 2) region.viewport = number;
  }
  return { ...region, scroll };
}

/** @param {string} text @returns {[string, string][]} */
function pairs(text) {
  // WebVTT's white space: a vertical tab, for one, is none.
  const words = text.split(/[ \t\n\f\r]+/).map((word) => word.match(/^([^:]+):(.+)$/));
  return words.flatMap((word) => (word ? [[word[1], word[2]]] : []));
}

/** @param {string} time */
function seconds(time) {
  return time.split(":").reduce((sum, part) => 60 * sum + Number(part), 0);
}

/** What tells a cue from others. @param {Pick<VTTCue, "startTime" | "endTime" | "text">} cue */
export function key({ startTime, endTime, text }) {
  return [Math.round(1000 * startTime), Math.round(1000 * endTime), text].join("\n");
}

/** Those of the same key, in the order of the file. @param {VTTCue} cue */
function twins(cue) {
  const cues = /** @type {VTTCue[]} */ ([...(cue.track?.cues ?? [])]);
  return cues.filter((one) => key(one) === key(cue));
}
