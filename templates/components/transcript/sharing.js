// @ts-check
// A moment of the video as a link, and words of its transcript as a quotation with their time.
import { clock } from "../bar/time.js";
import { lines } from "./lines.js";
/** @import { Player } from "../player/player.js" */

/**
 * The address of a moment without the languages of who shares it: each reader has their own.
 * @param {string} href
 */
export function address(href) {
  const found = new URL(href);
  for (const own of ["captions", "transcript", "beside", "load"]) found.searchParams.delete(own);
  return found.href;
}

/** @param {Player} player @param {Element} details */
export async function copyMoment(player, details) {
  const line = lines(details).find((one) => one.tabIndex === 0);
  if (!line) return;
  const url = address(line.href);
  player.say((await copied(url)) ? player.word("copied", { time: time(line) }) : url);
}

/** @param {Player} player @param {Element} details */
export async function quote(player, details) {
  const range = getSelection()?.getRangeAt(0);
  const line = range && lines(details).find((one) => range.intersectsNode(one));
  if (!line) return;
  const part = range.cloneContents();
  for (const own of part.querySelectorAll(".time, .label")) own.remove();
  const words = (part.textContent ?? "").replace(/\s+/gu, " ").trim();
  const text = player.word("quotation", { text: words, time: time(line) });
  const url = address(line.href);
  try {
    if (navigator.share) return await navigator.share({ text, url });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return; // the reader's wish
  }
  const whole = `${text}\n${url}`;
  player.say((await copied(whole)) ? player.word("quoted") : whole);
}

/** @param {HTMLElement} line */
function time(line) {
  return clock(Number(line.dataset.start) / 1000, document.documentElement.lang);
}

/**
 * Puts a text on the clipboard, on sites without HTTPS too; whether that worked.
 * @param {string} text
 */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const take = (/** @type {ClipboardEvent} */ event) => {
      event.clipboardData?.setData("text/plain", text);
      event.preventDefault();
    };
    document.addEventListener("copy", take, { capture: true, once: true });
    const done = document.execCommand("copy");
    document.removeEventListener("copy", take, { capture: true });
    return done;
  }
}
