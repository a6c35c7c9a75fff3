// @ts-check
// One medium in step with another: play and pause, seeking, speed, and what the two drift apart.
// Knows times alone; not what is in them.
/** @import { Player } from "../player/player.js" */

// Seconds apart: less is in step; more is mended by a jump, between them by going a little faster
// or slower, which nobody sees.
const NEAR = 0.015;
const FAR = 0.5;
// How long the video waits for a follower that loads, in milliseconds: then it goes on without it.
const WAIT = 5000;

/**
 * Keeps `follower` in step with the player's own medium; returns what ends that.
 * @param {Player} player
 * @param {HTMLMediaElement} follower
 * @param {{ name: string, nudge: number }} how  `nudge`: how much faster or slower it may go, 1 is
 *   twice as fast: a picture bears more than a voice
 */
export function together(player, follower, { name, nudge }) {
  const { media } = player;
  const end = new AbortController();
  let timer = 0;
  let patient = true;

  const beyond = () => media.currentTime >= follower.duration - NEAR;
  const plays = () => !media.paused && !media.seeking && media.readyState >= media.HAVE_FUTURE_DATA;
  const step = () => {
    const apart = media.currentTime - follower.currentTime;
    if (beyond()) return follower.pause();
    if (!plays()) {
      follower.pause();
      if (Math.abs(apart) > NEAR && !follower.seeking) follower.currentTime = media.currentTime;
      return;
    }
    if (Math.abs(apart) > FAR && !follower.seeking) follower.currentTime = media.currentTime;
    // So that it is made up for in a second; more at once would go too far where events come late.
    const mended = Math.abs(apart) > NEAR ? Math.max(-nudge, Math.min(apart, nudge)) : 0;
    follower.playbackRate = media.playbackRate * (1 + mended);
    if (follower.paused) follower.play().catch(() => {});
  };
  const sought = () => {
    follower.currentTime = media.currentTime;
    wait();
  };
  // A follower that loads holds the video, or who needs it misses something; not for ever.
  const wait = () => {
    const ready = !follower.seeking && follower.readyState > follower.HAVE_CURRENT_DATA;
    if (ready || !patient || beyond() || document.hidden) return;
    clearTimeout(timer);
    player.request("hold", name);
    timer = setTimeout(giveUp, WAIT);
  };
  const giveUp = () => {
    patient = false;
    player.request("free", name);
  };
  const free = () => {
    clearTimeout(timer);
    patient = true;
    player.request("free", name);
  };

  for (const type of ["play", "playing", "pause", "waiting", "ended", "timeupdate", "ratechange", "seeked"]) {
    media.addEventListener(type, step, end);
  }
  media.addEventListener("seeking", sought, end);
  follower.addEventListener("timeupdate", step, end);
  follower.addEventListener("waiting", wait, end);
  for (const type of ["canplay", "playing", "seeked"]) follower.addEventListener(type, free, end);
  follower.currentTime = media.currentTime;
  step();
  return () => {
    end.abort();
    free();
    follower.pause();
  };
}
