// @ts-check
// All preferences in a dialog over the page, asked for with `settings`. The form is that of their
// page, fetched from there and sent as it would be; what is saved holds at once for every player.
import { fetched } from "../player/fetched.js";
import { swap } from "../player/markup.js";
import { sheet } from "../player/sheet.js";
import { enhance } from "./form.js";
import { hold } from "./holding.js";
/** @import { Player } from "../player/player.js" */

await sheet("components/preferences/form.css");

/** What is shown where it should be heard: a dialog that has closed says nothing. */
const status = document.createElement("p");
status.className = "visually-hidden";
status.setAttribute("role", "status");

/**
 * @param {Player} player
 * @param {HTMLElement} element  its `data-page` is the address of the page of preferences
 */
export function connect(player, element) {
  return player.on("settings", () => open(player, element.dataset.page ?? ""));
}

let opening = false;

/**
 * @param {Player} player
 * @param {string} address
 */
async function open(player, address) {
  if (opening || document.querySelector(".preferences-dialog")) return;
  opening = true;
  const page = await fetched(address);
  opening = false;
  if (!page) return player.say(player.word("part"));
  // Where it has no such form, what it has instead is there to be read.
  if (!formOf(page)) return location.assign(address);
  status.textContent = "";
  document.body.append(status);
  show(page, address);
}

/**
 * @param {Document} page
 * @param {string} address
 */
function show(page, address) {
  const dialog = document.createElement("dialog");
  dialog.className = "preferences-dialog";
  dialog.setAttribute("aria-labelledby", "preferences-dialog");
  const title = Object.assign(document.createElement("h2"), {
    id: "preferences-dialog", tabIndex: -1, autofocus: true,
    textContent: page.querySelector("h1")?.textContent,
  });
  dialog.append(title);
  let undo = put(page, dialog);

  dialog.addEventListener("submit", async (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    const submitter = /** @type {HTMLButtonElement | null} */ (event.submitter);
    if (submitter?.formMethod === "dialog") return;
    event.preventDefault();
    const body = new URLSearchParams(/** @type {any} */ (new FormData(form, submitter)));
    // The answer is that page again: it says what is saved, or what has to be put right.
    body.set("return", new URL(address, location.href).pathname);
    const answer = await fetched(form.action, { method: "POST", body });
    if (!answer || !formOf(answer)) return lost(form);
    if (answer.querySelector(".preferences .errors")) {
      undo();
      undo = put(answer, dialog);
      return;
    }
    undo = () => {};
    dialog.close();
    hold(answer);
    status.textContent = answer.querySelector(".done")?.textContent?.trim() ?? "";
  });
  dialog.addEventListener("close", () => {
    undo();
    dialog.remove();
  });
  document.body.append(dialog);
  dialog.showModal();
}

/**
 * Puts the form of a page into the dialog, in place of the one that was there.
 * @param {Document} page
 * @param {HTMLDialogElement} dialog
 */
function put(page, dialog) {
  const form = document.adoptNode(/** @type {HTMLFormElement} */ (formOf(page)));
  dialog.querySelector("form")?.remove();
  dialog.append(form);
  form.querySelectorAll("[data-with-script], [data-without-script], [data-in-dialog]").forEach(swap);
  /** @type {HTMLElement | null} */ (form.querySelector(".errors"))?.focus();
  return enhance(form);
}

/**
 * What was chosen stays in the form, and can be sent again.
 * @param {HTMLFormElement} form
 */
function lost(form) {
  const words = /** @type {HTMLElement | null} */ (form.querySelector(".unsent"));
  if (!words) return;
  // An alert is heard when it comes, so the second one has to come too.
  words.hidden = true;
  setTimeout(() => (words.hidden = false));
}

/** @param {Document} page */
function formOf(page) {
  return page.querySelector("form.preferences");
}
