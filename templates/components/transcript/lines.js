// @ts-check
// The lines of a transcript: one Tab stop leads in, arrows go from line to line, and each plays the
// video from its moment without loading the page anew.
/** @import { Player } from "../player/player.js" */

/** @param {Element} details @returns {HTMLAnchorElement[]} Every line and chapter, in order. */
export function lines(details) {
  return [...details.querySelectorAll(/** @type {"a"} */ (".words a"))];
}

/** @param {Element} details @param {HTMLElement | undefined} line The one that Tab leads to. */
export function stopAt(details, line) {
  if (!line || line.tabIndex === 0) return;
  for (const other of lines(details)) other.tabIndex = -1;
  line.tabIndex = 0;
}

/** @param {Element} details Its words may be new. */
export function ready(details) {
  const all = lines(details);
  for (const line of all) {
    line.draggable = false; // so that its words can be selected
    line.tabIndex = -1;
  }
  stopAt(details, all[0]);
}

/**
 * @param {Player} player
 * @param {Element} details
 * @param {{ signal: AbortSignal, left: () => void, went: () => void }} how What to do when the
 *   reader moves from line to line, or goes to the moment of one.
 */
export function connect(player, details, { signal, left, went }) {
  /** @param {HTMLElement} line @param {KeyboardEvent} event */
  const move = (line, event) => {
    const all = lines(details);
    const at = all.findIndex((one) => one === line);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (next === undefined && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    if (next === undefined) line.click();
    else all[next]?.focus();
  };

  /** @param {HTMLElement} line @param {MouseEvent} event */
  const go = (line, event) => {
    if (!player.media) return; // the link loads the page with its player
    event.preventDefault();
    // A drag with the mouse selects words.
    if (event.detail && !getSelection()?.isCollapsed) return;
    player.request("seek", Number(line.dataset.start) / 1000);
    if (player.media.paused) player.request("play");
    went();
  };

  /** @param {string} type @param {(line: HTMLElement, event: any) => void} handler */
  const on = (type, handler) =>
    details.addEventListener(type, (/** @type {any} */ event) => {
      const line = event.target.closest(".words a");
      const plain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey;
      if (line && plain) handler(line, event);
    }, { signal });
  on("keydown", move);
  on("click", go);
  on("focusin", (line) => {
    stopAt(details, line);
    left();
  });
}
