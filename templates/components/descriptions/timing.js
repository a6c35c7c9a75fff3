// @ts-check
// How long descriptions may take, and how long they do.

/** @typedef {Pick<VTTCue, "startTime" | "endTime" | "text">} Cue */
/** @typedef {Iterable<Pick<TextTrackCue, "startTime">>} Cues */

// Sounds and music: [door opens], (laughs), ♪.
const SOUND = /^\s*(?:[[(（【♪♫#]|<v[^>]*>\s*[[(（【♪♫#])/;
// Scripts of which a letter is a syllable or a word.
const FULL = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

/**
 * The second by which a description has to be told, or the video waits: the next speech, else its
 * own end; the next description at the latest.
 * @param {Cue} cue
 * @param {{ described: Cues, spoken: Cues }} cues  each in order
 */
export function limit(cue, { described, spoken }) {
  const after = (/** @type {Cues} */ cues) =>
    /** @type {Cue[]} */ ([...cues]).filter(({ startTime }) => startTime > cue.startTime);
  const speech = [...spoken].length
    ? after(spoken).find(({ text }) => !SOUND.test(text))?.startTime ?? Infinity
    : cue.endTime;
  return Math.min(speech, after(described)[0]?.startTime ?? Infinity);
}

/**
 * How long it takes to hear or read a text, in milliseconds, at about 150 words a minute.
 * @param {string} text
 */
export function duration(text) {
  const full = text.match(FULL)?.length ?? 0;
  return 500 + 250 * full + 70 * (text.length - full);
}
