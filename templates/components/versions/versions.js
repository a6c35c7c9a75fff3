// @ts-check
// The versions of a video, and the change from one to another at the same second: by other sources
// in the same element, or, for one that is sound alone, by that sound in step with the picture.
import { together } from "./together.js";
/** @import { Player } from "../player/player.js" */

/**
 * @typedef {object} Version
 * @property {string} role  main, described, described:es, sign:bfi, clear
 * @property {string} kind  the role without its language
 * @property {string} language
 * @property {string} name  in the language of the page
 * @property {HTMLSourceElement[]} sources
 * @property {boolean} isSound  whether it has no picture, though the main one has
 */
/** @typedef {Promise<boolean | undefined>} Outcome */

// Longest wait for the first picture of another version, in milliseconds.
const PICTURE = 3000;

/** @type {WeakMap<Player, Map<string, Version>>} */
const known = new WeakMap();
/** @type {WeakMap<Player, { role: string, outcome: Outcome }>} what was asked for last */
const asked = new WeakMap();
/** @type {WeakMap<Player, () => void>} what ends a sound of its own */
const sounds = new WeakMap();

/**
 * The versions by role, from the links that lead to them without script.
 * @param {Player} player
 * @returns {Map<string, Version>}
 */
export function versions(player) {
  const found = known.get(player) ?? new Map();
  if (known.has(player)) return found;
  known.set(player, found);
  for (const link of player.querySelectorAll("a[data-version]")) {
    const version = read(link, !(player.media instanceof HTMLVideoElement));
    const current = link.hasAttribute("aria-current");
    found.set(version.role, version);
    if (!current) continue;
    // Whoever listens to the page's own sources hears of their errors: they stay.
    version.sources = Array.from(player.media.querySelectorAll("source"));
    // They may name the second that a link asked for, which is not where the viewer is now.
    for (const source of version.sources) source.src = source.src.split("#")[0];
    player.set("version", version.role);
  }
  return found;
}

/**
 * @param {Element} link
 * @param {boolean} heard whether there is no picture at all
 * @returns {Version}
 */
function read(link, heard) {
  const role = link.getAttribute("data-version") ?? "";
  const [kind] = role.split(":");
  const language = link.getAttribute("data-language") ?? "";
  const words = (link.getAttribute("data-sources") ?? "").split(" ");
  const sources = words.flatMap((src, place) =>
    place % 2 ? [] : Object.assign(document.createElement("source"), { src, type: words[place + 1] }),
  );
  const isSound = !heard && sources.every(({ type }) => type.startsWith("audio/"));
  return { role, kind, language, name: link.textContent?.trim() ?? "", sources, isSound };
}

/**
 * Changes to the version with a role. Resolves to whether it plays: false when it cannot be loaded
 * and the main one is back, undefined when something else has been asked for meanwhile.
 * @param {Player} player
 * @param {string} role
 * @returns {Outcome}
 */
export function change(player, role) {
  const [version, main] = [versions(player).get(role), versions(player).get("main")];
  if (!version || !main) return Promise.resolve(false);
  const last = asked.get(player);
  if (last?.role === role) return last.outcome;
  if (!last && player.state("version") === role) return Promise.resolve(true);
  const now = { role, outcome: /** @type {Outcome} */ (Promise.resolve()) };
  asked.set(player, now);
  now.outcome = begin(player, { version, main, isLast: () => asked.get(player) === now });
  return now.outcome;
}

/**
 * @param {Player} player
 * @param {{ version: Version, main: Version, isLast: () => boolean }} how  `isLast`: whether nothing
 *   else has been asked for since
 * @returns {Outcome}
 */
async function begin(player, { version, main, isLast }) {
  sounds.get(player)?.();
  sounds.delete(player);
  const { role, isSound } = version;
  const plays =
    (await put(player, isSound ? main : version)) &&
    (!isSound || (await accompany(player, version, isLast)));
  if (!isLast()) return undefined;
  player.set("version", plays ? role : "main");
  if (plays) return true;
  asked.delete(player);
  if (!isSound) await put(player, main);
  return false;
}

/**
 * Other sources in the same element: captions, speed, volume and the focus stay with it.
 * @param {Player} player
 * @param {Version} version
 * @returns {Promise<boolean>}
 */
async function put(player, { sources }) {
  const { media } = player;
  if (sources[0].parentNode === media) return true;
  const still = stillOf(player);
  const { currentTime } = media;
  media.querySelectorAll("source").forEach((source) => source.remove());
  media.prepend(...sources);
  media.defaultPlaybackRate = media.playbackRate;
  const playing = !media.paused;
  media.load();
  // HTML, 4.8.11.9: before anything is loaded, this is where it begins.
  media.currentTime = currentTime;
  if (playing) media.play().catch(() => {});
  const plays = await loaded(media);
  if (plays && still) await drawn(/** @type {HTMLVideoElement} */ (media));
  still?.remove();
  return plays;
}

/**
 * A sound of its own, in step with the picture, whose own sound is off.
 * @param {Player} player
 * @param {Version} version
 * @param {() => boolean} isLast  whether it is still wanted when it has loaded
 * @returns {Promise<boolean>}
 */
async function accompany(player, { sources }, isLast) {
  const { media } = player;
  const sound = document.createElement("audio");
  sound.volume = media.volume;
  sound.muted = media.muted;
  sound.preload = "auto";
  sound.append(...sources.map((source) => source.cloneNode()));
  const told = () => media.dispatchEvent(new Event("volumechange"));
  sound.load();
  if (!(await loaded(sound)) || !isLast()) return false;
  player.sound = sound;
  sound.addEventListener("volumechange", told);
  const others = player.watch("others", (/** @type {number} */ percent) => {
    media.volume = percent / 100;
    media.muted = !percent;
  });
  const stop = together(player, sound, { name: "sound", nudge: 0.05 });
  sounds.set(player, () => {
    stop();
    others();
    sound.removeEventListener("volumechange", told);
    player.sound = null;
    const { volume, muted } = sound;
    Object.assign(media, { volume, muted });
    told();
  });
  return true;
}

/**
 * Whether it begins to load, and there is no error of the element or of its last source.
 * @param {HTMLMediaElement} media
 * @returns {Promise<boolean>}
 */
function loaded(media) {
  const last = media.querySelector("source:last-of-type");
  return new Promise((resolve) => {
    const end = new AbortController();
    const settled = (/** @type {Event} */ { type }) => {
      end.abort();
      resolve(type !== "error");
    };
    media.addEventListener("loadedmetadata", settled, end);
    media.addEventListener("error", settled, end);
    last?.addEventListener("error", settled, end);
  });
}

/**
 * The picture that is shown now, laid over the video: a loading element shows its poster.
 * @param {Player} player
 */
function stillOf({ media, screen }) {
  if (!(media instanceof HTMLVideoElement) || media.readyState < media.HAVE_CURRENT_DATA) return;
  if (!media.currentTime && media.paused) return; // it is the poster that is shown
  const still = document.createElement("canvas");
  still.className = "still";
  still.width = media.videoWidth;
  still.height = media.videoHeight;
  still.getContext("2d")?.drawImage(media, 0, 0);
  media.after(still);
  return still;
}

/** @param {HTMLVideoElement} media */
function drawn(media) {
  return new Promise((resolve) => {
    media.requestVideoFrameCallback(resolve);
    setTimeout(resolve, PICTURE);
  });
}
