// @ts-check
// The player: a layer over the browser's own <video>, <audio> or a provider's frame. It knows
// requests and states, and neither buttons nor what answers: a control asks with the event
// `legenda-request`, a module answers with `on`, and what has become true is told with `set`.
// Without it, or when a part of it fails, the page and the browser's own player are still there.
import { aloud } from "../bar/aloud.js";
import { bar } from "../bar/bar.js";
import { keys } from "../bar/keys.js";
import { preferences, save } from "../preferences/preferences.js";
import { captioning } from "./captioning.js";
import { chapters } from "./chapters.js";
import { framing } from "./framing.js";
import { expected, swap } from "./markup.js";
import { playback } from "./playback.js";
import { wishes } from "./wishes.js";

/** What holds for every player of the page, wherever it was asked for. */
const SHARED = new Set(["captions", "second", "place", "descriptions", "sign", "clear", "native"]);

// How long words have to be away before they are new, in milliseconds.
const AWAY = 100;
/** What was said last, by any player. */
let lastSaid = "";

/** @typedef {(value?: any, here?: boolean) => void} Answer `here`: asked of this very player */

export class Player extends HTMLElement {
  /** @type {HTMLMediaElement} set by the part of an embed where there is no element of ours */
  media = /** @type {any} */ (null);
  /** @type {HTMLMediaElement | null} what is heard, where that is not `media` itself */
  sound = null;
  /** @type {Map<string, TextTrack>} what chooses a track that is read → the track */
  tracks = new Map();
  /** @type {Map<string, HTMLTrackElement>} */
  elements = new Map();
  preferences = preferences;
  /** @type {Map<string, Answer>} */
  #answers = new Map();
  /** @type {Map<string, any>} */
  #states = new Map();
  /** @type {(() => void)[]} */
  #stops = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #saying;

