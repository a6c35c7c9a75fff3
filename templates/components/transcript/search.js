// @ts-check
// Search inside a transcript: marks what is found, counts it, goes from one to the next. Neither
// capitals nor accents matter.
import { expected } from "../player/markup.js";
import { lines, stopAt } from "./lines.js";
/** @import { Player } from "../player/player.js" */

// Letters that no decomposition makes alike (Unicode, 5.18), but a reader without the right
// keyboard does.
const ALIKE = new Map("łl øo đd ħh ٱا ىي یي کك ةه".split(" ").map((pair) => [pair[0], pair[1]]));
// How long nothing is typed before what is found is marked, and before it is said.
const PAUSE = 150;
const SAID = 700;

/** @param {string} character A letter as it is compared: none for an accent, more for a ligature. */
function letters(character) {
  if (/\s/u.test(character)) return " ";
  const plain = character.normalize("NFKD").toUpperCase().toLowerCase().replace(/[\p{M}\p{Cf}ـ]/gu, "");
  return [...plain].map((letter) => ALIKE.get(letter) ?? letter).join("");
}

/**
 * A text as it is compared, and where in the text each of its characters, and its end, comes from.
 * @param {string} text
 */
export function folded(text) {
  let plain = "";
  /** @type {number[]} */
  const places = [];
  let at = 0;
  for (const character of text) {
    const added = letters(character);
    if (added !== " " || !plain.endsWith(" ")) {
      plain += added;
      for (let unit = 0; unit < added.length; unit += 1) places.push(at);
    }
    at += character.length;
  }
  return { plain, places: [...places, at] };
}

/** @param {string} text What is looked for: more than a letter, but where a letter can be a word. */
export function wanted(text) {
  const { plain } = folded(text.trim());
  return plain.length > 1 || plain > "⺀" ? plain : "";
}

/**
 * Where `text` has `needle`, which is `wanted`: pairs of start and end.
 * @param {string} text
 * @param {string} needle
 */
export function found(text, needle) {
  const { plain, places } = folded(text);
  /** @type {[number, number][]} */
  const spans = [];
  if (!needle) return spans;
  for (let at = plain.indexOf(needle); at >= 0; at = plain.indexOf(needle, at + needle.length)) {
    let end = at + needle.length;
    while (places[end] === places[end - 1]) end += 1; // part of a ligature marks all of it
    spans.push([places[at], places[end]]);
  }
  return spans;
}

/**
 * Marks what stands at `spans` of the text of `nodes`; each span's marks, since it may go over
 * several nodes.
 * @param {Text[]} nodes
 * @param {[number, number][]} spans
 */
function marked(nodes, spans) {
  const starts = nodes.map(() => 0);
  nodes.forEach((node, at) => { starts[at + 1] = starts[at] + node.data.length; });
  // From the end, so that what is before keeps its place.
  return spans.reverse().map(([start, end]) => {
    const marks = [];
    for (let at = nodes.length - 1; at >= 0; at -= 1) {
      const range = new Range();
      const [first, last] = [Math.max(start - starts[at], 0), Math.min(end - starts[at], nodes[at].length)];
      if (first >= last || !nodes[at].data.slice(first, last).trim()) continue;
      range.setStart(nodes[at], first);
      range.setEnd(nodes[at], last);
      const mark = document.createElement("mark");
      range.surroundContents(mark);
      marks.unshift(mark);
    }
    return marks;
  }).reverse();
}

/**
 * @param {Player} player
 * @param {HTMLElement} details
 * @param {{ signal: AbortSignal, left: () => void }} how What to do when a find is gone to.
 */
export function connect(player, details, { signal, left }) {
  const input = expected(details, "[type=search]", HTMLInputElement);
  const count = expected(details, "[data-count]", HTMLElement);
  const steps = expected(details, "[data-steps]", HTMLElement);
  /** @type {HTMLElement[][]} */
  let finds = [];
  let now = 0;
  let [marking, saying] = [0, 0];

  const clear = () => {
    for (const mark of finds.flat()) {
      const around = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      around?.normalize();
    }
    finds = [];
  };

  const search = () => {
    clear();
    const needle = wanted(input.value);
    const words = expected(details, ".words", HTMLElement);
    for (const block of words.querySelectorAll("p, h2, h3, h4, h5, h6")) {
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      const nodes = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!node.parentElement?.closest(".time, .label")) nodes.push(/** @type {Text} */ (node));
      }
      finds.push(...marked(nodes, found(nodes.map((node) => node.data).join(""), needle)));
    }
    steps.hidden = !finds.length;
    go(0);
  };

  /** @param {number} to */
  const go = (to) => {
    for (const mark of finds[now] ?? []) mark.classList.remove("now");
    now = finds.length && (to + finds.length) % finds.length;
    const find = finds[now];
    count.textContent = find
      ? player.word("found", { at: now + 1, count: finds.length })
      : wanted(input.value) && player.word("none");
    clearTimeout(saying);
    if (count.textContent) saying = setTimeout(() => player.say(count.textContent ?? ""), SAID);
    if (!find) return;
    for (const mark of find) mark.classList.add("now");
    const words = expected(details, ".words", HTMLElement);
    const [{ top, height }, at] = [words.getBoundingClientRect(), find[0].getBoundingClientRect()];
    if (at.top < top || at.bottom > top + height) words.scrollTop += at.top - top - height / 3;
    stopAt(details, lines(details).find((line) => line.contains(find[0])));
    left();
  };

  const typed = () => {
    clearTimeout(marking);
    marking = setTimeout(search, PAUSE);
  };
  input.addEventListener("input", typed, { signal });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && input.value) {
      event.preventDefault();
      event.stopPropagation();
      input.value = "";
      search();
    }
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    go(now + (event.shiftKey ? -1 : 1));
  }, { signal });
  steps.addEventListener("click", (event) => {
    const step = event.target instanceof Element && event.target.closest("button")?.value;
    if (step) go(now + Number(step));
  }, { signal });
  if (input.value) search();
}
