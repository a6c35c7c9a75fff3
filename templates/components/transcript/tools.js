// @ts-check
// The tools around a transcript: search, sharing, its languages. Each is loaded when it is used.
import { expected } from "../player/markup.js";

/**
 * @param {import("../player/player.js").Player} player
 * @param {HTMLElement} details
 * @param {{ signal: AbortSignal, left: () => void, changed: () => void }} how What to do when the
 *   reader moves elsewhere in the words, or the words are others.
 */
export function connect(player, details, { signal, left, changed }) {
  const search = expected(details, "[type=search]", HTMLInputElement);
  const quote = expected(details, "[data-tool=quote]", HTMLButtonElement);
  const form = details.querySelector("form");

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
  const change = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    if (!form) return;
    const language = new FormData(form).get("transcript");
    player.request("prefer", { transcript_language: language });
    const { change } = await import("./changing.js");
    if (!(await change(details, form))) return;
    changed();
    player.say(player.word("shown"));
  };

  for (const tool of details.querySelectorAll("[data-tool]")) tool.removeAttribute("hidden");
  document.addEventListener("selectionchange", selected, { signal });
  details.addEventListener("click", share, { signal });
  form?.addEventListener("submit", change, { signal });
  search.addEventListener("focus", async () => {
    (await import("./search.js")).connect(player, details, { signal, left });
  }, { signal, once: true });
}
