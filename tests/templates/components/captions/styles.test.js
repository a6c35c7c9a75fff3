// Selectors of a caption file as selectors of our elements.
import assert from "node:assert/strict";
import { test } from "node:test";

import { selector } from "../../../../templates/components/captions/styles.js";

const C = "span:not([data-voice], [lang], .piece)";
const selectors = [
  ["b", "b"],
  [".loud", '[data-class~="loud"]'],
  ["c.loud", `${C}[data-class~="loud"]`],
  ["v", "[data-voice]"],
  ['v[voice="c v .x"]', '[data-voice][data-voice="c v .x"]'],
  ["lang[lang=en] i", "[lang][lang=en] i"],
  [":lang(en)", ":lang(en)"],
  ["#one", '[data-id="one"]'],
  ["b:past, v:future", "b[data-past], [data-voice][data-future]"],
  [":not(c)", `:not(${C})`],
];
for (const [theirs, ours] of selectors) {
  test(`::cue(${theirs})`, () => {
    assert.equal(selector("S", theirs), `:is(S :is(${ours}), S:is(${ours}) .cue-words)`);
  });
}

test("::cue", () => assert.equal(selector("S", undefined), "S .cue-words"));
