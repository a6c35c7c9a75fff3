// @ts-check
// Drawn cues, all together: on the picture, where they make room for each other, or in a box
// outside it. Knows elements and their sizes; knows no clock and no track.
//
// Departures from WebVTT, for who reads large: text that finds no room is drawn smaller, where the
// specification drops it; a box grows with its text, and is never narrower than a word.
import { put, rectOf } from "./box.js";
import { made } from "./text.js";
/** @import { Cue } from "./box.js" */
/** @import { File } from "./file.js" */
/** @import { Rect } from "./place.js" */

/**
 * @typedef {"over" | "below" | "above"} Place
 * @typedef {Cue & { file?: File, rect?: Rect | null, size?: DOMRect }} Drawn
 */

const SMALLER = 0.85;
const SMALLEST = 0.1;
// WebVTT 1, 7.4: 5vh; browsers take the shorter side. Outside, the width alone decides: in full
// screen the height of that box changes the height of the picture.
const PART = 0.05;
const WIDE = 9 / 16;
// What stays free below the lowest line, in per cent of the picture's height: a twelfth (W3C, Media
// Accessibility User Requirements, CC-15). Half of it stays free above.
const MARGIN = 8.34;
// Of the height of the window, the most that text outside the picture takes.
const PAGE = 0.6;

export class Layout {
  #layer = made("div", "drawn");
  #outside = made("div", "outside");
  #sizes = new ResizeObserver(() => this.#resized());
  #screen;
  #picture;
  /** @type {Place} */
  #place = "over";
  #shown = false;
  /** @type {Drawn[]} */
  #drawn = [];
  /** @type {readonly Element[]} */
  #most = [];
  #area = { width: 0, height: 0 };
  #fit = 1;

  /** @param {HTMLElement} screen @param {HTMLElement} picture what the screen shows */
  constructor(screen, picture) {
    this.#screen = screen;
    this.#picture = picture;
    screen.append(this.#layer);
    this.place = "over";
    // The picture moves with the screen it is in the middle of, though its own size stays.
    for (const one of [screen, picture]) this.#sizes.observe(one);
  }

  get homes() {
    return [this.#layer, this.#outside];
  }

  get place() {
    return this.#place;
  }

  set place(/** @type {Place} */ place) {
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
        if (home.matches(".region")) one.file?.scroll(one);
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
    const probe = /** @type {HTMLElement} */ (this.#outside.cloneNode());
    probe.append(...most);
    this.#outside.after(probe);
    probe.style.minBlockSize = "";
    let fit = 1;
    do probe.style.setProperty("--cue-fit", String(fit));
    while (probe.offsetHeight > PAGE * innerHeight && (fit *= SMALLER) > SMALLEST);
    this.#outside.style.setProperty("--cue-fit", String(fit));
    this.#outside.style.minBlockSize = `${probe.offsetHeight}px`;
    probe.remove();
  }

  disconnect() {
    this.#sizes.disconnect();
    for (const home of this.homes) home.remove();
  }

  /** @param {Drawn} drawn */
  #home({ region, file, element }) {
    if (this.#place !== "over") return this.#outside;
    if (!region || !file) return this.#layer;
    const box = file.box(region, element.lang);
    if (!box.isConnected) this.#layer.append(box);
    return box;
  }

  /** The picture or the text may have another size: then all is placed again. */
  #resized() {
    const { offsetLeft, offsetTop, offsetWidth: width, offsetHeight: height } = this.#picture;
    const same = width === this.#area.width && height === this.#area.height;
    const over = this.#place === "over";
    const { style } = over ? this.#layer : this.#outside;
    style.setProperty("--cue-base", `${PART * (over ? Math.min(width, height) : WIDE * width)}px`);
    Object.assign(this.#layer.style, {
      left: `${offsetLeft}px`, top: `${offsetTop}px`, width: `${width}px`, height: `${height}px`,
    });
    if (same && !this.#drawn.some(changed)) return;
    this.#area = { width, height };
    if (!over) this.reserve(this.#most);
    this.#again(1);
    this.#settle();
  }

  /** @param {number} fit what all text that is placed anew is multiplied by */
  #again(fit) {
    this.#fit = fit;
    this.#layer.style.setProperty("--cue-fit", String(fit));
    for (const one of this.#drawn) one.rect = null;
  }

  /** Gives a place to what has none; where there is no room, to all again, and smaller. */
  #settle() {
    if (this.#place !== "over") this.#grow();
    else if (this.#fit < 1) this.#again(1);
    while (this.#place === "over" && !this.#putAll()) this.#again(this.#fit * SMALLER);
    for (const one of this.#drawn) one.size = one.element.getBoundingClientRect();
  }

  /** The box outside never shrinks while the same is shown. */
  #grow() {
    this.#outside.style.minBlockSize = `${this.#outside.offsetHeight}px`;
  }

  /** Whether all that is drawn has a place. */
  #putAll() {
    const crowded = this.#fit < SMALLEST;
    const scale = this.#number("--caption-size", 1);
    const margin = (this.#number("--caption-margin", MARGIN) / 100) * this.#area.height;
    return this.#drawn.every((one) => {
      const regions = Array.from(this.#layer.querySelectorAll(".region"), rectOf);
      const others = this.#drawn.flatMap(({ rect, region }) => (rect && !region ? rect : []));
      others.push(...regions);
      return (one.rect ??= put(one, { area: this.#area, margin, scale, others, crowded }));
    });
  }

  /** @param {string} property @param {number} otherwise */
  #number(property, otherwise) {
    const number = parseFloat(getComputedStyle(this.#layer).getPropertyValue(property));
    return Number.isNaN(number) ? otherwise : number;
  }
}

/** @param {Drawn} drawn */
function changed({ element, size }) {
  const { width, height } = element.getBoundingClientRect();
  return Math.hypot(width - (size?.width ?? 0), height - (size?.height ?? 0)) > 1;
}
