// @ts-check
// Chapters: which one plays, and the way to the next. Knows them as the menu has them, with their
// starts in milliseconds.
/** @import { Player } from "./player.js" */

/** @typedef {{ start: number, level: number }} Chapter */

// So far into a chapter, “previous” means its start, as with the buttons of a music player.
const INTO = 3000;

/** @param {Player} player */
export function chapters(player) {
  const { media } = player;
  const items = player.querySelectorAll("[role=menuitemradio][data-request=chapter]");
  const all = Array.from(items, (item) => ({
    start: Number(item.getAttribute("value")),
    level: Number(item.getAttribute("data-level")),
    title: item.firstElementChild?.textContent ?? "",
  }));
  if (!all.length) return;
  const now = () => Math.round(media.currentTime * 1000);
  const told = () => player.set("chapter", current(all, now())?.start ?? "");

  player.on("chapter", (value, here) => {
    const asked = Number(value);
    const found =
      Math.abs(asked) === 1 ? beside(all, now(), asked) : all.find(({ start }) => start === asked);
    if (!found) return;
    player.request("seek", found.start / 1000);
    if (here) player.say(found.title);
  });
  media.addEventListener("timeupdate", told);
  media.addEventListener("seeking", told);
  told();
  return () => {
    media.removeEventListener("timeupdate", told);
    media.removeEventListener("seeking", told);
  };
}

/**
 * The innermost chapter at a time, in milliseconds.
 * @template {Chapter} T
 * @param {readonly T[]} all in order
 * @param {number} now
 */
export function current(all, now) {
  return all.findLast(({ start }) => start <= now);
}

/**
 * The next (1) or previous (-1) chapter on the level of the current one, or the one around it where
 * that level ends; undefined behind the last one.
 * @template {Chapter} T
 * @param {readonly T[]} all
 * @param {number} now
 * @param {number} by
 * @returns {T | undefined}
 */
export function beside(all, now, by) {
  const level = current(all, now)?.level ?? 1;
  const same = all.filter((one) => one.level <= level);
  return by > 0
    ? same.find(({ start }) => start > now)
    : (same.findLast(({ start }) => start < now - INTO) ?? all[0]);
}
