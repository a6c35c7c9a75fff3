// How long a text takes to read.
import assert from "node:assert/strict";
import { test } from "node:test";

import { reading } from "../../../../templates/components/reading/reading.js";

for (const [name, text, speed, seconds] of [
  ["a word is a word", "One two, three!", 60, 3],
  ["twice as fast takes half", "One two three four", 120, 2],
  ["an apostrophe parts no more than it joins", "don’t", 60, 2],
  ["two characters of Chinese are a word", "你好世界", 60, 2],
  ["Arabic words are words", "مرحبا بكم", 60, 2],
  ["nothing takes no time", "♪ … ♪", 60, 0],
]) {
  test(name, () => assert.equal(reading(text, speed), seconds));
}
