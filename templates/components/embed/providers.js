// @ts-check
// What players of other companies say and understand, as messages between windows. Their own
// scripts stay out of the page: these are the messages that those scripts exchange with the frame.

/**
 * @typedef {object} News  what a frame has told
 * @property {number} [time]  seconds
 * @property {number} [duration]  seconds
 * @property {"playing" | "paused" | "ended"} [state]
 * @property {number} [volume]  0 to 1
 * @property {number} [rate]
 *
 * @typedef {object} Provider
 * @property {unknown[]} hello  what makes a frame talk
 * @property {(message: any) => News} read
 * @property {Record<string, (value: any) => unknown[]>} say
 */

/**
 * @param {string} func
 * @param {unknown[]} args
 */
const command = (func, ...args) => [{ event: "command", func, args }];
const STATES = /** @type {const} */ ({ 0: "ended", 1: "playing", 2: "paused" });

/**
 * YouTube: functions and states of https://developers.google.com/youtube/iframe_api_reference.
 * @type {Provider}
 */
const youtube = {
  hello: [{ event: "listening", id: 1, channel: "widget" }],
  read: ({ event, info }) => {
    if (event === "onStateChange") return { state: STATES[/** @type {1} */ (info)] };
    if (!info || typeof info !== "object") return {};
    return {
      time: info.currentTime,
      duration: info.duration,
      state: STATES[/** @type {1} */ (info.playerState)],
      volume: info.volume === undefined ? undefined : info.volume / 100,
      rate: info.playbackRate,
    };
  },
  say: {
    play: () => command("playVideo"),
    pause: () => command("pauseVideo"),
    seek: (seconds) => command("seekTo", seconds, true),
    volume: (part) => command("setVolume", Math.round(part * 100)),
    muted: (on) => command(on ? "mute" : "unMute"),
    rate: (rate) => command("setPlaybackRate", rate),
    captions: (tag) =>
      tag
        ? [...command("loadModule", "captions"),
           ...command("setOption", "captions", "track", { languageCode: tag })]
        : command("unloadModule", "captions"),
  },
};

const EVENTS = ["timeupdate", "play", "pause", "ended", "volumechange", "playbackratechange"];
/** @param {string} method @param {unknown} [value] */
const method = (method, value) => [value === undefined ? { method } : { method, value }];

/**
 * Vimeo: methods and events of https://developer.vimeo.com/player/sdk/reference.
 * @type {Provider}
 */
const vimeo = {
  hello: EVENTS.map((value) => ({ method: "addEventListener", value })),
  read: ({ event, data = {} }) => ({
    time: data.seconds,
    duration: data.duration,
    state: /** @type {any} */ ({ play: "playing", pause: "paused", ended: "ended" })[event],
    volume: data.volume,
    rate: data.playbackRate,
  }),
  say: {
    play: () => method("play"),
    pause: () => method("pause"),
    seek: (seconds) => method("setCurrentTime", seconds),
    volume: (part) => method("setVolume", part),
    muted: (on) => method("setMuted", on),
    rate: (rate) => method("setPlaybackRate", rate),
    captions: (tag) => (tag ? method("enableTextTrack", { language: tag }) : method("disableTextTrack")),
  },
};

/** @type {Record<string, Provider>} by the host of the frame */
export const PROVIDERS = { "www.youtube-nocookie.com": youtube, "player.vimeo.com": vimeo };
