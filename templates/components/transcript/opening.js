// @ts-check
// The transcript opens when it is asked for, here or by a control of the player. What an open one
// can do is loaded then.
import { expected } from "../player/markup.js";
/** @import { Player } from "../player/player.js" */

/**
 * @param {Player} player
 * @param {HTMLDetailsElement} details
 */
export function connect(player, details) {
  const summary = expected(details, "summary", HTMLElement);
  /** @type {Promise<() => void> | undefined} */
  let following;
  const show = () => {
    player.set("transcript", details.open);
    if (!details.open) return;
    following ??= import("./following.js").then(({ connect }) => connect(player, details));
  };
  const toggle = () => {
    details.open = !details.open;
    player.request("prefer", { transcript: details.open });
  };
  const ask = (/** @type {Event} */ event) => {
    event.preventDefault();
    player.request("transcript");
  };
  summary.addEventListener("click", ask);
  details.addEventListener("toggle", show);
  show();
  const unheard = player.on("transcript", toggle);
  return async () => {
    summary.removeEventListener("click", ask);
    details.removeEventListener("toggle", show);
    unheard();
    (await following)?.();
  };
}
