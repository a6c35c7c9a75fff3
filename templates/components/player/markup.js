// @ts-check
// What a component needs to find in the page's markup, which an owner may have replaced.

/** The markup of a component does not fit its script. */
export class MarkupError extends Error {
  name = "MarkupError";
}

/**
 * The descendant of `host` that a script cannot do without.
 * @template {Element} T
 * @param {Element} host
 * @param {string} selector
 * @param {new () => T} type
 * @returns {T}
 */
export function expected(host, selector, type) {
  const found = host.querySelector(selector);
  if (found instanceof type) return found;
  const place = `<${host.localName}${host.id ? ` id="${host.id}"` : ""}>`;
  const instead = found ? `found <${found.localName}>` : `found ${contents(host)}`;
  throw new MarkupError(`${place} expects ${selector} (${type.name}) in it; ${instead}.`);
}

/**
 * Shows what is only useful with script, hides what is only useful without.
 * @param {Element} element
 */
export function swap(element) {
  element.toggleAttribute("hidden", element.hasAttribute("data-without-script"));
}

/** @param {Element} host */
function contents(host) {
  const names = new Set(Array.from(host.children, (child) => `<${child.localName}>`));
  return names.size ? [...names].join(", ") : "nothing";
}
