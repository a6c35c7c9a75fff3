// Times and shares as languages write them; the server writes the same (tests/web/test_filters.py).
import assert from "node:assert/strict";
import { test } from "node:test";

import { clock, percent } from "../../../../templates/components/bar/time.js";

const times = [
  [0, "en", "0:00"], [83.999, "en", "1:23"], [600, "en", "10:00"], [3661, "en", "1:01:01"],
  [3661, "fa", "۱:۰۱:۰۱"], [65, "bn", "১:০৫"], [65, "ar", "1:05"],
];
for (const [seconds, language, expected] of times) {
  test(`${seconds} seconds are ${expected} (${language})`, () => {
    assert.equal(clock(seconds, language), expected);
  });
}

const shares = [
  ["en", "125%"], ["de", "125\u00a0%"], ["tr", "%125"], ["fa", "۱۲۵٪"], ["bn", "১২৫%"],
  ["ar", "125\u200e%\u200e"],
];
for (const [language, expected] of shares) {
  test(`125 of a hundred are ${expected} (${language})`, () => {
    assert.equal(percent(125, language), expected);
  });
}