  connectedCallback() {
    this.media = /** @type {any} */ (this.querySelector("video, audio"));
    this.addEventListener("legenda-request", this.#asked);
    document.addEventListener("legenda-shared", this.#shared);
    this.on("prefer", save);
    if (this.media) {
      expected(this, "[role=status]", HTMLElement);
      for (const connect of [playback, captioning, framing, chapters, bar, keys, aloud]) {
        this.#keep(connect(this));
      }
      this.querySelectorAll("[data-with-script], [data-without-script]").forEach(swap);
    }
    void this.#awakenAll();
  }

  disconnectedCallback() {
    this.removeEventListener("legenda-request", this.#asked);
    document.removeEventListener("legenda-shared", this.#shared);
    for (const stop of this.#stops.splice(0)) stop();
  }

  get frame() {
    return expected(this, ".frame", HTMLElement);
  }

  get screen() {
    return expected(this, ".screen", HTMLElement);
  }

  /** The captions that are shown: what chooses them, or "off". */
  get captions() {
    return this.state("captions") ?? "off";
  }

  /** The second language that is shown, or "". */
  get second() {
    return this.state("second") ?? "";
  }

  /**
   * @param {string} name
   * @param {any} [value]
   */
  request(name, value) {
    this.dispatchEvent(new CustomEvent("legenda-request", { detail: { name, value } }));
  }

  /**
   * Does what was asked elsewhere: as a request, but neither said here nor kept.
   * @param {string} name
   * @param {any} [value]
   */
  take(name, value) {
    this.#answers.get(name)?.(value, false);
  }

  /**
   * Answers a request; returns what stops that.
   * @param {string} name
   * @param {Answer} answer
   */
  on(name, answer) {
    this.#answers.set(name, answer);
    return () => void this.#answers.delete(name);
  }

  /** @param {string} name */
  state(name) {
    return this.#states.get(name);
  }

  /**
   * Tells what has become true.
   * @param {string} name
   * @param {any} value
   */
  set(name, value) {
    if (this.#states.get(name) === value) return;
    this.#states.set(name, value);
    this.setAttribute(`data-${name}`, String(value));
    this.dispatchEvent(new CustomEvent("legenda-state", { detail: { name, value } }));
  }

  /**
   * Calls back now, where the state is known, and whenever it changes; returns what stops that.
   * @param {string} name
   * @param {(value: any) => void} callback
   */
  watch(name, callback) {
    const told = (/** @type {any} */ event) => {
      if (event.detail.name === name) callback(event.detail.value);
    };
    if (this.#states.has(name)) callback(this.#states.get(name));
    this.addEventListener("legenda-state", told);
    return () => this.removeEventListener("legenda-state", told);
  }

  /**
   * Says what the viewer has changed; a page that loads is quiet.
   * @param {string | undefined} text
   * @param {"polite" | "off"} live  off: it is written and not spoken
   */
  say(text, live = "polite") {
    if (!text) return;
    clearTimeout(this.#saying);
    const status = expected(this, "[role=status]", HTMLElement);
    const aloud = live === "polite";
    const again = aloud && status.textContent?.trim() === text;
    // The same words are news again if they have been away and come as other words: a space that
    // nobody sees makes them so.
    if (aloud) lastSaid = lastSaid === text ? `${text}\u00a0` : text;
    if (again || !aloud) status.textContent = "";
    expected(this, ".unspoken", HTMLElement).textContent = aloud ? "" : text;
    if (!aloud) return;
    const news = lastSaid;
    this.#saying = setTimeout(() => (status.textContent = news), again ? AWAY : 0);
  }

  /** What stands in the status is no news any more, wherever it goes. */
  hush() {
    this.say(expected(this, "[role=status]", HTMLElement).textContent?.trim(), "off");
  }

  /**
   * The words of the page for a script, with what is in braces replaced.
   * @param {string} name
   * @param {Record<string, string | number>} [values]
   */
  word(name, values = {}) {
    const holder = this.closest(`[data-word-${name}]`) ?? this.querySelector(`[data-word-${name}]`);
    const words = holder?.getAttribute(`data-word-${name}`) ?? "";
    const written = (/** @type {string | number} */ value) =>
      typeof value === "number" ? value.toLocaleString(document.documentElement.lang) : value;
    return words.replace(/\{(\w+)\}/g, (_, key) => written(values[key]));
  }

  #asked = (/** @type {any} */ event) => {
    event.stopPropagation();
    const { name } = event.detail;
    // Turned on here is turned on everywhere, whatever the others were.
    const value = event.detail.value ?? (SHARED.has(name) ? !this.state(name) : undefined);
    this.#answers.get(name)?.(value, true);
    if (!SHARED.has(name)) return;
    const detail = { from: this, name, value };
    document.dispatchEvent(new CustomEvent("legenda-shared", { detail }));
  };

  #shared = (/** @type {any} */ event) => {
    const { from, name, value } = event.detail;
    if (from !== this) this.take(name, value);
  };

  /** @param {(() => void) | void} stop */
  #keep(stop) {
    if (stop) this.#stops.push(stop);
  }

  /** The parts of this player; that of a provider's frame first, as it brings what plays. */
  async #awakenAll() {
    const frame = this.querySelector("iframe[data-part]");
    if (frame) await this.#awaken(frame)?.catch(() => {});
    for (const element of this.querySelectorAll("[data-part]")) {
      if (element !== frame) void this.#awaken(element);
    }
    this.#keep(wishes(this));
  }

  /** @param {Element} element */
  #awaken(element) {
    const load = async () => {
      const part = await import(`../${element.getAttribute("data-part")}.js`);
      this.#keep(await part.connect(this, element));
    };
    const names = element.getAttribute("data-part-on")?.split(" ") ?? [];
    if (!names.length) return load();
    for (const name of names) {
      this.on(name, async (value, here) => {
        for (const one of names) this.#answers.delete(one);
        try {
          await load();
        } catch (error) {
          this.#awaken(element);
          if (here) this.say(this.word("part"));
          throw error;
        }
        this.#answers.get(name)?.(value, here);
      });
    }
    return undefined;
  }
}
