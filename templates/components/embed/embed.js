// @ts-check
// A loaded player of another company, as a media element: what the transcript follows, what keys
// and requests steer. At its end our own related topics cover what it would offer.
import { aloud } from "../bar/aloud.js";
import { keys } from "../bar/keys.js";
import { expected } from "../player/markup.js";
import { playback } from "../player/playback.js";
import { PROVIDERS } from "./providers.js";
/** @import { Player } from "../player/player.js" */
/** @import { Provider } from "./providers.js" */

// Until it answers, a frame is greeted so often: nobody tells when it begins to listen.
const GREETING = 500; // milliseconds
const GREETINGS = 40;

/** The members of a media element that players of others can answer for. */
export class EmbeddedMedia extends EventTarget {
  paused = true;
  ended = false;
  duration = NaN;
  defaultPlaybackRate = 1;
  networkState = 0;
  #time = 0;
  #volume = 1;
  #muted = false;
  #rate = 1;
  #greeted = 0;

  /**
   * @param {HTMLIFrameElement} frame
   * @param {Provider} provider
   */
  constructor(frame, provider) {
    super();
    this.frame = frame;
    this.provider = provider;
    this.origin = new URL(frame.src).origin;
    window.addEventListener("message", this.#heard);
    this.#greet();
  }

  disconnect() {
    this.#greeted = GREETINGS;
    window.removeEventListener("message", this.#heard);
  }

  play() {
    this.say("play");
    return Promise.resolve();
  }

  pause() {
    this.say("pause");
  }

  /** No sources of ours are in it. */
  querySelector() {
    return null;
  }

  get currentTime() {
    return this.#time;
  }

  set currentTime(seconds) {
    this.#time = seconds;
    this.say("seek", seconds);
    this.#tell("seeking", "timeupdate", "seeked");
  }

  get volume() {
    return this.#volume;
  }

  set volume(part) {
    this.#volume = part;
    this.say("volume", part);
    this.#tell("volumechange");
  }

  get muted() {
    return this.#muted;
  }

  set muted(on) {
    this.#muted = on;
    this.say("muted", on);
    this.#tell("volumechange");
  }

  get playbackRate() {
    return this.#rate;
  }

  set playbackRate(rate) {
    this.#rate = rate;
    this.say("rate", rate);
    this.#tell("ratechange");
  }

  /**
   * @param {string} name
   * @param {any} [value]
   */
  say(name, value) {
    for (const message of this.provider.say[name](value)) this.#send(message);
  }

  #greet = () => {
    if (this.#greeted++ >= GREETINGS) return;
    for (const message of this.provider.hello) this.#send(message);
    setTimeout(this.#greet, GREETING);
  };

  /** @param {unknown} message */
  #send(message) {
    this.frame.contentWindow?.postMessage(JSON.stringify(message), this.origin);
  }

  #heard = (/** @type {MessageEvent} */ event) => {
    if (event.source !== this.frame.contentWindow || event.origin !== this.origin) return;
    const message = parsed(event.data);
    if (!message) return;
    this.#greeted = GREETINGS;
    const { time, duration, state, volume, rate } = this.provider.read(message);
    if (duration !== undefined && duration !== this.duration) {
      this.duration = duration;
      this.#tell("durationchange");
    }
    if (time !== undefined && time !== this.#time) {
      this.#time = time;
      this.#tell("timeupdate");
    }
    if (volume !== undefined && volume !== this.#volume) {
      this.#volume = volume;
      this.#tell("volumechange");
    }
    if (rate !== undefined && rate !== this.#rate) {
      this.#rate = rate;
      this.#tell("ratechange");
    }
    if (state) this.#become(state);
  };

  /** @param {"playing" | "paused" | "ended"} state */
  #become(state) {
    const [paused, ended] = [state !== "playing", state === "ended"];
    const changed = paused !== this.paused;
    const over = ended && !this.ended;
    Object.assign(this, { paused, ended });
    if (changed) this.#tell(paused ? "pause" : "play");
    if (over) this.#tell("ended");
  }

  /** @param {string[]} types */
  #tell(...types) {
    for (const type of types) this.dispatchEvent(new Event(type));
  }
}

/**
 * @param {Player} player
 * @param {Element} frame
 */
export function connect(player, frame) {
  if (!(frame instanceof HTMLIFrameElement)) return;
  const provider = PROVIDERS[new URL(frame.src).host];
  if (!provider) return;
  const media = new EmbeddedMedia(frame, provider);
  player.media = /** @type {any} */ (media);
  const stops = [playback(player), keys(player), aloud(player), () => media.disconnect()];
  const after = player.querySelector(".after");
  const cover = (/** @type {boolean} */ shown) => {
    if (!(after instanceof HTMLElement) || after.hidden === !shown) return;
    after.hidden = !shown;
    if (shown) after.focus();
  };
  media.addEventListener("ended", () => cover(true));
  media.addEventListener("play", () => cover(false));
  after?.querySelector("button")?.addEventListener("click", () => {
    cover(false);
    player.request("start");
    player.request("play");
    frame.focus();
  });
  let last = "";
  player.on("captions", (value, here) => {
    media.say("captions", value === "off" ? "" : value.split(".")[0]);
    player.set("captions", value);
    if (value !== "off") last = value;
    if (here) player.request("prefer", { captions: value });
  });
  player.on("captions-toggle", () => {
    const select = player.querySelector("select[name=captions]");
    const on = last || (select instanceof HTMLSelectElement && select.options[1]?.value) || "";
    player.request("captions", player.captions === "off" ? on : "off");
  });
  // The form would load the page, and with it the video, anew.
  const select = player.querySelector("select[name=captions]");
  const chosen = (/** @type {Event} */ event) => {
    event.preventDefault();
    const field = expected(player, "select[name=captions]", HTMLSelectElement);
    player.request("captions", field.value);
    player.say(player.word("asked", { shown: field.selectedOptions[0].text }));
  };
  select?.closest("form")?.addEventListener("submit", chosen);
  return () => stops.forEach((stop) => stop());
}

/** @param {unknown} text */
function parsed(text) {
  if (typeof text === "object") return text;
  try {
    return JSON.parse(String(text));
  } catch {
    return null; // another window's words
  }
}
