// @ts-check
// Other languages of a transcript: the same page is fetched as its form would load it, and its
// words take the place of those that are here.
import { fetched } from "../player/fetched.js";
import { expected } from "../player/markup.js";
import { sheet } from "../player/sheet.js";
import { lines } from "./lines.js";

const PARTS = ["summary > span", ".words", "[data-page]"];

/**
 * Whether the words are changed: perhaps they cannot be fetched.
 * @param {HTMLElement} details
 * @param {HTMLFormElement} form
 */
export async function change(details, form) {
  const address = new URL(form.action);
  for (const [name, value] of new FormData(form)) address.searchParams.set(name, String(value));
  const words = expected(details, ".words", HTMLElement);
  try {
    await sheet("faces.css");
    const page = await fetched(address);
    const fresh = page?.getElementById(words.id)?.closest("details");
    if (!fresh) throw new Error(`${address} has no #${words.id}`);
    const start = topmost(details, words);
    for (const part of PARTS) {
      const own = expected(details, part, HTMLElement);
      own.replaceWith(document.adoptNode(expected(fresh, part, HTMLElement)));
    }
    Object.assign(details.dataset, { ...fresh.dataset });
    backTo(details, start);
  } catch {
    return false;
  }
  expected(details, "[type=search]", HTMLInputElement).dispatchEvent(new Event("input"));
  return true;
}

/** @param {Element} details @param {Element} words Where the first line in sight starts. */
function topmost(details, words) {
  const { top } = words.getBoundingClientRect();
  const line = lines(details).find((one) => one.getBoundingClientRect().bottom > top);
  return Number(line?.dataset.start);
}

/** @param {Element} details @param {number} start */
function backTo(details, start) {
  const words = expected(details, ".words", HTMLElement);
  const line = lines(details).findLast((one) => Number(one.dataset.start) <= start);
  const { top } = words.getBoundingClientRect();
  const by = line ? line.getBoundingClientRect().top - top : 0;
  words.scrollTo({ top: words.scrollTop + by, behavior: "instant" });
}
