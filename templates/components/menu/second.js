// @ts-check
// The menu of a second language: made of the items of the first one when it is asked for.
import { Menu } from "./menu.js";
/** @import { Player } from "../player/player.js" */

/**
 * @param {Player} player
 * @param {Element} menu
 */
export function connect(player, menu) {
  const items = menu.querySelector("[role=menu]");
  for (const item of player.querySelectorAll("[data-request=captions]:not([value=off])")) {
    const copy = /** @type {HTMLElement} */ (item.cloneNode(true));
    copy.dataset.request = "second";
    copy.ariaChecked = String(copy.getAttribute("value") === player.second);
    items?.append(copy);
  }
  return player.on("second-menu", () => {
    for (const item of /** @type {NodeListOf<HTMLElement>} */ (menu.querySelectorAll("[value]"))) {
      item.hidden = item.getAttribute("value") === player.captions;
    }
    const opener = player.querySelector("[id$=-languages-button]");
    if (menu instanceof Menu && opener instanceof HTMLElement) menu.open(opener);
  });
}
