// @ts-check
// Descriptions on or off, in the way the reader wants them, or another one where there is none or
// it fails. Knows the ways; not how each works.
import { settings } from "../adjusting/settings.js";
import { nearest } from "../player/choice.js";
import { change, versions } from "../versions/versions.js";
import { Region } from "./region.js";
import { tell } from "./telling.js";
import { Voice } from "./voice.js";
/** @import { Player } from "../player/player.js" */

/** The ways, in the order in which they are tried after the one that is wanted. */
const WAYS = ["recorded", "voice", "screen-reader"];

/**
 * @param {Player} player
 * @param {HTMLElement} element where descriptions are shown as text
 */
export function connect(player, element) {
  settings(player);
  const all = [...versions(player).values()];
  const recorded = new Map(
    all.filter(({ kind }) => kind === "described").map(({ language, role }) => [language, role]),
  );
  /** @type {NodeListOf<HTMLTrackElement>} */
  const elements = player.media.querySelectorAll("track[kind=descriptions]");
  const tracks = new Map(Array.from(elements, (element) => [element.srclang, element]));
  const region = new Region(element);
  /** @type {Set<string>} ways that have failed */
  const failed = new Set();
  let end = () => {};
  let turns = 0;

  const plays = () => Boolean(player.state("version")?.startsWith("described"));
  const possible = (/** @type {string} */ way) =>
    !failed.has(way) && (way === "recorded" ? recorded : tracks).size > 0;

  /** Resolves to whether the way works; undefined when something else was asked for meanwhile. */
  const begin = async (/** @type {string} */ way) => {
    if (way === "recorded") return change(player, inLanguage(player, recorded));
    if (plays() && (await change(player, "main")) === undefined) return undefined;
    if (way === "screen-reader") region.open();
    end = tell(player, inLanguage(player, tracks), {
      teller: way === "voice" ? new Voice(player) : region,
      otherwise: region,
      silent,
      unloaded,
    });
    return true;
  };
  const silent = () => {
    failed.add("voice");
    region.open();
    player.set("described", "screen-reader");
    player.say(player.word("described-silent"));
  };
  const unloaded = () => {
    failed.add("voice").add("screen-reader");
    turn(true, true, player.word("described-unloaded"));
  };

  /**
   * @param {boolean} on
   * @param {boolean} aloud
   * @param {string} [trouble] what is said before
   */
  const turn = async (on, aloud, trouble = "") => {
    const mine = (turns += 1);
    end();
    end = () => {};
    region.close();
    player.set("described", "");
    const way = on && [player.state("describe"), ...WAYS].find(possible);
    const works = way ? await begin(way) : plays() && (await change(player, "main"));
    if (mine !== turns || works === undefined) return;
    if (way && !works) {
      failed.add(way);
      return void turn(true, aloud, player.word("described-broken"));
    }
    player.set("described", way || "");
    player.set("descriptions", Boolean(way));
    if (aloud) player.say(`${trouble} ${player.word(`described-${way || "off"}`)}`.trim());
  };

  player.on("descriptions", async (on, here) => {
    if (on !== player.state("descriptions")) await turn(on, Boolean(here));
    if (here) player.request("prefer", { descriptions: on });
  });

  player.set("described", plays() ? "recorded" : "");
  const again = () => {
    if (player.state("descriptions")) turn(true, player.contains(document.activeElement));
  };
  // Another version, as that with clear speech, takes the place of a recorded one.
  const replaced = () => {
    if (player.state("described") !== "recorded" || plays()) return;
    player.set("described", "");
    player.set("descriptions", false);
  };
  const stops = [
    player.watch("version", replaced),
    player.watch("describe", changed(again)),
    player.watch("describe-language", changed(again)),
  ];
  return () => {
    end();
    for (const stop of stops) stop();
  };
}

/**
 * What is there in the language that is wanted, else in that of the page, else the first.
 * @template T
 * @param {Player} player
 * @param {Map<string, T>} all
 */
function inLanguage(player, all) {
  const known = [...all.keys()];
  const wanted = [player.state("describe-language"), document.documentElement.lang];
  const found = wanted.map((tag) => nearest(tag, known)).find(Boolean);
  return /** @type {T} */ (all.get(found ?? known[0]));
}

/**
 * Not what a state is at first, only what it becomes.
 * @param {() => void} callback
 */
function changed(callback) {
  let first = true;
  return () => {
    if (!first) callback();
    first = false;
  };
}
