// @ts-check
// Where a key leads in a menu.

/**
 * The place a key moves to in a menu of `count` items, or null where it moves nothing.
 * @param {string} key
 * @param {number} at
 * @param {number} count
 * @returns {number | null}
 */
export function place(key, at, count) {
  switch (key) {
    case "ArrowDown": return (at + 1) % count;
    case "ArrowUp": return (at - 1 + count) % count;
    case "Home": return 0;
    case "End": return count - 1;
    default: return null;
  }
}

/**
 * The next item after `at` one of whose names begins with what was typed, or null. The same letter
 * again and again goes through all that begin with it.
 * @param {string} typed
 * @param {readonly (readonly string[])[]} names
 * @param {number} at
 * @returns {number | null}
 */
export function typeahead(typed, names, at) {
  const wanted = folded(typed);
  const repeated = [...wanted].every((letter) => letter === wanted[0]);
  const begin = repeated ? wanted[0] : wanted;
  const after = repeated ? 1 : 0;
  for (let step = 0; step < names.length; step += 1) {
    const index = (at + after + step) % names.length;
    if (names[index].some((name) => folded(name).startsWith(begin))) return index;
  }
  return null;
}

/** @param {string} text */
function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase().trim();
}
