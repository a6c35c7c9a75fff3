// @ts-check
// Help with reading captions: spoken aloud, held until they can have been read, and shown as text
// that stays for a braille display or a screen reader. Loaded when one of them is first wanted.
import { Voice } from "../descriptions/voice.js";
/** @import { Player } from "../player/player.js" */

// A word of a script without spaces is about so many characters.
const WORD = 2;
// Nearer to its end than this, a cue is held: browsers tell the time four times a second.
const OVER = 0.35; // seconds

/**
 * @param {Player} player
 * @param {Element} element  the caption view
 */
export function connect(player, element) {
  const { media } = player;
  const view = /** @type {HTMLElement} */ (element);
  const voice = new Voice(player);
  /** @type {TextTrack | undefined} */
  let track;
  /** @type {VTTCue | null} */
  let current = null;
  let since = 0;
  let resume = 0;

  const find = (/** @type {string} */ name) =>
    /** @type {HTMLElement} */ (view.querySelector(`[data-cue=${name}]`));
  const cues = () => /** @type {VTTCue[]} */ ([...(track?.cues ?? [])]);
  const language = () => player.elements.get(player.captions)?.srclang ?? "";

  const show = (/** @type {VTTCue | null} */ cue) => {
    const place = cue ? cues().indexOf(cue) : -1;
    for (const [name, one] of /** @type {const} */ ([["last", cues()[place - 1]], ["now", cue]])) {
      const text = find(name);
      text.lang = language();
      text.textContent = one ? plain(one) : "";
    }
  };

  const changed = () => {
    const active = /** @type {VTTCue[]} */ ([...(track?.activeCues ?? [])]);
    const cue = active.at(-1) ?? null;
    if (cue === current) return;
    current = cue;
    since = media.currentTime;
    if (!cue) return;
    if (player.state("view")) show(cue);
    if (player.state("spoken") && !media.paused) void voice.tell(plain(cue), language());
    const stops = view.querySelector("[data-stops]");
    if (player.state("view") && stops?.ariaPressed === "true" && !media.paused) media.pause();
  };

  // Media time is what is left to read in: at another speed it is another time.
  const ticked = () => {
    const speed = player.state("wait");
    if (!speed || !current || media.paused || current.endTime - media.currentTime > OVER) return;
    const left = reading(plain(current), speed) - (current.endTime - since) / media.playbackRate;
    if (left <= 0) return;
    since = -Infinity; // held once
    media.pause();
    resume = window.setTimeout(() => void media.play().catch(() => {}), left * 1000);
  };
  const played = () => clearTimeout(resume);
  const hushed = () => voice.hush();

  const step = (/** @type {number} */ by) => {
    const all = cues();
    const at = media.currentTime;
    const now = all.findLastIndex((cue) => cue.startTime <= at + 0.01);
    const cue = all[Math.max(0, Math.min(now + by, all.length - 1))];
    if (!cue) return;
    player.request("seek", cue.startTime);
    show(cue);
  };
  const pressed = (/** @type {Event} */ { target }) => {
    const button = target instanceof Element && target.closest("button");
    if (!button) return;
    if (button.value) step(Number(button.value));
    else button.ariaPressed = String(button.ariaPressed !== "true");
  };

  const follow = () => {
    track?.removeEventListener("cuechange", changed);
    track = player.tracks.get(player.captions);
    track?.addEventListener("cuechange", changed);
    current = null;
    changed();
  };

  for (const name of ["spoken", "wait", "view"]) {
    player.on(name, (value, here) => {
      player.set(name, value);
      if (name === "view") view.hidden = !value;
      if (name === "spoken" && !value) voice.hush();
      if (here) player.request("prefer", { [name]: value });
      follow();
    });
  }
  view.addEventListener("click", pressed);
  media.addEventListener("timeupdate", ticked);
  media.addEventListener("play", played);
  for (const type of ["pause", "seeking"]) media.addEventListener(type, hushed);
  const stop = player.watch("captions", follow);
  return () => {
    stop();
    voice.hush();
    track?.removeEventListener("cuechange", changed);
    media.removeEventListener("timeupdate", ticked);
  };
}

/**
 * Seconds to read a text at so many words a minute.
 * @param {string} text
 * @param {number} speed
 */
export function reading(text, speed) {
  const words = text.match(/\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Thai}|[\p{L}\p{N}]+/gu) ?? [];
  const dense = words.filter((word) => /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]$/u.test(word));
  return (60 * (words.length - dense.length + dense.length / WORD)) / speed;
}

/** @param {VTTCue} cue */
function plain(cue) {
  const tree = cue.getCueAsHTML();
  for (const one of tree.querySelectorAll("rt")) one.remove();
  return (tree.textContent ?? "").replace(/\s+/g, " ").trim();
}
