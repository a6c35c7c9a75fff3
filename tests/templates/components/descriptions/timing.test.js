// How long descriptions may take: `node --test`.
import assert from "node:assert/strict";
import { test } from "node:test";

import { duration, limit } from "../../../../templates/components/descriptions/timing.js";

const cue = (startTime, endTime, text = "words") => ({ startTime, endTime, text });
const here = cue(10, 12, "A door.");

const limits = [
  ["the next speech, though the cue ends before", [], [cue(5, 9), cue(15, 16)], 15],
  ["the next speech, though the cue ends after", [], [cue(11, 14)], 11],
  ["not what is being said already", [], [cue(9, 11), cue(14, 15)], 14],
  ["not a sound", [], [cue(11, 13, "[door opens]"), cue(13, 14, "♪"), cue(14, 15)], 14],
  ["not a sound that someone makes", [], [cue(11, 13, "<v Ann>(laughs)"), cue(14, 15)], 14],
  ["the next description", [cue(11, 12)], [cue(15, 16)], 11],
  ["nothing, where nobody says any more", [], [cue(1, 2)], Infinity],
  ["its own end, where nobody knows when speech is", [], [], 12],
  ["the next description, where nobody knows when speech is", [cue(11, 12)], [], 11],
];

for (const [name, described, spoken, expected] of limits) {
  test(`the limit is ${name}`, () => {
    assert.equal(limit(here, { described: [here, ...described], spoken }), expected);
  });
}

test("a longer text takes longer, and a letter of Chinese as long as a syllable", () => {
  assert.ok(duration("A door.") < duration("A door and a window."));
  assert.ok(duration("一扇门。") > duration("door"));
  const words = "Ten words that a voice reads at its usual pace.";
  assert.ok(duration(words) > 3000 && duration(words) < 5000, `${duration(words)} ms`);
});
