// @ts-check
// What was saved on another page of ours holds on this one at once, for every player.
import { nearest } from "../player/choice.js";
import { adopt, preferences } from "./preferences.js";
/** @import { Player } from "../player/player.js" */

/**
 * What a page says of the reader's preferences holds for this one too.
 * @param {Document} page
 */
export function hold(page) {
  const before = { ...preferences };
  adopt(JSON.parse(page.body.dataset.preferences ?? "{}"));
  const { motion } = page.documentElement.dataset;
  if (motion) document.documentElement.dataset.motion = motion;
  else delete document.documentElement.dataset.motion;
  for (const player of document.querySelectorAll("legenda-player")) {
    apply(/** @type {Player} */ (player), before);
  }
  document.dispatchEvent(new CustomEvent("legenda-preferences"));
}

/**
 * @param {Player} player
 * @param {Record<string, any>} before  what the reader preferred until now
 */
function apply(player, before) {
  const {
    second = "", place = "over", speed = 100, controls = "ours",
    descriptions = false, sign = false, clear = false, transcript = false,
  } = preferences;
  /** @type {Record<string, any>} */
  const states = {
    second: nearest(second, [...player.tracks.keys()]) ?? "",
    native: controls === "native",
    place, speed, descriptions, sign, clear, transcript,
  };
  const chosen = ["captions", "languages", "kind"];
  if (chosen.some((name) => String(before[name]) !== String(preferences[name]))) {
    states.captions = captions(player);
  }
  for (const [name, value] of Object.entries(states)) {
    // What a player has never done is off.
    if ((player.state(name) ?? false) !== value) player.take(name, value);
  }
}

/**
 * The captions that the reader now wants of a video.
 * @param {Player} player
 */
function captions({ tracks }) {
  const { captions, languages = [], kind } = preferences;
  if (captions === false) return "off";
  const known = [...tracks.keys()];
  const wanted = [...languages, ...navigator.languages, ...known];
  const found = wanted.map((one) => nearest(kind ? `${one}.${kind}` : one, known));
  return found.find(Boolean) ?? "off";
}
