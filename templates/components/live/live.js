// @ts-check
// Captions that are being written: each new cue is put into its track, and into the transcript
// where that has its words. Nothing of it is announced: who reads captions sees them, and who hears
// the transcript goes there.
import { clock } from "../bar/time.js";
import { cue, key, put } from "./cues.js";
/** @import { Player } from "../player/player.js" */

const AGAIN = 5000; // milliseconds from one reading of the whole file to the next

/**
 * @param {Player} player
 * @param {HTMLElement} element says that there are live captions
 */
export function connect(player, element) {
  /** The words of the transcript, which may have become others, where they are of this track. */
  const words = (/** @type {string} */ name) => {
    const found = document.getElementById(`${player.id}-transcript`);
    return found?.dataset.track === name ? found : null;
  };
  /** @type {Map<string, ReturnType<typeof follow>>} By what chooses the track. */
  const followed = new Map();
  const written = [...player.elements].filter(([, { dataset }]) => dataset.live);
  const over = new Set();

  const update = () => {
    for (const [name, track] of written) {
      const read = !!words(name);
      const shown = [player.captions, player.second].includes(name);
      if (!read && !shown) {
        followed.get(name)?.leave();
        followed.delete(name);
      } else if (followed.has(name)) {
        followed.get(name)?.fill();
      } else if (!over.has(name)) {
        followed.set(name, follow(track, () => words(name), element, () => end(name)));
      }
    }
  };

  /** @param {string} name */
  const end = (name) => {
    over.add(name);
    player.querySelector(`[data-request=captions][value="${name}"] .note`)?.remove();
    element.hidden = over.size === written.length;
  };

  const stops = ["captions", "second", "transcript-language"].map((one) => player.watch(one, update));
  update();
  return () => {
    for (const stop of stops) stop();
    for (const { leave } of followed.values()) leave();
  };
}

/**
 * Follows one track until it ends or is left.
 * @param {HTMLTrackElement} element
 * @param {() => HTMLElement | null} words of the transcript, where they are those of this track
 * @param {HTMLElement} notice
 * @param {() => void} ended
 */
function follow(element, words, notice, ended) {
  const { track } = element;
  /** @type {Map<string, VTTCue>} */
  const known = new Map();
  const address = element.dataset.live ?? "";
  const stream = new EventSource(address);
  let timer = 0;

  /** Into the track, once it is read: what is added before that would be there twice. */
  const fill = () => {
    if (track.mode !== "disabled" && element.readyState > HTMLTrackElement.LOADING) {
      put(track, [...known.values()]);
    }
  };

  /** @param {readonly VTTCue[]} cues */
  const take = (cues) => {
    for (const one of cues) {
      if (known.has(key(one))) continue;
      known.set(key(one), one);
      const read = words();
      if (read) write(read, one, notice.dataset.moment ?? "");
    }
    fill();
  };

  const told = (/** @type {MessageEvent} */ { data }) => take(JSON.parse(data).map(cue));
  const leave = () => {
    stream.close();
    clearTimeout(timer);
    element.removeEventListener("load", fill);
  };
  const stop = () => {
    leave();
    ended();
  };

  /** Where no stream can be had, the file is read again and again, by the browser itself. */
  const poll = async () => {
    const { status } = await fetch(address, { method: "HEAD" }).catch(() => ({ status: 0 }));
    const probe = Object.assign(document.createElement("track"), {
      kind: "metadata", src: element.src,
    });
    const read = () => {
      const cues = /** @type {VTTCue[]} */ ([...(probe.track.cues ?? [])]);
      for (const one of cues) probe.track.removeCue(one);
      probe.remove();
      take(cues);
      if (status === 204) stop();
      else timer = setTimeout(poll, AGAIN);
    };
    probe.addEventListener("load", read);
    probe.addEventListener("error", read);
    element.after(probe);
    probe.track.mode = "hidden";
  };

  stream.addEventListener("cues", told);
  stream.addEventListener("again", (event) => {
    for (const one of [...(track.cues ?? [])]) track.removeCue(one);
    known.clear();
    told(event);
  });
  stream.addEventListener("end", stop);
  // A stream that broke off is taken up again by the browser; one that was refused is not.
  stream.addEventListener("error", () => {
    if (stream.readyState === EventSource.CLOSED) poll();
  });
  element.addEventListener("load", fill);
  return { leave, fill };
}

/**
 * A paragraph more at the end of a transcript, unless it is there already.
 * @param {HTMLElement} words
 * @param {VTTCue} cue
 * @param {string} address of a moment, up to its second
 */
function write(words, cue, address) {
  const text = cue.getCueAsHTML();
  const start = String(Math.round(cue.startTime * 1000));
  if (words.querySelector(`[data-start="${start}"]`)) return;
  const time = Object.assign(document.createElement("span"), {
    className: "time", textContent: clock(cue.startTime, document.documentElement.lang),
  });
  const line = document.createElement("a");
  line.href = `${address}${Math.floor(cue.startTime)}#${words.id.replace("-transcript", "")}`;
  line.dataset.start = start;
  line.draggable = false;
  line.tabIndex = words.querySelector("a") ? -1 : 0;
  const paragraph = document.createElement("p");
  paragraph.append(time, " ");
  const speaker = text.querySelector("[title]")?.getAttribute("title");
  if (speaker) {
    const name = Object.assign(document.createElement("b"), { className: "speaker" });
    name.textContent = `${speaker}:`;
    paragraph.append(name, " ");
  }
  line.append(text);
  paragraph.append(line);
  words.append(paragraph);
}
