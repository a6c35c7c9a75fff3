// @ts-check
// The panel of what can be set while the video plays: below the bar, so that the picture is seen.
// A control asks for what its name says, and shows what has become true.
import { percent } from "../bar/time.js";
import { voices } from "../descriptions/voice.js";
import { settings } from "./settings.js";
/** @import { Player } from "../player/player.js" */

/**
 * @param {Player} player
 * @param {HTMLDialogElement} panel
 */
export function connect(player, panel) {
  settings(player);
  /** @type {HTMLElement | null} */
  let opener = null;
  /** @type {NodeListOf<HTMLInputElement | HTMLSelectElement>} */
  const controls = panel.querySelectorAll("[name]");
  const stops = Array.from(controls, (control) => mirror(player, control, control.name));
  // The way that is wanted may be none that works.
  const way = panel.querySelector("[name=describe]");
  if (way instanceof HTMLSelectElement) stops.push(mirror(player, way, "described"));

  // While it is moved it is seen, and kept when it is let go.
  const moved = (/** @type {Event} */ { target }) => {
    if (named(target)) player.take(target.name, target.value);
  };
  const chosen = (/** @type {Event} */ { target }) => {
    if (named(target)) player.request(target.name, target.value);
  };
  const pressed = (/** @type {Event} */ { target }) => {
    if (!(target instanceof HTMLElement)) return;
    if (target.matches("[data-close]")) panel.close();
    if (!target.matches("[data-reset]")) return;
    for (const name of ["contrast", "brightness"]) player.request(name, 100);
    player.say(player.word("reset"));
  };
  const escaped = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    panel.close();
  };
  const closed = () => opener?.focus();

  panel.addEventListener("input", moved);
  panel.addEventListener("change", chosen);
  panel.addEventListener("click", pressed);
  panel.addEventListener("keydown", escaped);
  panel.addEventListener("close", closed);
  fill(player, panel);
  stops.push(
    player.on("adjust", () => {
      if (panel.open) return panel.close();
      opener = /** @type {HTMLElement} */ (document.activeElement);
      panel.show();
      panel.scrollIntoView({ block: "nearest" });
    }),
  );
  return () => {
    for (const stop of stops) stop();
    panel.close();
  };
}

/**
 * Shows a state in a control; a list that has no such entry stays as it is.
 * @param {Player} player
 * @param {HTMLInputElement | HTMLSelectElement} control
 * @param {string} name
 */
function mirror(player, control, name) {
  return player.watch(name, (value) => {
    const text = String(value);
    const known =
      !(control instanceof HTMLSelectElement) ||
      Array.from(control.options).some((option) => option.value === text);
    if (known) control.value = text;
    const output = control.nextElementSibling;
    if (output instanceof HTMLOutputElement) output.value = percent(Number(value), document.documentElement.lang);
  });
}

/**
 * @param {EventTarget | null} target
 * @returns {target is HTMLInputElement | HTMLSelectElement}
 */
function named(target) {
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
}

/**
 * The voices that speak a language there are descriptions in.
 * @param {Player} player
 * @param {HTMLElement} panel
 */
async function fill(player, panel) {
  const list = /** @type {HTMLSelectElement | null} */ (panel.querySelector("[name=voice]"));
  if (!list) return;
  /** @type {NodeListOf<HTMLTrackElement>} */
  const tracks = player.querySelectorAll("track[kind=descriptions]");
  const languages = Array.from(tracks, ({ srclang }) => srclang.split("-")[0]);
  for (const { name, lang } of await voices()) {
    if (languages.includes(lang.split(/[-_]/)[0])) list.add(new Option(name, name));
  }
  list.value = player.state("voice");
}
