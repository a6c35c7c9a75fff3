// The scripts’ pure functions: `node --test tests/web/test_scripts.mjs`.
import assert from "node:assert/strict";
import { test } from "node:test";

import { place, typeahead } from "../../templates/components/menu/keys.js";
import { nearest } from "../../templates/components/player/choice.js";

const nearestCases = [
  ["off holds for every player", "off", ["en", "ar"], "off"],
  ["the same tag is taken", "ar", ["en", "ar"], "ar"],
  ["a narrower tag serves a wider choice", "en", ["fr", "en-GB"], "en-GB"],
  ["a wider tag serves a narrower choice", "pt-BR", ["en", "pt"], "pt"],
  ["another region serves where nothing nearer is", "pt-BR", ["en", "pt-PT"], "pt-PT"],
  ["Traditional Chinese is never served by Simplified", "zh-Hant", ["en", "zh-Hans"], null],
  ["Taiwan reads Traditional Chinese", "zh-TW", ["zh-Hans", "zh-Hant"], "zh-Hant"],
  ["a choice of kind falls back to the language", "es.captions", ["en", "es"], "es"],
  ["the kind is kept where there is one", "es.captions", ["es.subtitles", "es.captions"], "es.captions"],
  ["a language that is not there changes nothing", "so", ["en", "ar"], null],
  ["a tag that only begins alike is another language", "fi", ["fil"], null],
  ["no captions at all change nothing", "ar", [], null],
];

for (const [name, chosen, available, expected] of nearestCases) {
  test(name, () => assert.equal(nearest(chosen, available), expected));
}

test("easy-read English falls back to plain English", () => {
  assert.equal(nearest("en-simple", ["ar", "en-GB"]), "en-GB");
});

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
