// @ts-check
// A text spoken by the browser, or the news that it is not: a voice may never begin or never end.
import { settings } from "../adjusting/settings.js";
import { duration } from "./timing.js";
/** @import { Player } from "../player/player.js" */

// How long voices may take to be there, and one of them to begin: those of some browsers come from
// a server.
const VOICES = 1500;
const BEGIN = 2500;
// A voice that takes so many times as long as expected has fallen silent.
const PATIENCE = 2;
const SLOWEST = 0.5;
const FASTEST = 4;

export class Voice {
  #player;
  #hush = () => {};

  /** @param {Player} player */
  constructor(player) {
    settings(player); // its pace and volume
    this.#player = player;
  }

  /**
   * @param {string} text
   * @param {string} lang
   * @returns {Promise<boolean>} whether it was spoken, or hushed
   */
  async tell(text, lang) {
    let hushed = false;
    this.#hush = () => (hushed = true);
    const found = voice(await voices(), this.#player.state("voice"), lang);
    if (hushed) return true;
    return found ? this.#speak(text, found) : false;
  }

  hush() {
    this.#hush();
  }

  /**
   * @param {string} text
   * @param {SpeechSynthesisVoice} voice
   * @returns {Promise<boolean>}
   */
  #speak(text, voice) {
    const player = this.#player;
    const words = new SpeechSynthesisUtterance(text);
    const rate = (player.state("voice_rate") / 100) * player.media.playbackRate;
    words.lang = voice.lang;
    words.voice = voice;
    words.rate = Math.max(SLOWEST, Math.min(rate, FASTEST));
    words.volume = player.state("muted") ? 0 : player.state("voice_volume") / 100;
    return new Promise((resolve) => {
      const settle = (/** @type {boolean} */ spoken) => {
        clearTimeout(timer);
        words.onstart = words.onend = words.onerror = null;
        this.#hush = () => {};
        resolve(spoken);
      };
      const giveUp = () => {
        settle(false);
        speechSynthesis.cancel();
      };
      let timer = setTimeout(giveUp, BEGIN);
      words.onstart = () => {
        clearTimeout(timer);
        timer = setTimeout(giveUp, BEGIN + (PATIENCE * duration(text)) / words.rate);
      };
      words.onend = () => settle(true);
      // Whoever interrupts it has something else to say; the voice is well.
      words.onerror = ({ error }) => settle(error === "interrupted" || error === "canceled");
      this.#hush = () => {
        settle(true);
        speechSynthesis.cancel();
      };
      speechSynthesis.speak(words);
    });
  }
}

/**
 * The voices of this browser, once it knows them; none where it has none.
 * @returns {Promise<SpeechSynthesisVoice[]>}
 */
export async function voices() {
  if (!("speechSynthesis" in window)) return [];
  const found = speechSynthesis.getVoices();
  if (found.length) return found;
  await new Promise((resolve) => {
    speechSynthesis.addEventListener("voiceschanged", resolve, { once: true });
    setTimeout(resolve, VOICES);
  });
  return speechSynthesis.getVoices();
}

/**
 * The voice that was chosen, if it speaks the language, else one that does.
 * @param {readonly SpeechSynthesisVoice[]} all
 * @param {string} name
 * @param {string} lang
 */
function voice(all, name, lang) {
  const language = lang.split("-")[0];
  const fit = all.filter((one) => one.lang.split(/[-_]/)[0] === language);
  return (
    fit.find((one) => one.name === name) ??
    fit.find((one) => one.lang.replace("_", "-") === lang) ??
    fit[0]
  );
}
