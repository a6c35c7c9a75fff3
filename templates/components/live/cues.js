// @ts-check
// A live track of a media element: cues come in any order and any number of times, from the file
// and from the stream; each is there once.

/** Whose end is a guess, until the next one begins. */
const GUESSED = /^live-/;

/** @param {TextTrackCue} cue */
export const key = (cue) => `${cue.startTime} ${/** @type {VTTCue} */ (cue).text}`;

/**
 * The cues to add, and the ends that are known now: each that was a guess is over when the next
 * cue begins.
 * @template {{ id: string, startTime: number, endTime: number, text: string }} T
 * @param {readonly T[]} there
 * @param {readonly T[]} come
 * @returns {{ added: T[], ends: [T, number][] }}
 */
export function merged(there, come) {
  const known = new Set(there.map((cue) => key(/** @type {any} */ (cue))));
  const added = come.filter((cue) => {
    const name = key(/** @type {any} */ (cue));
    return !known.has(name) && known.add(name);
  });
  const all = [...there, ...added].sort((a, b) => a.startTime - b.startTime);
  /** @type {[T, number][]} */
  const ends = [];
  all.forEach((cue, at) => {
    const next = all[at + 1]?.startTime;
    if (GUESSED.test(cue.id) && next > cue.startTime && next < cue.endTime) ends.push([cue, next]);
  });
  return { added, ends };
}

/**
 * A cue as the stream tells it.
 * @param {{ start: number, end: number, text: string }} told
 */
export function cue({ start, end, text, ...more }) {
  return Object.assign(new VTTCue(start, end, text), more);
}

/**
 * Puts cues into a track that is shown.
 * @param {TextTrack} track
 * @param {readonly VTTCue[]} come
 */
export function put(track, come) {
  const there = /** @type {VTTCue[]} */ ([...(track.cues ?? [])]);
  const { added, ends } = merged(there, come);
  for (const [cue, end] of ends) cue.endTime = end;
  for (const cue of added) track.addCue(cue);
}
