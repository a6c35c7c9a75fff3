// @ts-check
// The sign-language video: in step with the main one, beside it, over it or as the main picture.
// Where it stands is style, by the player's attributes.
import { settings } from "../adjusting/settings.js";
import { nearest } from "../player/choice.js";
import { sheet } from "../player/sheet.js";
import { together } from "../versions/together.js";
import { change, versions } from "../versions/versions.js";
/** @import { Player } from "../player/player.js" */

await sheet("components/sign/sign.css");

/**
 * @param {Player} player
 * @param {HTMLElement} element where it comes
 */
export function connect(player, element) {
  settings(player);
  const all = [...versions(player).values()].filter(({ kind }) => kind === "sign");
  let end = () => {};

  const begin = () => {
    const wanted = nearest(player.state("sign-language"), all.map(({ language }) => language));
    const { name, sources } = all.find(({ language }) => language === wanted) ?? all[0];
    const video = document.createElement("video");
    // A picture with a name: nothing to press, and nothing to hear.
    Object.assign(video, { muted: true, playsInline: true, preload: "auto", ariaLabel: name });
    video.append(...sources.map((source) => source.cloneNode()));
    video.lastElementChild?.addEventListener("error", broken);
    video.addEventListener("error", broken);
    element.replaceChildren(video);
    const stop = together(player, video, { name: "sign", nudge: 0.25 });
    end = () => {
      stop();
      element.replaceChildren();
    };
  };
  const broken = () => {
    turn(false);
    player.say(player.word("sign-broken"));
  };
  const turn = (/** @type {boolean} */ on) => {
    end();
    end = () => {};
    element.hidden = !on;
    player.set("signed", on);
    player.set("sign", on);
    if (on) begin();
  };

  player.on("sign", async (on, here) => {
    // A link may have led to the version that is signed as a whole.
    if (player.state("version")?.startsWith("sign")) await change(player, "main");
    if (on !== player.state("signed")) turn(on);
    if (!here) return;
    player.say(player.word(`sign-${on}`));
    player.request("prefer", { sign: on });
  });
  const pressed = () => player.request("play");
  element.addEventListener("click", pressed);
  const stop = player.watch("sign-language", () => player.state("signed") && turn(true));
  return () => {
    end();
    stop();
    element.removeEventListener("click", pressed);
  };
}
