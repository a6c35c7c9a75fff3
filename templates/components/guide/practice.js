// @ts-check
// Trying captions out in place: what a form or link of the guide leads to is taken from there, while
// the clip stays. It also notices when words are on the picture, whatever draws them.
import { fetched } from "../player/fetched.js";
import { expected, swap } from "../player/markup.js";
import { hold } from "../preferences/holding.js";
/** @import { Player } from "../player/player.js" */

/**
 * @param {Player} player  that of the clip
 * @param {Element} element
 */
export function connect(player, element) {
  const section = /** @type {HTMLElement} */ (element.closest(".practice"));
  const status = expected(section, ".outcome", HTMLElement);
  const trying = expected(section, ".try", HTMLElement);
  const end = new AbortController();
  const { signal } = end;

  const say = (/** @type {string} */ text) => {
    if (status.textContent === text) status.textContent = "";
    setTimeout(() => (status.textContent = text));
  };

  /**
   * Shows what a page says in place of what this one says; false where it cannot be had.
   * @param {string} address
   * @param {RequestInit} [how]
   */
  const take = async (address, how) => {
    const page = await fetched(address, how);
    const fresh = page?.querySelector(".practice");
    if (!page || !fresh) return false;
    hold(page);
    wear(page);
    trying.replaceChildren(...expected(fresh, ".try", HTMLElement).childNodes);
    trying.querySelectorAll("[data-with-script], [data-without-script]").forEach(swap);
    const back = (/** @type {Element} */ one) => expected(one, "[name=return]", HTMLInputElement);
    back(section).value = back(fresh).value;
    document.title = page.title;
    say(expected(fresh, ".outcome", HTMLElement).textContent?.trim() ?? "");
    return true;
  };

  section.addEventListener("submit", async (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (form.closest("legenda-player")) return;
    event.preventDefault();
    const body = new URLSearchParams(/** @type {any} */ (new FormData(form)));
    const asked = trying.contains(form);
    if (!(await take(form.action, { method: "POST", body }))) return form.submit();
    // The button that was pressed may be gone.
    if (asked) trying.focus();
  }, { signal });

  section.addEventListener("click", async (event) => {
    const link = event.target instanceof Element && event.target.closest("a");
    if (!link || !link.matches(".answers a")) return;
    event.preventDefault();
    if (await take(link.href)) trying.focus();
    else location.assign(link.href);
  }, { signal });

  let noticed = "";
  let told = false;
  const notice = () => {
    const name = player.captions;
    if (noticed === name || !isShown(player)) return;
    noticed = name;
    const item = player.querySelector(`[data-request=captions][value="${name}"]`);
    const shown = item?.getAttribute("data-also")?.split("|")[0] ?? name;
    // Whoever has chosen it has heard so already.
    if (!told) say(player.word("noticed", { shown }));
  };
  player.media.addEventListener("timeupdate", notice, { signal });
  const stop = player.watch("captions", (name) => {
    if (noticed && name !== noticed) [told, status.textContent] = [true, ""];
    noticed = "";
  });
  return () => {
    end.abort();
    stop();
  };
}

/** Whether words are on the picture now: ours, or the browser's own. @param {Player} player */
function isShown(player) {
  if (player.querySelector(".cue-words")) return true;
  const shown = player.tracks.get(player.captions);
  return shown?.mode === "showing" && Boolean(shown.activeCues?.length);
}

/** The look of captions that a page has is that of this one. @param {Document} page */
function wear(page) {
  const fresh = page.querySelector("link[data-look]");
  const worn = document.querySelector("link[data-look]");
  if (fresh && fresh.getAttribute("href") !== worn?.getAttribute("href")) {
    document.head.append(document.adoptNode(fresh));
    worn?.remove();
  } else if (!fresh) {
    worn?.remove();
  }
}
