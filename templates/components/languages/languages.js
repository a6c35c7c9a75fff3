// @ts-check
// The list of languages closes where a menu would: with Escape, and when the reader is elsewhere.

/** @param {HTMLDetailsElement} details */
export function closing(details) {
  details.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    details.open = false;
    details.querySelector("summary")?.focus();
  });
  for (const name of ["click", "focusin"]) {
    document.addEventListener(name, ({ target }) => {
      if (target instanceof Node && !details.contains(target)) details.open = false;
    });
  }
}
