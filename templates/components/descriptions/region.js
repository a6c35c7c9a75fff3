// @ts-check
// A text in a live region: for a screen reader, a braille line, or eyes. Nothing is spoken by us.
import { duration } from "./timing.js";

export class Region {
  #element;
  #hush = () => {};

  /** @param {HTMLElement} element */
  constructor(element) {
    this.#element = element;
    // What is described is over soon: it cannot wait for what else there is to say.
    element.ariaLive = "assertive";
    element.dir = "auto";
  }

  /** Only what is there already is heard when it changes. */
  open() {
    this.#element.hidden = false;
  }

  close() {
    this.#hush();
    this.#element.textContent = "";
    this.#element.hidden = true;
  }

  /**
   * @param {string} text
   * @param {string} lang
   * @returns {Promise<boolean>} when it should have been read
   */
  tell(text, lang) {
    this.#element.lang = lang;
    this.#element.textContent = text;
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(true), duration(text));
      this.#hush = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
  }

  /** The text stays: who reads it with a finger may not be at its end. */
  hush() {
    this.#hush();
  }
}
