// @ts-check
// Another page of ours, of which a part is to stand on this one.

/**
 * A page, or nothing where there is no way to it. Its drawings come along: a page has only those
 * that it uses.
 * @param {string | URL} address
 * @param {RequestInit} [how]
 */
export async function fetched(address, how) {
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" }, ...how });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const drawing of page.querySelectorAll("symbol")) {
      if (!document.getElementById(drawing.id)) document.querySelector(".icons")?.append(drawing);
    }
    return page;
  } catch {
    return null;
  }
}
