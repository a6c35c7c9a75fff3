// @ts-check
// Captions drawn as text of the page, over the picture or outside it. Knows the tracks it is told
// to show, their cues and the clock of their medium; knows no menu, no preference, no player.
//
// To assistive technology it is text like any other, after the picture: it can be touched, read and
// copied, and says nothing by itself. It is no live region: who can hear would hear it all twice.
//
// What a reader chooses of its look comes as custom properties: see captions.css.
import { sheet } from "../player/sheet.js";
import { Layout } from "./layout.js";
import { text } from "./text.js";

/** @import { File } from "./file.js" */
/** @import { Drawn, Place } from "./layout.js" */

/**
 * @typedef {{ track: TextTrack, lang: string, dir: string, regions?: string | URL }} Shown
 *   `regions`: where the file is, when it says more than the cues of every browser do
 * @typedef {{ cue: VTTCue, shown: Shown, number: number }} Active
 */

await sheet("components/captions/captions.css");

const EVENTS = "play playing pause seeking seeked ratechange timeupdate ended emptied".split(" ");
// Timers run a little early; nothing is drawn more often than the picture.
const FRAME = 16;
const MINUTE = 60_000;
/** What an end of a line counts for, in letters. */
const LINE = 30;

export class Drawing {
  #end = new AbortController();
  #heard = new AbortController();
  #layout;
  #media;
  /** @type {readonly Shown[]} */
  #shown = [];
  /** @type {Map<VTTCue, Drawn>} */
  #drawn = new Map();
  /** @type {Map<TextTrack, File>} */
  #files = new Map();
  #begun = false;
  #timer = 0;
  #counted = 0;

