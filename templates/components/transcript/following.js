// @ts-check
// An open transcript follows its video, inside a box of its own so that the page stands still,
// until the reader moves in it.
import { expected } from "../player/markup.js";
import * as moving from "./lines.js";
import * as tools from "./tools.js";

/**
 * @param {import("../player/player.js").Player} player
 * @param {HTMLDetailsElement} details
 */
export function connect(player, details) {
  const { media } = player;
  const off = new AbortController();
  const { signal } = off;
  const again = expected(details, "[data-follow]", HTMLButtonElement);
  const box = () => expected(details, ".words", HTMLElement);
  /** @type {(HTMLElement | undefined)[]} What is spoken, or was last: a line in each language. */
  let now = [];
  // A scroll of ours leads from here to there: anywhere else it is the reader's.
  let [from, to] = [0, 0];

  const mark = () => {
    const begun = moving.lines(details).filter(
      (line) => Number(line.dataset.start) <= media.currentTime * 1000 + 50 && line.closest("p"),
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
    if (!line || !details.open) return;
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
    reveal();
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
    if (media?.currentTime) mark();
  };

  for (const type of ["timeupdate", "seeking"]) media?.addEventListener(type, mark, { signal });
  details.addEventListener("wheel", pushed, { signal, passive: true });
  details.addEventListener("touchmove", pushed, { signal, passive: true });
  details.addEventListener("scroll", scrolled, { signal, capture: true });
  details.addEventListener("toggle", reveal, { signal });
  again.addEventListener("click", () => {
    now[0]?.focus({ preventScroll: true });
    follow();
  }, { signal });
  moving.connect(player, details, { signal, left: leave, went: follow });
  tools.connect(player, details, { signal, left: leave, changed });
  changed();
  return () => off.abort();
}
