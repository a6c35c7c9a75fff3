// Which captions a choice means.
import assert from "node:assert/strict";
import { test } from "node:test";

import { nearest } from "../../../../templates/components/player/choice.js";

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
