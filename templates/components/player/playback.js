// @ts-check
// Playing, seeking, volume and speed: answers of the browser's own media element.
/** @import { Player } from "./player.js" */

export const SPEEDS = [50, 75, 100, 125, 150, 175, 200, 250];

/** @param {Player} player */
export function playback(player) {
  const { media } = player;
  const seek = (/** @type {number} */ to) => {
    const most = Number.isFinite(media.duration) ? media.duration : to;
    media.currentTime = Math.max(0, Math.min(to, most));
  };
  const broken = () => media.error || media.networkState === HTMLMediaElement.NETWORK_NO_SOURCE;
  const begin = () => {
    asked = true;
    // The browser would wait for another source for ever: whoever asks hears why nothing plays.
    if (broken()) told.error();
    else media.play().catch(() => {});
  };
  const heard = () => player.sound ?? media;
  /** @type {Set<string>} who holds the video, though the viewer wants it to play */
  const holders = new Set();
  let asked = false;

  /** @type {Record<string, (value?: any, here?: boolean) => void>} */
  const answers = {
    play: () => (media.paused && !holders.size ? begin() : answers.pause()),
    pause: () => {
      holders.clear();
      media.pause();
      player.set("playing", false);
    },
    hold: (who) => {
      if (!player.state("playing")) return;
      holders.add(who);
      media.pause();
    },
    free: (who) => holders.delete(who) && !holders.size && begin(),
    stop: () => {
      answers.pause();
      media.currentTime = 0;
    },
    start: () => seek(0),
    end: () => seek(media.duration),
    seek,
    step: (by) => seek(media.currentTime + by),
    volume: (part) => {
      heard().volume = Math.max(0, Math.min(part, 1));
      heard().muted = part <= 0;
    },
    louder: (by) => answers.volume(Math.round((heard().volume + by) * 10) / 10),
    mute: () => (heard().muted = !heard().muted),
    speed: (percent, here) => {
      media.defaultPlaybackRate = media.playbackRate = percent / 100;
      if (here) player.request("prefer", { speed: percent });
    },
    faster: (by) => {
      const at = SPEEDS.findIndex((one) => one >= media.playbackRate * 100);
      answers.speed(SPEEDS[Math.max(0, Math.min(at + by, SPEEDS.length - 1))], true);
    },
  };
  for (const [name, answer] of Object.entries(answers)) player.on(name, answer);

  /** @type {Record<string, () => void>} */
  const told = {
    play: () => {
      asked = true;
      if (!media.paused) holders.clear();
      player.set("playing", true);
    },
    pause: () => media.paused && !holders.size && player.set("playing", false),
    ended: () => player.say(player.word("ended")),
    ratechange: () => player.set("speed", Math.round(media.playbackRate * 100)),
    volumechange: () => {
      player.set("volume", Math.round(heard().volume * 100));
      player.set("muted", heard().muted);
    },
    // Before anybody has asked for it, it is written and not spoken: a page that loads is quiet.
    error: () => player.say(player.word("broken"), asked ? "polite" : "off"),
  };
  for (const [type, listener] of Object.entries(told)) media.addEventListener(type, listener);
  // A source that cannot be loaded says so itself, and the last one says it for all of them.
  const last = media.querySelector("source:last-of-type");
  last?.addEventListener("error", told.error);
  if (broken()) told.error();

  const { speed } = player.preferences;
  if (speed) media.defaultPlaybackRate = media.playbackRate = speed / 100;
  player.set("playing", !media.paused);
  told.volumechange();
  told.ratechange();
  return () => {
    for (const [type, listener] of Object.entries(told)) media.removeEventListener(type, listener);
    last?.removeEventListener("error", told.error);
  };
}
