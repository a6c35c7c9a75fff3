// @ts-check
// What is said of a change that was asked for here by keyboard or by a tool that presses buttons.
// Knows which requests have something to say; nothing where the control that has the focus says it.
import { percent, spoken } from "./time.js";
/** @import { Player } from "../player/player.js" */

/**
 * The state that a request changes, where the page has words for it: `data-word-NAME`.
 * @type {Record<string, string>}
 */
const TOLD = {
  play: "playing", mute: "muted", louder: "volume", faster: "speed", speed: "speed",
  step: "seek", start: "seek", end: "seek",
};

/** @param {Player} player */
export function aloud(player) {
  const { media } = player;
  const { lang } = document.documentElement;
  let expecting = "";

  const asked = (/** @type {any} */ { detail }) => {
    if (!(detail.name in TOLD)) return;
    // Whoever pointed at it sees what has become of it.
    const pointed = !document.activeElement?.matches(":focus-visible");
    expecting = pointed ? "" : TOLD[detail.name];
  };
  const tell = (/** @type {string} */ name, /** @type {string} */ words) => {
    if (name !== expecting) return;
    expecting = "";
    if (!document.activeElement?.matches(`[data-state=${name}], [name=${name}]`)) player.say(words);
  };
  const told = (/** @type {any} */ { detail: { name, value } }) =>
    tell(name, player.word(`${name}-${value}`) || player.word(name, { share: percent(value, lang) }));
  const sought = () => tell("seek", spoken(media.currentTime, lang));

  player.addEventListener("legenda-request", asked, true);
  player.addEventListener("legenda-state", told);
  media.addEventListener("seeked", sought);
  return () => {
    player.removeEventListener("legenda-request", asked, true);
    player.removeEventListener("legenda-state", told);
    media.removeEventListener("seeked", sought);
  };
}
