// Where a key leads in a menu.
import assert from "node:assert/strict";
import { test } from "node:test";

import { place, typeahead } from "../../../../templates/components/menu/keys.js";

const placeCases = [
  ["arrow down goes to the next", "ArrowDown", 0, 1],
  ["arrow down goes round at the end", "ArrowDown", 2, 0],
  ["arrow up goes round at the start", "ArrowUp", 0, 2],
  ["Home goes to the first", "Home", 2, 0],
  ["End goes to the last", "End", 0, 2],
  ["other keys move nothing", "Tab", 1, null],
];

for (const [name, key, at, expected] of placeCases) {
  test(name, () => assert.equal(place(key, at, 3), expected));
}

const names = ["Off", "Cymraeg", "English", "Español", "العربية", "Éire"];
const typeaheadCases = [
  ["a letter goes to the next name that begins with it", "e", 0, 2],
  ["the same letter again goes on", "e", 2, 3],
  ["the same letter pressed twice goes on too", "ee", 2, 3],
  ["accents do not matter", "e", 3, 5],
  ["more letters stay on a name that fits", "es", 3, 3],
  ["Arabic letters work", "ا", 0, 4],
  ["nothing fits", "x", 0, null],
];

for (const [name, typed, at, expected] of typeaheadCases) {
  test(name, () => assert.equal(typeahead(typed, names.map((name) => [name]), at), expected));
}
