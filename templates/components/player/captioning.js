// @ts-check
// Which captions are shown: on and off, the language, a second one. Knows tracks; how cues are
// drawn is in captions/, which is loaded with the first captions that are shown.
import { nearest, OFF } from "./choice.js";
/** @import { Player } from "./player.js" */

/** @param {Player} player */
export function captioning(player) {
  const { media, tracks, elements } = player;
  for (const element of media.querySelectorAll("track")) {
    const name = element.dataset.captions;
    if (!name) continue;
    tracks.set(name, element.track);
    elements.set(name, element);
    element.addEventListener("error", () => {
      if (name === player.captions) player.say(player.word("unloaded"));
    });
  }
  /** @type {import("../captions/drawing.js").Drawing | undefined} */
  let drawing;
  let loading = false;
  let near = false;

  /** The browser draws: with its own controls, where it insists, and until ours has arrived. */
  const native = () =>
    !drawing ||
    (media instanceof HTMLVideoElement && (player.state("native") || player.state("insisted")));

  const apply = () => {
    const shown = [player.captions, player.second].filter((name) => tracks.has(name));
    for (const [name, track] of tracks) {
      const mode = !shown.includes(name) ? "disabled" : native() ? "showing" : "hidden";
      if (track.mode !== mode) track.mode = mode;
    }
    if (drawing) {
      const drawn = native() ? [] : shown;
      drawing.show(drawn.map((name) => drawable(name)));
    } else if (near && shown.length && !player.state("native")) {
      draw();
    }
  };

  /** Ours is fetched when somebody comes near the player or it plays: a page at rest needs none. */
  const NEAR = ["pointerover", "focusin", "play", "seeking"];
  const approached = () => {
    near = true;
    for (const name of NEAR) player.removeEventListener(name, approached, true);
    apply();
  };

  const drawable = (/** @type {string} */ name) => {
    const element = /** @type {HTMLTrackElement} */ (elements.get(name));
    const regions = element.dataset.regions === undefined ? "" : element.src;
    return { track: element.track, lang: element.srclang, dir: element.dir, regions };
  };

  const draw = async () => {
    if (loading) return;
    loading = true;
    // Where it cannot be had, the browser goes on drawing.
    const { Drawing } = await import("../captions/drawing.js").catch(() => ({ Drawing: null }));
    if (!Drawing) return;
    drawing = new Drawing(player.screen, media);
    drawing.place = place();
    apply();
  };

  /** Sound has no picture to draw on: its captions stand above the bar. */
  const place = () => (media instanceof HTMLAudioElement ? "below" : player.state("place"));

  const first = () => {
    const { languages = [] } = player.preferences;
    for (const wanted of [...languages, ...navigator.languages]) {
      const found = nearest(wanted, [...tracks.keys()]);
      if (found) return found;
    }
    return tracks.keys().next().value ?? OFF;
  };
  let last = "";

  player.on("captions", (value, here) => {
    const found = nearest(value, [...tracks.keys()]);
    if (found === null) return;
    player.set("captions", found);
    if (found !== OFF) last = found;
    if (found === player.second) player.set("second", "");
    apply();
    told(found, here);
    if (here) player.request("prefer", { captions: found });
  });
  player.on("captions-toggle", () => {
    player.request("captions", player.captions === OFF ? last || first() : OFF);
  });
  player.on("second", (value, here) => {
    const found = value && nearest(value, [...tracks.keys()]);
    if (found === null || (found && found === player.captions)) return;
    player.set("second", found);
    apply();
    if (!here) return;
    player.say(said("second", found));
    player.request("prefer", { second: found });
  });
  player.on("place", (value, here) => {
    player.set("place", value);
    if (drawing) drawing.place = place();
    if (here) player.request("prefer", { place: value });
  });

  /** Says what is shown once it is there. @type {(found: string, here?: boolean) => void} */
  const told = (found, here) => {
    const element = elements.get(found);
    if (element && element.readyState !== HTMLTrackElement.LOADED) {
      if (element.readyState === HTMLTrackElement.ERROR) player.say(player.word("unloaded"));
      else element.addEventListener("load", () => told(found, here), { once: true });
    } else if (found === player.captions) {
      // Asked elsewhere, it is true here as well: once is enough to hear it.
      player.say(said("captions", found), here ? "polite" : "off");
    }
  };
  /** The sentence for what is shown now, with the language's name in that of the page. */
  const said = (/** @type {string} */ name, /** @type {string} */ value) => {
    if (!value || value === OFF) return player.word(`${name}-off`);
    const item = player.querySelector(`[data-request=captions][value="${value}"]`);
    const shown = item?.getAttribute("data-also")?.split("|")[0] ?? value;
    return player.word(name, { shown });
  };

  /** A change that is not ours: the browser's own controls, its settings, a tool of the viewer's. */
  const changed = () => {
    const on = [...tracks].filter(([name, { mode }]) => mode !== "disabled" && name !== player.second);
    const shown = (on.find(([, { mode }]) => mode === "showing") ?? on[0])?.[0] ?? OFF;
    if (on.length < 2 && shown === player.captions) return;
    // Some browsers choose by themselves while loading: that is shown, but nobody's choice.
    if (navigator.userActivation?.isActive === false) player.set("captions", shown);
    else player.request("captions", shown);
    apply();
  };

  const shown = [...elements].find(([, element]) => element.default)?.[0] ?? OFF;
  if (shown !== OFF) last = shown;
  player.set("place", player.preferences.place ?? "over");
  player.set("captions", shown);
  player.set("second", nearest(player.preferences.second ?? "", [...tracks.keys()]) ?? "");
  const stops = [player.watch("native", apply), player.watch("insisted", apply)];
  media.textTracks.addEventListener("change", changed);
  for (const name of NEAR) player.addEventListener(name, approached, true);
  apply();
  return () => {
    for (const name of NEAR) player.removeEventListener(name, approached, true);
    media.textTracks.removeEventListener("change", changed);
    drawing?.disconnect();
    for (const stop of stops) stop();
  };
}
