// @ts-check
// Descriptions as text, told in time: the video waits when one is not at its end where speech
// begins. Knows cues and when they are told; not how.
import { limit } from "./timing.js";
/** @import { Player } from "../player/player.js" */

/**
 * @typedef {object} Teller
 * @property {(text: string, lang: string) => Promise<boolean>} tell  resolves when it is told, or
 *   to false when it cannot be
 * @property {() => void} hush
 */

const NAME = "description";
// The last description is told before the end, in seconds: at the end all that plays is over.
const LAST = 0.2;
// The longest sleep before looking at the clock again, in milliseconds: a seek or another speed
// may have brought the limit nearer.
const LOOK = 100;

/**
 * Tells the cues of a track while the video plays; returns what ends that.
 * @param {Player} player
 * @param {HTMLTrackElement} element
 * @param {object} how
 * @param {Teller} how.teller
 * @param {Teller} how.otherwise takes its place when it fails
 * @param {() => void} how.silent is told then
 * @param {() => void} how.unloaded is told when there are no cues
 */
export function tell(player, element, { teller, otherwise, silent, unloaded }) {
  const { media } = player;
  const { track, srclang } = element;
  const speech = spoken(media);
  const end = new AbortController();
  /** @type {Set<TextTrackCue>} what was told to its end */
  const told = new Set();
  /** Counts what is begun; 0 while nothing is told. */
  let telling = 0;
  let count = 0;
  let timer = 0;

  const update = () => {
    if (telling || !player.state("playing")) return;
    const cue = [...(track.activeCues ?? [])].find((cue) => !told.has(cue));
    if (cue) begin(/** @type {VTTCue} */ (cue));
  };
  const begin = async (/** @type {VTTCue} */ cue) => {
    const mine = (telling = count += 1);
    watch(cue);
    const words = cue.getCueAsHTML().textContent?.trim() ?? "";
    const done = await teller.tell(words, srclang);
    if (mine !== telling) return;
    if (!done) {
      teller = otherwise;
      silent();
      await teller.tell(words, srclang);
      if (mine !== telling) return;
    }
    told.add(cue);
    rest();
    update();
  };
  /** Holds the video at the limit. */
  const watch = (/** @type {VTTCue} */ cue) => {
    // Asked every time: what is spoken may still be loading.
    const room = limit(cue, { described: track.cues ?? [], spoken: speech.cues ?? [] });
    const until = Math.min(room, (media.duration || Infinity) - LAST);
    const left = (1000 * (until - media.currentTime)) / media.playbackRate;
    if (left <= 0) return player.request("hold", NAME);
    timer = setTimeout(() => watch(cue), Math.min(left, LOOK));
  };
  const rest = () => {
    clearTimeout(timer);
    telling = 0;
    player.request("free", NAME);
  };
  /** What was not told to its end is told again where it comes again. */
  const stop = () => {
    teller.hush();
    rest();
  };
  const seek = () => {
    told.clear();
    stop();
  };

  track.mode = "hidden";
  track.addEventListener("cuechange", update, end);
  media.addEventListener("seeking", seek, end);
  media.addEventListener("seeked", update, end);
  element.addEventListener("error", unloaded, end);
  const unwatch = player.watch("playing", (playing) => (playing ? update() : stop()));
  return () => {
    end.abort();
    unwatch();
    stop();
    track.mode = "disabled";
  };
}

/**
 * The captions of what is said, in a medium of their own: whoever has turned them off hears the
 * same speech, and a track more would have some browsers choose anew among those that are there.
 * @param {HTMLMediaElement} media
 */
function spoken(media) {
  const copy = document.createElement("track");
  const captions = /** @type {HTMLTrackElement | null} */ (media.querySelector("track[kind=captions]"));
  if (!captions) return copy.track;
  copy.src = captions.src;
  document.createElement("video").append(copy);
  copy.track.mode = "hidden";
  return copy.track;
}
