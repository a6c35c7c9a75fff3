// @ts-check
// A stylesheet that a script brings along, because a page at rest does not need it.

/**
 * Resolves once the styles hold; rejects where they cannot be had, as the script itself would.
 * @param {string} name  its address below `templates/`
 */
export async function sheet(name) {
  if (typeof document === "undefined") return; // no page: what is pure in a module is tried out
  const { href } = new URL(`../../${name}`, import.meta.url);
  if ([...document.styleSheets].some((one) => one.href === href)) return;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  await new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = () => reject(new Error(`${href} cannot be loaded.`));
    document.head.append(link);
  });
}
