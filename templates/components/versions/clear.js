// @ts-check
// Clear speech on or off.
import { settings } from "../adjusting/settings.js";
import { change, versions } from "./versions.js";
/** @import { Player } from "../player/player.js" */

/** @param {Player} player */
export function connect(player) {
  settings(player);
  versions(player);
  player.on("clear", async (on, here) => {
    const plays = await change(player, on ? "clear" : "main");
    if (plays === undefined || !here) return;
    player.say(player.word(plays ? `clear-${on}` : "clear-broken"));
    if (plays) player.request("prefer", { clear: on });
  });
  // Another version takes its place.
  return player.watch("version", (role) => player.set("clear", role === "clear"));
}
