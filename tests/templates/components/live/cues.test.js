// Which cues a live track gains, and when those before them end.
import assert from "node:assert/strict";
import { test } from "node:test";

import { merged } from "../../../../templates/components/live/cues.js";

const cue = (startTime, endTime, text, id = "live-1") => ({ startTime, endTime, text, id });
const texts = (cues) => cues.map(({ text }) => text);

test("what is there already is not there twice", () => {
  const { added } = merged([cue(0, 2, "a")], [cue(0, 2, "a"), cue(2, 4, "b"), cue(2, 4, "b")]);
  assert.deepEqual(texts(added), ["b"]);
});

test("a cue that was cut short is still the same", () => {
  const { added } = merged([cue(0, 1, "a")], [cue(0, 2, "a")]);
  assert.deepEqual(added, []);
});

test("the same words later are said again", () => {
  const { added } = merged([cue(0, 2, "yes")], [cue(5, 7, "yes")]);
  assert.deepEqual(texts(added), ["yes"]);
});

const endCases = [
  ["a guessed end is over when the next cue begins", [cue(0, 3, "a")], [cue(2, 4, "b")], [["a", 2]]],
  ["among those that come together too", [], [cue(0, 3, "a"), cue(1, 4, "b")], [["a", 1]]],
  ["a known end stays", [cue(0, 3, "a", "7")], [cue(2, 4, "b")], []],
  ["a cue that is over before the next stays", [cue(0, 1, "a")], [cue(2, 4, "b")], []],
  ["cues that begin together stay together", [cue(0, 3, "a")], [cue(0, 4, "b")], []],
  ["a cue that comes late ends before the one that is there", [cue(2, 4, "b")], [cue(0, 3, "a")], [["a", 2]]],
];

for (const [name, there, come, expected] of endCases) {
  test(name, () => {
    const found = merged(there, come).ends.map(([{ text }, end]) => [text, end]);
    assert.deepEqual(found, expected);
  });
}
