// @ts-check
// What the reader prefers, as the server read it from their cookie, and the way back to it.

/** @type {Record<string, any>} */
export const preferences = JSON.parse(document.body.dataset.preferences ?? "{}");

/**
 * Keeps some preferences. Not saved is not lost: they hold on this page, and can be made again.
 * @param {Record<string, string | number | boolean>} changes  by the names of the form's fields
 */
export function save(changes) {
  Object.assign(preferences, changes);
  const body = new URLSearchParams({ return: "/" });
  for (const [name, value] of Object.entries(changes)) body.set(name, String(value));
  fetch("/preferences", { method: "POST", body, keepalive: true, redirect: "manual" }).catch(() => {});
}
