// @ts-check
// What the reader wants of every video: asked of this one when it has it. What answers is loaded
// only then.
/** @import { Player } from "./player.js" */

const RECORDED = "[data-version^=described]";
const WISHES = [
  "descriptions", "sign", "clear", "contrast", "brightness", "spoken", "wait", "view",
];

/** @param {Player} player */
export function wishes(player) {
  for (const name of WISHES) {
    const button = player.querySelector(`[data-state=${name}]`);
    if (button) player.set(name, button.ariaPressed === "true");
  }
  const apply = () => {
    const { descriptions, describe = "recorded" } = player.preferences;
    // A recording takes the place of clear speech: what is seen is nowhere else.
    const recorded = descriptions && describe === "recorded" && player.querySelector(RECORDED);
    for (const name of WISHES) {
      const wish = name === "clear" && recorded ? false : player.preferences[name];
      const own = ["spoken", "wait", "view"].includes(name);
      if ((wish || own) && (wish || false) !== (player.state(name) ?? false)) {
        player.take(name, wish || false);
      }
    }
  };
  apply();
  document.addEventListener("legenda-preferences", apply);
  return () => document.removeEventListener("legenda-preferences", apply);
}
