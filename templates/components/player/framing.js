// @ts-check
// How the picture is framed: full screen with captions and bar, its size, the browser's own
// controls instead of ours.
import { expected } from "./markup.js";
/** @import { Player } from "./player.js" */

/** @param {Player} player */
export function framing(player) {
  const { frame, media } = player;
  // An iPhone knows no full screen but that of the video itself, where it draws the captions.
  const alone = /** @type {any} */ (media);

  player.on("full", () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (frame.requestFullscreen) frame.requestFullscreen();
    else alone.webkitEnterFullscreen?.();
  });
  player.on("size", () => {
    player.set("size", player.state("size") === "large" ? "normal" : "large");
    // Told to the page here and not found by `:has()`, which would ask all of it for every cue.
    const large = Boolean(document.querySelector("[data-size=large]"));
    player.closest(".columns")?.toggleAttribute("data-large", large);
    frame.scrollIntoView({ block: "nearest" });
  });
  player.on("native", (value, here) => {
    const own = value ?? !player.state("native");
    native(own);
    if (here) {
      player.request("prefer", { controls: own ? "native" : "ours" });
      (own ? media : frame).focus();
    }
  });

  const native = (/** @type {boolean} */ own) => {
    media.controls = own;
    player.set("native", own);
  };
  const changed = () => player.set("full", document.fullscreenElement === frame);
  const line = expected(player, ".happened", HTMLElement);
  const home = line.parentElement;
  // In full screen a screen reader knows what is inside alone: what is said comes along, and what
  // was said before is not said once more.
  const moved = () => {
    changed();
    const full = player.state("full");
    player.hush();
    line.classList.toggle("visually-hidden", full);
    (full ? frame : home)?.prepend(line);
  };
  const insisted = (/** @type {Event} */ { type }) =>
    player.set("insisted", type === "webkitbeginfullscreen");
  // The words of captions lie on the picture: they can be selected, and their links followed.
  const pressed = (/** @type {Event} */ { target }) => {
    const busy = !getSelection()?.isCollapsed || (target instanceof Element && target.closest("a"));
    if (!busy && !player.state("native")) player.request("play");
  };

  document.addEventListener("fullscreenchange", moved);
  media.addEventListener("webkitbeginfullscreen", insisted);
  media.addEventListener("webkitendfullscreen", insisted);
  if (media instanceof HTMLVideoElement) player.screen.addEventListener("click", pressed);
  player.set("size", "normal");
  changed();
  native(player.preferences.controls === "native");
  return () => document.removeEventListener("fullscreenchange", moved);
}
