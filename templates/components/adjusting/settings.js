// @ts-check
// What a viewer sets of descriptions, sign language, sound and picture: kept as states of the
// player, for whoever they concern to watch, and as preferences where there is one.
import { sheet } from "../player/sheet.js";
/** @import { Player } from "../player/player.js" */

await sheet("components/adjusting/adjusting.css");

/**
 * By the names of the preferences, what holds as long as nobody has chosen.
 * @type {Record<string, string | number>}
 */
const KEPT = {
  describe: "recorded", voice: "", voice_rate: 100, voice_volume: 100,
  sign_place: "beside", contrast: 100, brightness: 100,
};
/**
 * What holds for this player on this page.
 * @type {Record<string, string | number>}
 */
const HERE = {
  "describe-language": "", "sign-language": "", "sign-corner": "top-right", "sign-size": "medium", others: 0,
};

const USUAL = { ...KEPT, ...HERE };
const PICTURE = ["contrast", "brightness"];

/** @type {WeakSet<Player>} */
const settled = new WeakSet();

/**
 * Brings the states of a player in line with the preferences, and answers for them from now on.
 * @param {Player} player
 */
export function settings(player) {
  if (settled.has(player)) return;
  settled.add(player);
  const read = () => {
    for (const [name, usual] of Object.entries(KEPT)) {
      player.set(name, player.preferences[name] ?? usual);
    }
  };
  for (const [name, usual] of Object.entries(HERE)) player.set(name, usual);
  read();
  for (const [name, usual] of Object.entries(USUAL)) {
    player.on(name, (value, here) => {
      player.set(name, typeof usual === "number" ? Number(value) : value);
      if (!here || !(name in KEPT)) return;
      player.request("prefer", { [name]: player.state(name) });
      document.dispatchEvent(new CustomEvent("legenda-preferences"));
    });
  }
  for (const name of PICTURE) {
    player.watch(name, (percent) => player.style.setProperty(`--${name}`, `${percent}%`));
  }
  document.addEventListener("legenda-preferences", read);
}

/** The part that a wish for another contrast or brightness wakes. */
export { settings as connect };
