// @ts-check
// The tools around a transcript: search, sharing, its languages. Each is loaded when it is used.
import { expected } from "../player/markup.js";
/** @import { Player } from "../player/player.js" */

/**
 * @param {Player} player
 * @param {HTMLElement} details
 * @param {{ signal: AbortSignal, left: () => void, changed: () => void }} how What to do when the
 *   reader moves elsewhere in the words, or the words are others.
 */
export function connect(player, details, { signal, left, changed }) {
  const search = expected(details, "[type=search]", HTMLInputElement);
  const quote = expected(details, "[data-tool=quote]", HTMLButtonElement);
  const form = details.querySelector("form");
  const language = form?.querySelector("select");

  const selected = () => {
    const selection = getSelection();
    const range = selection?.isCollapsed === false && selection.getRangeAt(0);
    const words = expected(details, ".words", HTMLElement);
    quote.disabled = !range || !words.contains(range.commonAncestorContainer);
  };
  const share = async (/** @type {MouseEvent} */ event) => {
    const tool = /** @type {Element} */ (event.target).closest("button")?.dataset.tool;
    if (tool === "copy") (await import("./sharing.js")).copyMoment(player, details);
    if (tool === "quote") (await import("./sharing.js")).quote(player, details);
  };
  const load = async () => {
    const { change } = await import("./changing.js");
    const done = !!form && (await change(details, form));
    if (done) changed();
    if (done) player.set("transcript-language", language?.value);
    return done;
  };
  const choose = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    player.request("prefer", { transcript_language: language?.value });
    if (await load()) player.say(player.word("shown"));
    else form?.submit();
  };
  /** Who chose no language for it reads the one of the captions. */
  const keepUp = async (/** @type {string} */ captions) => {
    const apart = player.preferences.transcript_language || /[?&]transcript=/.test(location.search);
    const there = [...(language?.options ?? [])].some((option) => option.value === captions);
    const old = language?.value;
    if (!language || apart || !there || old === captions) return;
    language.value = captions;
    if (!(await load())) language.value = old ?? "";
  };

  for (const tool of details.querySelectorAll("[data-tool]")) tool.removeAttribute("hidden");
  document.addEventListener("selectionchange", selected, { signal });
  details.addEventListener("click", share, { signal });
  form?.addEventListener("submit", choose, { signal });
  signal.addEventListener("abort", player.watch("captions", keepUp));
  search.addEventListener("focus", async () => {
    (await import("./search.js")).connect(player, details, { signal, left });
  }, { signal, once: true });
}
