// @ts-check
// What the reader prefers, as the server read it from their cookie, and the way back to it.

/** @type {Record<string, any>} */
export const preferences = JSON.parse(document.body.dataset.preferences ?? "{}");

/** @type {Record<string, string>} */
let changed = {};

/**
 * Keeps some preferences. Not saved is not lost: they hold on this page, and can be made again.
 * @param {Record<string, string | number | boolean>} changes  by the names of the form's fields
 */
export function save(changes) {
  Object.assign(preferences, changes);
  for (const [name, value] of Object.entries(changes)) changed[name] = String(value);
  // All that changed on this page: two that are on their way at once each know one cookie, the old
  // one, and the last to arrive would undo the other.
  const body = new URLSearchParams({ return: "/", ...changed });
  fetch("/preferences", { method: "POST", body, keepalive: true, redirect: "manual" }).catch(() => {});
}

/**
 * Takes over what the server now keeps.
 * @param {Record<string, any>} kept
 */
export function adopt(kept) {
  changed = {};
  for (const name of Object.keys(preferences)) delete preferences[name];
  Object.assign(preferences, kept);
}
