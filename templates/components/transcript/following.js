// @ts-check
// An open transcript follows its video, inside a box of its own so that the page stands still,
// until the reader moves in it.
import { expected } from "../player/markup.js";
import * as moving from "./lines.js";
import * as tools from "./tools.js";
/** @import { Player } from "../player/player.js" */

/**
 * @param {Player} player
 * @param {HTMLDetailsElement} details
 */
export function connect(player, details) {
  const off = new AbortController();
  const { signal } = off;
  const again = expected(details, "[data-follow]", HTMLButtonElement);
  const box = () => expected(details, ".words", HTMLElement);
  /** @type {(HTMLElement | undefined)[]} What is spoken, or was last: a line in each language. */
  let now = [];
  /** @type {EventTarget | undefined} The player of a provider is there once it is asked for. */
  let heard;
  // A scroll of ours leads from here to there: anywhere else it is the reader's.
  let [from, to] = [0, 0];

  const mark = () => {
    if (!details.open || !player.media?.currentTime) return;
    const at = player.media.currentTime * 1000 + 50;
    const begun = moving.lines(details).filter(
      (line) => Number(line.dataset.start) <= at && line.closest("p"),
    );
    const next = [false, true].map((other) =>
      begun.findLast((line) => !!line.closest(".other") === other),
    );
    if (next.some((line, side) => line !== now[side])) {
      for (const line of now) line?.removeAttribute("aria-current");
      for (const line of next) line?.setAttribute("aria-current", "true");
      now = next;
    }
    if (again.hidden) reveal();
  };

  const reveal = () => {
    const all = box();
    const [line] = now;
    if (!line) return;
    if (!all.contains(document.activeElement)) moving.stopAt(details, line);
    const { top, height } = all.getBoundingClientRect();
    const at = line.getBoundingClientRect();
    if (at.top > top && at.bottom < top + height * 0.8) return;
    from = all.scrollTop;
    to = Math.max(0, Math.min(from + at.top - top - height / 5, all.scrollHeight - all.clientHeight));
    all.scrollTop = to;
  };

  const follow = () => {
    again.hidden = true;
  };
  /** Of no account before there is a line to come back to. */
  const leave = () => {
    again.hidden = !now[0];
  };
  const scrolled = () => {
    const at = box().scrollTop;
    if (at < Math.min(from, to) - 2 || at > Math.max(from, to) + 2) leave();
    if (Math.abs(at - to) < 2) from = to;
  };
  const pushed = (/** @type {Event} */ event) => {
    if (box().contains(/** @type {Node} */ (event.target))) leave();
  };

  const changed = () => {
    moving.ready(details);
    now = [];
    from = to = box().scrollTop;
    mark();
  };
  const listen = () => {
    if (!player.media || heard === player.media) return;
    heard = player.media;
    for (const type of ["timeupdate", "seeking"]) heard.addEventListener(type, mark, { signal });
  };

  signal.addEventListener("abort", player.watch("playing", listen));
  details.addEventListener("wheel", pushed, { signal, passive: true });
  details.addEventListener("touchmove", pushed, { signal, passive: true });
  details.addEventListener("scroll", scrolled, { signal, capture: true });
  details.addEventListener("toggle", mark, { signal });
  again.addEventListener("click", () => {
    now[0]?.focus({ preventScroll: true });
    follow();
    reveal();
  }, { signal });
  moving.connect(player, details, { signal, left: leave, went: follow });
  tools.connect(player, details, { signal, left: leave, changed });
  changed();
  return () => off.abort();
}
