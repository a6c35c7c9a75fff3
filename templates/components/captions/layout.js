// @ts-check
// Drawn cues, all together: on the picture, where they make room for each other, or in a box outside
// it. Knows elements and their sizes; knows no clock and no track.
//
// Two departures from WebVTT, for who reads large: text that finds no room is drawn smaller, where
// the specification drops it; and text larger than usual gets a box larger than the author's.
import { put, rectOf } from "./box.js";
import { made } from "./text.js";

/**
 * @typedef {import("./box.js").Cue & { file?: import("./file.js").File,
 *   rect?: import("./box.js").Rect, size?: DOMRect }} Drawn
 */

const SMALLER = 0.85;
const SMALLEST = 0.1;
// WebVTT 1, 7.4: 5vh; browsers take the shorter side. Outside, the width alone decides: in full
// screen the box's own height changes that of the picture.
const PART = 0.05;
const WIDE = 9 / 16;
// Of the height of the window, the most that text outside the picture takes.
const PAGE = 0.6;

export class Layout {
  #layer = made("div", "drawn");
  #outside = made("div", "outside");
  #sizes = new ResizeObserver(() => this.#resized());
  #screen;
  /** @type {"over" | "below" | "above"} */
  #place = "over";
  #shown = false;
  /** @type {Drawn[]} */
  #drawn = [];
  /** @type {readonly Element[]} */
  #most = [];
  #area = { width: 0, height: 0 };
  #fit = 1;

  /** @param {HTMLElement} screen */
  constructor(screen) {
    this.#screen = screen;
    screen.append(this.#layer);
    this.place = "over";
    this.#sizes.observe(screen);
  }

  get homes() {
    return [this.#layer, this.#outside];
  }

  get place() {
    return this.#place;
  }

  set place(/** @type {"over" | "below" | "above"} */ place) {
    this.#place = place;
    this.#screen[place === "above" ? "before" : "after"](this.#outside);
    this.shown = this.#shown;
  }

  /** Whether there is anything to show, be it later. @param {boolean} shown */
  set shown(shown) {
    this.#shown = shown;
    this.#layer.hidden = !shown || this.#place !== "over";
    this.#outside.hidden = !shown || this.#place === "over";
    this.#resized();
  }

  /**
   * Draws `drawn`, in this order; those that are there already stay where they are.
   * @param {readonly Drawn[]} drawn
   */
  add(drawn) {
    this.#drawn = [...this.#drawn.filter((one) => !drawn.includes(one)), ...drawn];
    /** @type {Map<Element, Element>} */
    const next = new Map();
    for (const one of [...drawn].reverse()) {
      const home = this.#home(one);
      if (!one.element.isConnected) {
        home.insertBefore(one.element, next.get(home) ?? null);
        this.#sizes.observe(one.element);
        if (home.matches(".region") && one.region?.scroll) one.file?.scroll(one.element);
      }
      next.set(home, one.element);
    }
    this.#settle();
  }

  /** @param {Drawn} drawn */
  remove({ element }) {
    this.#drawn = this.#drawn.filter((one) => one.element !== element);
    this.#sizes.unobserve(element);
    const home = element.parentElement;
    element.remove();
    if (home?.matches(".region:empty")) home.remove();
  }

  /**
   * Keeps room outside for the most there will be, so that nothing moves when it comes; text is
   * made smaller when it would leave no room for the picture.
   * @param {readonly Element[]} most
   */
  reserve(most) {
    this.#most = most;
    const outside = this.#outside;
    const drawn = [...outside.children];
    outside.replaceChildren(...most);
    outside.style.minBlockSize = "";
    let fit = 1;
    do outside.style.setProperty("--cue-fit", String(fit));
    while (outside.offsetHeight > PAGE * innerHeight && (fit *= SMALLER) > SMALLEST);
    outside.style.minBlockSize = `${outside.offsetHeight}px`;
    outside.replaceChildren(...drawn);
  }

  disconnect() {
    this.#sizes.disconnect();
    for (const home of this.homes) home.remove();
  }

  /** @param {Drawn} drawn @returns {HTMLElement} */
  #home({ region, file, element }) {
    if (this.#place !== "over") return this.#outside;
    if (!region || !file) return this.#layer;
    return this.#layer.appendChild(file.box(region, element.lang));
  }

  /** The picture or the text has another size: all is placed again. */
  #resized() {
    const { clientWidth: width, clientHeight: height } = this.#screen;
    const same = width === this.#area.width && height === this.#area.height;
    if (same && !this.#drawn.some(changed)) return;
    this.#area = { width, height };
    this.#layer.style.setProperty("--cue-base", `${PART * Math.min(width, height)}px`);
    this.#outside.style.setProperty("--cue-base", `${PART * WIDE * width}px`);
    if (this.#place !== "over") this.reserve(this.#most);
    this.#again(1);
    this.#settle();
  }

  /** @param {number} fit how much smaller than asked for text is */
  #again(fit) {
    this.#fit = fit;
    this.#layer.style.setProperty("--cue-fit", String(fit));
    for (const one of this.#drawn) one.rect = undefined;
  }

  /** Gives a place to what has none; where there is no room, to all again, and smaller. */
  #settle() {
    if (this.#place !== "over") {
      // Outside, the box never shrinks while the same is shown.
      this.#outside.style.minBlockSize = `${this.#outside.offsetHeight}px`;
    } else {
      if (this.#fit < 1) this.#again(1);
      while (!this.#putAll()) this.#again(this.#fit * SMALLER);
    }
    for (const one of this.#drawn) one.size = one.element.getBoundingClientRect();
  }

  /** Whether all that is drawn has a place. */
  #putAll() {
    const crowded = this.#fit < SMALLEST;
    const scale = this.#number("--caption-size", 1);
    const margin = (this.#number("--caption-margin", 0) / 100) * this.#area.height;
    for (const one of this.#drawn) {
      const others = this.#drawn.flatMap(({ rect }) => rect ?? []);
      others.push(...Array.from(this.#layer.querySelectorAll(".region"), rectOf));
      one.rect ??= put(one, { area: this.#area, margin, scale, others, crowded }) ?? undefined;
      if (!one.rect) return false;
    }
    return true;
  }

  /** @param {string} property @param {number} otherwise */
  #number(property, otherwise) {
    return parseFloat(getComputedStyle(this.#layer).getPropertyValue(property)) || otherwise;
  }
}

/** @param {Drawn} drawn */
function changed({ element, size }) {
  const { width, height } = element.getBoundingClientRect();
  return Math.hypot(width - (size?.width ?? 0), height - (size?.height ?? 0)) > 1;
}
