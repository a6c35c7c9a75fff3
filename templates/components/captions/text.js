// @ts-check
// The text of a cue as elements of the page, from the tree that every browser makes of it
// (`getCueAsHTML`): languages with their direction, names of speakers, addresses as links, words
// that wait for their time. Knows a cue and those beside it; nothing of where and when it is shown.
import { direction } from "./place.js";

/**
 * `times`: from which second an element of it is to be seen.
 * @typedef {{ element: HTMLElement, words: HTMLElement, rtl: boolean, times: Timed[] }} Text
 * @typedef {{ at: number, element: HTMLElement }} Timed
 * @typedef {{ line: string, before?: string, timed: boolean, at: number, times: Timed[] }} Reading
 */

// ASCII alone, so that it ends where a script without spaces goes on.
const ADDRESS = /(https?:\/\/[!-~]*[\w/#=&%~+-])/;
const VOICE = /<v(?:\.[^\s>]*)?\s+([^>]+)>/g;
/** Scripts written from right to left (ISO 15924). */
const RIGHT_TO_LEFT = /^(Adlm|Arab|Aran|Hebr|Mand|Mend|Nkoo|Rohg|Samr|Syrc|Thaa|Yezi)$/;

/**
 * @param {VTTCue} cue
 * @param {{ lang: string, dir: string }} track what holds where the text itself does not say
 * @returns {Text}
 */
export function text(cue, { lang, dir }) {
  const [element, words] = [made("div", "cue"), made("span", "cue-words")];
  words.append(cue.getCueAsHTML());
  element.lang = lang;
  element.dir = direction(readings(words)) || dir;
  element.dataset.id = cue.id;
  /** @type {Reading} */
  const reading = { line: "", before: before(cue), timed: false, at: 0, times: [] };
  reading.timed = /<[\d:.]+>/.test(cue.text);
  element.classList.toggle("timed", reading.timed);
  dress(words, reading);
  element.append(words);
  return { element, words, rtl: element.dir === "rtl", times: reading.times };
}

/** The text without its ruby, which has no say in the direction. @param {Element} words */
function readings(words) {
  const copy = /** @type {Element} */ (words.cloneNode(true));
  for (const ruby of copy.querySelectorAll("rt")) ruby.remove();
  return copy.textContent ?? "";
}

/** @param {Node} parent @param {Reading} reading */
function dress(parent, reading) {
  for (const node of [...parent.childNodes]) {
    if (node instanceof HTMLElement) dressElement(node, reading);
    else if (node instanceof Text) node.replaceWith(...pieces(node.data, reading));
    else if (node instanceof ProcessingInstruction) {
      reading.at = node.data.split(":").reduce((sum, part) => 60 * sum + Number(part), 0);
      node.remove();
    }
  }
}

/** @param {HTMLElement} element @param {Reading} reading */
function dressElement(element, reading) {
  const { className, title, lang } = element;
  const name = title && speaker(element, reading);
  // The classes of a file are not those of the page, and its names no hints for a mouse.
  if (className) element.dataset.class = className;
  if (title) element.dataset.voice = title;
  for (const one of ["class", "title"]) element.removeAttribute(one);
  if (lang) turn(element, reading);
  wait(element, reading);
  dress(element, reading);
  if (name) element.prepend(name);
}

/**
 * A language inside another keeps its order to itself, except where it is the first of its line:
 * there it gives the line its direction, which it could not from an isolate.
 * @param {HTMLElement} element
 * @param {Reading} reading
 */
function turn(element, { line }) {
  element.dir = RIGHT_TO_LEFT.test(script(element.lang)) ? "rtl" : "ltr";
  const first = !direction(line) || element.textContent?.includes("\n");
  if (first) element.style.unicodeBidi = "embed";
}

/** @param {string} lang */
function script(lang) {
  try {
    return new Intl.Locale(lang).maximize().script ?? "";
  } catch {
    return ""; // an author's slip
  }
}

/**
 * The name before what somebody says: when somebody else spoke before, or speaks at the same time.
 * Nothing where the author has written it.
 * @param {HTMLElement} element
 * @param {Reading} reading
 */
function speaker({ title, textContent }, reading) {
  const known = title === reading.before;
  reading.before = title;
  const said = textContent?.replace(/^[^\p{L}\p{N}]+/u, "").toLowerCase();
  if (known || said?.startsWith(title.toLowerCase())) return null;
  const name = made("b", "speaker");
  name.append(made("bdi", "", title), ": ");
  return name;
}

/** Who was last to speak before a cue; nobody when others speak during it. @param {VTTCue} cue */
function before(cue) {
  const own = voices(cue);
  if (!own.length) return undefined;
  const cues = /** @type {VTTCue[]} */ ([...(cue.track?.cues ?? [])]);
  const together = cues.some(
    (other) =>
      other.startTime < cue.endTime &&
      other.endTime > cue.startTime &&
      voices(other).some((voice) => !own.includes(voice)),
  );
  const last = cues[cues.indexOf(cue) - 1];
  return together || !last ? undefined : voices(last).at(-1);
}

/** @param {VTTCue} cue */
function voices(cue) {
  return Array.from(cue.text.matchAll(VOICE), ([, name]) => name.trim());
}

/**
 * @param {string} data
 * @param {Reading} reading
 * @returns {Node[]}
 */
function pieces(data, reading) {
  reading.line = (reading.line + data).split("\n").at(-1) ?? "";
  const parts = data.split(ADDRESS).filter(Boolean);
  const nodes = parts.map((part) => (ADDRESS.test(part) ? link(part) : new Text(part)));
  if (!reading.timed) return nodes;
  const piece = made("span", "piece");
  piece.append(...nodes);
  wait(piece, reading);
  return [piece];
}

/** What follows a time is seen from then. @param {HTMLElement} element @param {Reading} reading */
function wait(element, { at, times }) {
  if (at) times.push({ at, element });
}

/** @param {string} address */
function link(address) {
  return Object.assign(made("a", "", address), {
    href: address, target: "_blank", rel: "noopener noreferrer",
  });
}

/** @param {string} name @param {string} className */
export function made(name, className, textContent = "") {
  return Object.assign(document.createElement(name), { className, textContent });
}
