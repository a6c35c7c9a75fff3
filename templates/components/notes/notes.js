// @ts-check
// Side notes: the one that belongs to what is played is marked and told beside their name, by
// nothing that speaks; while they are open, the video waits.
/** @import { Player } from "../player/player.js" */

const NAME = "notes";

/**
 * @param {Player} player
 * @param {HTMLDetailsElement} element
 */
export function connect(player, element) {
  const { media } = player;
  const all = /** @type {HTMLElement[]} */ ([...element.querySelectorAll("li")]);
  const told = /** @type {HTMLElement} */ (element.querySelector(".noted"));

  const ticked = () => {
    const now = media.currentTime * 1000;
    const current = all.filter(
      ({ dataset }) => Number(dataset.from) <= now && now < Number(dataset.to),
    );
    for (const one of all) {
      if (current.includes(one)) one.setAttribute("aria-current", "true");
      else one.removeAttribute("aria-current");
    }
    // Open, they are there already.
    const words = element.open ? [] : current.map((one) => one.querySelector("span"));
    const same = words.map((one) => one?.textContent).join(" ");
    if (told.textContent === same) return;
    told.textContent = same;
    for (const name of ["lang", "dir"]) {
      told.setAttribute(name, words[0]?.getAttribute(name) ?? "");
      if (!told.getAttribute(name)) told.removeAttribute(name);
    }
  };
  const toggled = () => {
    if (element.open && player.state("playing")) player.say(player.word(NAME));
    player.request(element.open ? "hold" : "free", NAME);
    ticked();
  };
  const pressed = (/** @type {MouseEvent} */ event) => {
    const link = event.target instanceof Element && event.target.closest("[data-start]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    player.request("seek", Number(link.getAttribute("data-start")) / 1000);
  };

  element.addEventListener("toggle", toggled);
  element.addEventListener("click", pressed);
  for (const name of ["timeupdate", "seeking"]) media.addEventListener(name, ticked);
  ticked();
  return () => {
    element.removeEventListener("toggle", toggled);
    element.removeEventListener("click", pressed);
    for (const name of ["timeupdate", "seeking"]) media.removeEventListener(name, ticked);
  };
}
