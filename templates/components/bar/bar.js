// @ts-check
// The control bar: passes on what its buttons ask for, and shows what has become true.
import { clock, spoken } from "./time.js";
/** @import { Player } from "../player/player.js" */

/** @param {Player} player */
export function bar(player) {
  const { media } = player;
  const find = (/** @type {string} */ name) =>
    /** @type {HTMLInputElement | null} */ (player.querySelector(`.bar [name=${name}]`));
  const [seek, volume] = [find("seek"), find("volume")];
  const time = player.querySelector(".bar .now");
  const language = document.documentElement.lang;

  const pressed = (/** @type {Event} */ { target }) => {
    if (!(target instanceof Element && player.contains(target))) return;
    report(target.closest("a[href*='track=']"));
    const control = target.closest("button[data-request]:not([role])");
    if (!(control instanceof HTMLButtonElement)) return;
    player.request(control.dataset.request ?? "", valueOf(control));
  };
  // A report is about the caption that is shown, at this second.
  const report = (/** @type {Element | null} */ link) => {
    if (!(link instanceof HTMLAnchorElement) || !link.closest(".bar")) return;
    const address = new URL(link.href);
    const track = player.elements.get(player.captions);
    const name = track && new URL(track.src).pathname.split("/").pop()?.replace(/\.vtt$/, "");
    if (name) address.searchParams.set("track", decodeURIComponent(name));
    address.searchParams.set("t", String(Math.floor(media.currentTime)));
    link.href = address.href;
  };
  // A part of the player that comes later is mirrored too: what is asked is the page as it is now.
  const mirror = (/** @type {any} */ event) => {
    const { name, value } = event.detail;
    for (const control of player.querySelectorAll(`[data-state="${name}"]`)) {
      control.ariaPressed = String(!["off", "", false].includes(value));
    }
    const items = [...player.querySelectorAll(`[role=menuitemradio][data-request="${name}"]`)];
    // A chapter may begin with the one around it: one alone is checked, the inner one.
    const now = items.findLast((item) => item.getAttribute("value") === String(value));
    for (const item of items) item.ariaChecked = String(item === now);
    const checked = player.querySelector(`[data-request="${name}"][aria-checked=true] > span`);
    for (const shown of player.querySelectorAll(`[data-shown="${name}"]`)) {
      if (!(shown instanceof HTMLElement && checked instanceof HTMLElement)) continue;
      shown.textContent = checked.textContent;
      for (const name of ["lang", "dir"]) {
        const value = checked.getAttribute(name);
        if (value) shown.setAttribute(name, value);
        else shown.removeAttribute(name);
      }
    }
    if (name === "volume" && volume) volume.value = value;
  };
  const ticked = () => {
    // A screen reader says each new value of the control that has the focus: while it plays only
    // a line moves, until a key asks for more.
    if (!seek || media.paused || !seek.matches(":focus-visible")) return placed();
    if (time) time.textContent = clock(media.currentTime, language);
    const width = (seek.clientWidth * media.currentTime) / Number(seek.max);
    seek.parentElement?.style.setProperty("--at", `${width}px`);
  };
  const placed = () => {
    const at = Math.floor(media.currentTime);
    if (time) time.textContent = clock(at, language);
    if (!seek) return;
    seek.parentElement?.style.removeProperty("--at");
    seek.value = String(at);
    const length = Math.floor(media.duration) || Number(seek.max);
    const [now, whole] = [spoken(at, language), spoken(length, language)];
    seek.ariaValueText = player.word("position", { now, whole });
  };
  const measured = () => {
    if (seek && Number.isFinite(media.duration)) seek.max = String(Math.floor(media.duration));
    ticked();
  };
  // With the value come its words: who hears one without the other hears where it was.
  const moved = () => {
    player.request("seek", Number(seek?.value));
    placed();
  };
  const turned = () => player.request("volume", Number(volume?.value) / 100);

  // Words in an element that hears clicks are called clickable by a screen reader: no element does.
  document.addEventListener("click", pressed);
  player.addEventListener("legenda-state", mirror);
  media.addEventListener("timeupdate", ticked);
  media.addEventListener("seeking", placed);
  media.addEventListener("durationchange", measured);
  seek?.addEventListener("keydown", placed);
  seek?.addEventListener("blur", placed);
  seek?.addEventListener("input", moved);
  volume?.addEventListener("input", turned);
  for (const name of "playing captions second speed volume muted size native chapter".split(" ")) {
    mirror({ detail: { name, value: player.state(name) } });
  }
  measured();
  return () => {
    document.removeEventListener("click", pressed);
    player.removeEventListener("legenda-state", mirror);
    media.removeEventListener("timeupdate", ticked);
    media.removeEventListener("seeking", placed);
    media.removeEventListener("durationchange", measured);
  };
}

/**
 * What a button asks for besides the request's name: a number where it is one.
 * @param {HTMLButtonElement} button
 */
function valueOf({ value }) {
  return value === "" ? undefined : Number.isNaN(Number(value)) ? value : Number(value);
}
