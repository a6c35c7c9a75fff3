// @ts-check
// The caption button and its menu (WAI-ARIA, menu button pattern). Knows its items and no video:
// it asks with the event `legenda-captions`, and is told by `value`.
import { expected } from "../player/markup.js";
import { place, typeahead } from "./keys.js";

// How long a pause ends a word that is being typed, in milliseconds.
const PAUSE = 600;

export class CaptionsMenu extends HTMLElement {
  #typed = "";
  #typedAt = 0;

  connectedCallback() {
    this.#button.addEventListener("click", this.#toggle);
    this.#button.addEventListener("keydown", this.#openWithKey);
    this.#menu.addEventListener("click", this.#choose);
    this.#menu.addEventListener("keydown", this.#move);
    this.addEventListener("focusout", this.#leave);
    this.value = this.getAttribute("value") ?? "";
  }

  /** What is shown: the value of the checked item. */
  get value() {
    return this.getAttribute("value") ?? "";
  }

  set value(value) {
    this.setAttribute("value", value);
    for (const item of this.#items) {
      item.setAttribute("aria-checked", String(item.value === value));
    }
    const shown = expected(this, "[data-shown]", HTMLElement);
    const { lang, dir, textContent } = expected(this.#checked, "span", HTMLElement);
    Object.assign(shown, { lang, dir, textContent });
  }

  /** The sentence that says what is shown, in the page's language. */
  get said() {
    return this.#checked.dataset.said ?? "";
  }

  get #button() {
    return expected(this, "button[aria-haspopup=menu]", HTMLButtonElement);
  }

  get #menu() {
    return expected(this, "[role=menu]", HTMLElement);
  }

  get #items() {
    expected(this.#menu, "button[role=menuitemradio]", HTMLButtonElement);
    return Array.from(this.#menu.querySelectorAll("button"));
  }

  get #checked() {
    return this.#items.find((item) => item.value === this.value) ?? this.#items[0];
  }

  #toggle = () => (this.#menu.hidden ? this.#open() : this.#close());

  #openWithKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    this.#open();
  };

  #open() {
    this.#menu.hidden = false;
    this.#button.setAttribute("aria-expanded", "true");
    // As little scrolling as can be: the picture should stay in sight.
    this.#checked.focus({ preventScroll: true });
    this.#menu.scrollIntoView({ block: "nearest" });
  }

  #close({ focus = true } = {}) {
    this.#menu.hidden = true;
    this.#button.setAttribute("aria-expanded", "false");
    if (focus) this.#button.focus();
  }

  #leave = (/** @type {FocusEvent} */ event) => {
    const to = event.relatedTarget;
    if (!this.#menu.hidden && !(to instanceof Node && this.contains(to))) {
      this.#close({ focus: false });
    }
  };

  #choose = (/** @type {Event} */ event) => {
    const item = event.target instanceof Element && event.target.closest("button");
    if (!item) return;
    this.#close();
    const detail = { captions: item.value };
    this.dispatchEvent(new CustomEvent("legenda-captions", { bubbles: true, detail }));
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
    items[to].focus();
  };

  /**
   * @param {KeyboardEvent} event
   * @param {HTMLButtonElement[]} items
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
    return typeahead(this.#typed, items.map((item) => item.textContent ?? ""), at);
  }
}
