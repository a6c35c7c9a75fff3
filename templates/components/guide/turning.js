// @ts-check
// “Turn captions on for me” on a page with players: done at once, and said by the player.
import { OFF } from "../player/choice.js";
/** @import { Player } from "../player/player.js" */

/** @param {HTMLFormElement} form  what does it without script, and where no player is ours */
export function turnOn(form) {
  const players = /** @type {NodeListOf<Player>} */ (document.querySelectorAll("legenda-player"));
  const player = [...players].find(({ media, tracks }) => media && tracks.size);
  if (!player) return form.submit();
  // On already is said again, and kept.
  if (player.captions === OFF) player.request("captions-toggle");
  else player.request("captions", player.captions);
  player.frame.focus();
}
