// @ts-check
// The entry: the components, and what is only useful with or without script. The page is complete
// before this runs; nothing here is needed to read or to watch.
import { CaptionsMenu } from "./components/captions-menu/captions-menu.js";
import { swap } from "./components/player/markup.js";
import { Player } from "./components/player/player.js";

customElements.define("legenda-captions-menu", CaptionsMenu);
customElements.define("legenda-player", Player);

// A player does this for itself, once it has found all it needs: until then its form stays.
for (const element of document.querySelectorAll("[data-with-script], [data-without-script]")) {
  if (!element.closest("legenda-player")) swap(element);
}
