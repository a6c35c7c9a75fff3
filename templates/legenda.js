// @ts-check
// The entry: the components, and what is only useful with or without script. The page is complete
// before this runs; nothing here is needed to read or to watch.
import { Menu } from "./components/menu/menu.js";
import { swap } from "./components/player/markup.js";
import { Player } from "./components/player/player.js";

customElements.define("legenda-menu", Menu);
customElements.define("legenda-player", Player);

// A player does this for itself, once it has found all it needs: until then its form stays.
for (const element of document.querySelectorAll("[data-with-script], [data-without-script]")) {
  if (!element.closest("legenda-player")) swap(element);
}

// A link to what only script reveals opens it; without script it leads to the form instead.
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("a[data-opens]");
  const menu = link && document.getElementById(link.getAttribute("data-opens") ?? "");
  if (!(menu instanceof Menu)) return;
  event.preventDefault();
  menu.open();
});

document.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (!form.matches(".turn-on")) return;
  event.preventDefault();
  import("./components/guide/turning.js").then(({ turnOn }) => turnOn(form), () => form.submit());
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => print());
}

/** @type {HTMLDetailsElement | null} */
const languages = document.querySelector(".languages details");
languages?.addEventListener(
  "toggle",
  () => import("./components/languages/languages.js").then(({ closing }) => closing(languages)),
  { once: true },
);

/** @type {HTMLFormElement | null} */
const form = document.querySelector("form.preferences");
if (form) import("./components/preferences/form.js").then(({ enhance }) => enhance(form));
