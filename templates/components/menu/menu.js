// @ts-check
// A button with a menu (WAI-ARIA, menu button pattern), or a menu that another one opens. It knows
// its items and no video: an item asks for what its `data-request` names.
import { expected } from "../player/markup.js";
import { place, typeahead } from "./keys.js";

// How long a pause ends a word that is being typed, in milliseconds.
const PAUSE = 600;

export class Menu extends HTMLElement {
  #typed = "";
  #typedAt = 0;
  /** @type {HTMLElement | null} where the focus goes back to */
  #opener = null;

  connectedCallback() {
    this.#button?.addEventListener("click", this.#toggle);
    this.#button?.addEventListener("keydown", this.#openWithKey);
    this.#menu.addEventListener("click", this.#choose);
    this.#menu.addEventListener("keydown", this.#move);
    this.addEventListener("focusout", this.#leave);
  }

  get #button() {
    return /** @type {HTMLButtonElement | null} */ (this.querySelector("[aria-haspopup=menu]"));
  }

  get #menu() {
    return expected(this, "[role=menu]", HTMLElement);
  }

  get #items() {
    const items = this.#menu.querySelectorAll("[role^=menuitem]:not([hidden])");
    return /** @type {HTMLElement[]} */ (Array.from(items));
  }

  /**
   * Shows the menu, with the focus on what is checked in it.
   * @param {HTMLElement | null} opener
   */
  open(opener = this.#button) {
    this.#opener = opener;
    this.#menu.hidden = false;
    this.#button?.setAttribute("aria-expanded", "true");
    this.#stayInside();
    const items = this.#items;
    // As little scrolling as can be: the picture should stay in sight.
    const first = items.find((item) => item.ariaChecked === "true") ?? items[0];
    this.#menu.scrollIntoView({ block: "nearest" });
    if (!first) return;
    this.#go(first, { preventScroll: true });
    first.scrollIntoView({ block: "nearest" });
  }

  /**
   * One item is a Tab stop, that which has the focus.
   * @param {HTMLElement} item
   * @param {FocusOptions} [how]
   */
  #go(item, how) {
    for (const one of this.#items) one.tabIndex = one === item ? 0 : -1;
    item.focus(how);
  }

  /** A menu that would leave the page at one side opens towards the other. */
  #stayInside() {
    this.removeAttribute("data-towards-start");
    const { left, right } = this.#menu.getBoundingClientRect();
    const outside = left < 0 || right > document.documentElement.clientWidth;
    this.toggleAttribute("data-towards-start", outside);
  }

  #toggle = () => (this.#menu.hidden ? this.open() : this.#close());

  #openWithKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    this.open();
  };

  #close({ focus = true } = {}) {
    this.#menu.hidden = true;
    this.#button?.setAttribute("aria-expanded", "false");
    if (focus) this.#opener?.focus();
  }

  #leave = (/** @type {FocusEvent} */ event) => {
    const to = event.relatedTarget;
    if (!this.#menu.hidden && !(to instanceof Node && this.contains(to))) {
      this.#close({ focus: false });
    }
  };

  #choose = (/** @type {MouseEvent} */ event) => {
    const item = event.target instanceof Element && event.target.closest("[role^=menuitem]");
    if (!(item instanceof HTMLElement)) return;
    const { request } = item.dataset;
    if (!request) return; // a link goes where it leads
    this.#close();
    const detail = { name: request, value: item.getAttribute("value") ?? undefined };
    this.dispatchEvent(new CustomEvent("legenda-request", { bubbles: true, detail }));
  };

  #move = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape") {
      event.preventDefault();
      this.#close();
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const items = this.#items;
    const at = items.findIndex((item) => item === document.activeElement);
    const to = place(event.key, at, items.length) ?? this.#named(event, items, at);
    if (to === null) return;
    event.preventDefault();
    this.#go(items[to]);
  };

  /**
   * @param {KeyboardEvent} event
   * @param {HTMLElement[]} items
   * @param {number} at
   */
  #named(event, items, at) {
    // A space alone presses the item; within a word it belongs to the word.
    if (event.key.length !== 1) return null;
    const now = event.timeStamp;
    if (now - this.#typedAt > PAUSE) this.#typed = "";
    if (event.key === " " && !this.#typed) return null;
    this.#typed += event.key;
    this.#typedAt = now;
    // A language is found by its own name, its name in the page's language and its tag.
    const names = items.map((item) => [item.textContent ?? "", ...(item.dataset.also ?? "").split("|")]);
    return typeahead(this.#typed, names, at);
  }
}
