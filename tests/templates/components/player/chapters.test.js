// Chapters in levels, and the way between them: `node --test`.
import assert from "node:assert/strict";
import { test } from "node:test";

import { beside, current } from "../../../../templates/components/player/chapters.js";

const all = [
  { start: 0, level: 1, title: "1" },
  { start: 0, level: 2, title: "1.1" },
  { start: 20_000, level: 2, title: "1.2" },
  { start: 40_000, level: 1, title: "2" },
  { start: 50_000, level: 2, title: "2.1" },
  { start: 55_000, level: 3, title: "2.1.1" },
  { start: 70_000, level: 1, title: "3" },
];

const innermost = [[0, "1.1"], [19_999, "1.1"], [40_000, "2"], [54_000, "2.1"], [90_000, "3"]];
for (const [now, expected] of innermost) {
  test(`at ${now} the chapter is ${expected}`, () => {
    assert.equal(current(all, now)?.title, expected);
  });
}

test("before the first chapter there is none", () => {
  assert.equal(current([{ start: 5000, level: 1 }], 0), undefined);
});

const ways = [
  ["next on the same level", 10_000, 1, "1.2"],
  ["next, where the level ends, is the one after the whole", 25_000, 1, "2"],
  ["next on the first level passes over what is inside", 41_000, 1, "3"],
  ["next out of two levels", 60_000, 1, "3"],
  ["next of the last is nothing", 80_000, 1, undefined],
  ["previous, well into a chapter, is its start", 30_000, -1, "1.2"],
  ["previous, at its start, is the one before", 21_000, -1, "1.1"],
  ["previous of the first is its start", 1000, -1, "1"],
  ["previous on the first level passes over what is inside", 71_000, -1, "2"],
];
for (const [name, now, by, expected] of ways) {
  test(name, () => assert.equal(beside(all, now, by)?.title, expected));
}
