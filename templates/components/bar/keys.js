// @ts-check
// The keys of the player, only while it has the focus, and never while the viewer types.
/** @import { Player } from "../player/player.js" */

/**
 * Key → request, and the value it asks with. The list of keys for readers is in bar.html.
 * @type {Record<string, [string, any?]>}
 */
const KEYS = {
  " ": ["play"], k: ["play"],
  j: ["step", -10], l: ["step", 10], ArrowLeft: ["step", -10], ArrowRight: ["step", 10],
  Home: ["start"], End: ["end"],
  ArrowUp: ["louder", 0.1], ArrowDown: ["louder", -0.1], m: ["mute"],
  c: ["captions-toggle"], d: ["descriptions"], s: ["sign"], t: ["transcript"],
  "<": ["faster", -1], ">": ["faster", 1], "=": ["speed", 100],
  N: ["chapter", 1], P: ["chapter", -1],
  f: ["full"], w: ["size"], o: ["settings"], "?": ["keys"],
};

/** Keys that scroll the page or move within a control where they are not pressed on the picture. */
const MOVING = /^(Arrow|Home|End| )/;
/** Those that mean the video on any button of the bar too. */
const ACROSS = /^Arrow(Left|Right)/;

/** @param {Player} player */
export function keys(player) {
  const { media } = player;
  const pressed = (/** @type {KeyboardEvent} */ event) => {
    const { key, target } = event;
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (!(target instanceof Element) || target.closest("[role=menu], dialog")) return;
    if (target.matches("input:not([type=range]), select, textarea, [contenteditable]")) return;
    if (target === media && player.state("native")) return;
    const onPicture = target === player.frame || target === media;
    const onButton = ACROSS.test(key) && target.closest(".bar") && target.matches("button");
    if (MOVING.test(key) && !onPicture && !onButton) return;
    const found = KEYS[key] ?? KEYS[key.toLowerCase()];
    if (!found || (event.shiftKey && /^[a-z]$/i.test(key) && !KEYS[key])) return;
    event.preventDefault();
    player.request(...found);
  };
  player.addEventListener("keydown", pressed);
  return () => player.removeEventListener("keydown", pressed);
}