  /**
   * @param {HTMLElement} screen what the picture fills
   * @param {EventTarget & Pick<HTMLMediaElement,
   *   "currentTime" | "paused" | "playbackRate" | "pause">} media
   */
  constructor(screen, media) {
    this.#media = media;
    this.#begun = media.currentTime > 0 || !media.paused;
    this.#layout = new Layout(screen, media instanceof HTMLElement ? media : screen);
    const { signal } = this.#end;
    for (const name of EVENTS) media.addEventListener(name, this.#told, { signal });
    // The words of a cue may have another width in a box of the same size.
    document.addEventListener("legenda-look", () => this.#again(), { signal });
    for (const home of this.#layout.homes) {
      home.addEventListener("click", this.#pressed, { signal });
      home.addEventListener("focusout", this.#left, { signal });
    }
  }

  /**
   * The tracks that are drawn, the first language first; none draws nothing.
   * @param {readonly Shown[]} shown
   */
  show(shown) {
    const same = shown.every(({ track }, number) => track === this.#shown[number]?.track);
    if (same && shown.length === this.#shown.length) return;
    this.#heard.abort();
    this.#heard = new AbortController();
    this.#shown = shown;
    for (const one of shown) {
      one.track.addEventListener("cuechange", this.#update, this.#heard);
      if (one.regions && !this.#files.has(one.track)) this.#read(one.track, one.regions);
    }
    this.#again();
  }

  get place() {
    return this.#layout.place;
  }

  set place(/** @type {Place} */ place) {
    this.#layout.place = place;
    this.#again();
  }

  disconnect() {
    this.show([]);
    this.#end.abort();
    for (const file of this.#files.values()) file.close();
    this.#layout.disconnect();
  }

  /** Places are less exact until the file is read, or when it cannot be; the words are there. */
  async #read(/** @type {TextTrack} */ track, /** @type {string | URL} */ address) {
    const { read } = await import("./file.js");
    const file = await read(address).catch(() => null);
    if (!file || this.#end.signal.aborted) return;
    this.#files.set(track, file);
    this.#again();
  }

  /** Draws all anew, in one step. */
  #again() {
    for (const cue of this.#drawn.keys()) this.#remove(cue);
    this.#layout.shown = this.#shown.length > 0;
    this.#counted = 0;
    this.#update();
  }

  #told = (/** @type {Event} */ { type }) => {
    // Before a medium has begun its poster is shown, and no cue is active (HTML, 4.8.11.12.4).
    this.#begun = type !== "emptied" && (this.#begun || type !== "ratechange");
    this.#update();
  };

  /** A link opens beside the video, which waits. */
  #pressed = (/** @type {Event} */ { target }) => {
    if (target instanceof Element && target.closest("a")) this.#media.pause();
  };

  #left = (/** @type {FocusEvent} */ { currentTarget, relatedTarget }) => {
    const home = /** @type {Element} */ (currentTarget);
    if (!home.contains(/** @type {Node | null} */ (relatedTarget))) queueMicrotask(this.#update);
  };

  /**
   * Draws what is active now. The clock decides and not `activeCues`, which some browsers bring up
   * to date four times a second; all happens in one task, so that no frame is without a cue where
   * one follows another.
   */
  #update = () => {
    const now = this.#media.currentTime;
    const { active, next } = this.#active(now);
    if (this.place !== "over") this.#reserve();
    const cues = active.map(({ cue }) => cue);
    for (const [cue, { element }] of this.#drawn) {
      // Whoever is about to follow a link is not robbed of it.
      if (!cues.includes(cue) && !element.contains(document.activeElement)) this.#remove(cue);
    }
    const fresh = active.filter(({ cue }) => !this.#drawn.has(cue));
    for (const one of fresh) this.#drawn.set(one.cue, this.#draw(one));
    if (fresh.length) this.#layout.add(cues.flatMap((cue) => this.#drawn.get(cue) ?? []));
    this.#wait(Math.min(next, this.#paint(now)) - now);
  };

  /** The cues that are active at a second, and the second at which that changes. */
  #active(/** @type {number} */ now) {
    /** @type {Active[]} */
    const active = [];
    let next = Infinity;
    for (const [number, shown] of this.#begun ? this.#shown.entries() : []) {
      for (const cue of /** @type {Iterable<VTTCue>} */ (shown.track.cues ?? [])) {
        if (cue.endTime <= now) continue;
        if (cue.startTime <= now) active.push({ cue, shown, number });
        next = Math.min(next, cue.startTime > now ? cue.startTime : cue.endTime);
        if (cue.startTime > now) break;
      }
    }
    return { active, next };
  }

  /** Outside the picture room is kept for the fullest moment of each track. */
  #reserve() {
    const count = this.#shown.reduce((sum, { track }) => sum + (track.cues?.length ?? 0), 0);
    if (count === this.#counted) return;
    this.#counted = count;
    const most = this.#shown.flatMap((shown) => fullest(shown.track).map((cue) => text(cue, shown)));
    this.#layout.reserve(most.map(({ element }) => element));
  }

  /** @returns {Drawn} */
  #draw(/** @type {Active} */ { cue, shown, number }) {
    const file = this.#files.get(shown.track);
    const drawn = text(cue, shown);
    file?.dress(drawn.element);
    return { ...drawn, number, file, ...(file?.said(cue) ?? { settings: cue }) };
  }

  #remove(/** @type {VTTCue} */ cue) {
    const drawn = this.#drawn.get(cue);
    this.#drawn.delete(cue);
    if (drawn) this.#layout.remove(drawn);
  }

  /** Words appear at their time; the second at which the next do. */
  #paint(/** @type {number} */ now) {
    const times = [...this.#drawn.values()].flatMap((drawn) => drawn.times);
    for (const { at, element } of times) {
      element.toggleAttribute("data-past", at <= now);
      element.toggleAttribute("data-future", at > now);
    }
    return Math.min(...times.map(({ at }) => (at > now ? at : Infinity)));
  }

  #wait(/** @type {number} */ seconds) {
    clearTimeout(this.#timer);
    if (this.#media.paused || seconds === Infinity) return;
    const wait = (1000 * seconds) / this.#media.playbackRate + 1;
    this.#timer = setTimeout(this.#update, Math.max(FRAME, Math.min(wait, MINUTE)));
  }
}

/** The cues of a track that take most room together. @param {TextTrack} track */
function fullest({ cues }) {
  const room = (/** @type {VTTCue[]} */ some) =>
    some.reduce((sum, { text }) => sum + text.length + LINE * text.split("\n").length, 0);
  let [together, most] = [/** @type {VTTCue[]} */ ([]), /** @type {VTTCue[]} */ ([])];
  for (const cue of /** @type {Iterable<VTTCue>} */ (cues ?? [])) {
    together = [...together.filter(({ endTime }) => endTime > cue.startTime), cue];
    if (room(together) > room(most)) most = together;
  }
  return most;
}
