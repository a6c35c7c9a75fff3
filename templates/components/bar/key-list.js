// @ts-check
// The list of keys, as a dialog: `Shift+/` and the settings menu ask for it.
import { expected } from "../player/markup.js";
/** @import { Player } from "../player/player.js" */

/** @param {Player} player */
export function connect(player) {
  return player.on("keys", () => {
    const dialog = expected(document.body, "#key-list", HTMLDialogElement);
    // In full screen only what is inside the frame, or shown as modal, is seen.
    dialog.showModal();
  });
}
