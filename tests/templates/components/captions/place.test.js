// The numbers of WebVTT 1, 3.2 and 7.2: where a cue goes on the picture.
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  across, computedLine, direction, lineOffset, nearest, snapped,
} from "../../../../templates/components/captions/place.js";

const directions = [
  ["a Latin letter", "abc", "ltr"],
  ["a Hebrew letter", "אבג", "rtl"],
  ["an Arabic letter after digits and marks", "12, «ع»", "rtl"],
  ["digits of Arabic alone say nothing", "١٢٣", ""],
  ["a mark of direction counts as a letter", "\u200fabc", "rtl"],
  ["what is isolated does not count", "\u2067אבג\u2069 abc", "ltr"],
  ["a script of the astral planes, from right to left", "𞤀𞤣", "rtl"],
  ["a Han character", "字", "ltr"],
  ["nothing", " …! ", ""],
];
for (const [name, text, expected] of directions) {
  test(`direction: ${name}`, () => assert.equal(direction(text), expected));
}

const boxes = [
  ["the whole width", {}, {}, [0, 100]],
  ["a size, in the middle", { size: 40 }, {}, [30, 40]],
  ["no larger than there is room on both sides", { position: 20 }, {}, [0, 40]],
  ["as much on the other side", { position: 90, size: 50 }, {}, [80, 20]],
  ["left means from the left edge", { align: "left" }, {}, [0, 100]],
  ["right means to the right edge", { align: "right", size: 30 }, {}, [70, 30]],
  ["start alone is the middle, to the right", { align: "start" }, {}, [50, 50]],
  ["start alone, from right to left", { align: "start" }, { rtl: true }, [0, 50]],
  ["start at ten", { align: "start", position: 10 }, {}, [10, 90]],
  ["start at ten, from right to left", { align: "start", position: 10 }, { rtl: true }, [0, 10]],
  ["end at ten", { align: "end", position: 10 }, {}, [0, 10]],
  ["end at ten, from right to left", { align: "end", position: 10 }, { rtl: true }, [10, 90]],
  ["left does not turn round", { align: "left", position: 10 }, { rtl: true }, [10, 90]],
  ["an alignment of its own", { position: 60, positionAlign: "line-right" }, {}, [0, 60]],
  ["which goes before that of the text", { align: "left", position: 50, positionAlign: "center" },
    {}, [0, 100]],
  ["larger text, a larger box round the same place", { position: 40, size: 20 }, { scale: 2 },
    [20, 40]],
  ["which stays on the picture", { position: 10, size: 20 }, { scale: 4 }, [0, 80]],
  ["and is no larger than it", { size: 50 }, { scale: 4 }, [0, 100]],
  ["smaller text keeps the box", { size: 50 }, { scale: 0.5 }, [25, 50]],
  ["a box is not smaller than a word", { position: 0 }, { least: 20 }, [0, 20]],
  ["at the other edge neither", { position: 100 }, { least: 20 }, [80, 20]],
];
for (const [name, cue, text, [start, length]] of boxes) {
  test(`a box along its lines: ${name}`, () => {
    const found = across(cue, { rtl: false, scale: 1, least: 0, ...text });
    assert.deepEqual(found, { start, length });
  });
}

const lines = [
  ["nothing said, one track", {}, 0, -1],
  ["nothing said, the second track", {}, 1, -2],
  ["nothing said but that it is no number of lines", { snapToLines: false }, 1, 100],
  ["a number", { line: -3 }, 1, -3],
  ["a percentage", { line: 40, snapToLines: false }, 0, 40],
  ["a percentage that is none", { line: 101, snapToLines: false }, 0, 100],
  ["a negative percentage", { line: -1, snapToLines: false }, 0, 100],
];
for (const [name, cue, number, expected] of lines) {
  test(`the computed line: ${name}`, () => assert.equal(computedLine(cue, number), expected));
}

test("a box moves back from its line by its alignment", () => {
  const found = ["start", "center", "end"].map((lineAlign) => lineOffset({ lineAlign }, 30));
  assert.deepEqual([...found, lineOffset({}, 30)], [0, 15, 30, 0]);
});

// A picture of ten lines of 10, with one line's margin at each end where `margin` is said.
const steps = [
  ["the last line", -1, {}, [], 90],
  ["two lines end at the bottom", -1, { extent: 20 }, [], 80],
  ["the first line", 0, {}, [], 0],
  ["a line from above", 3, {}, [], 30],
  ["a line from below", -4, {}, [], 60],
  ["rounded up from the half", 2.5, {}, [], 30],
  ["rounded up below nought too", -2.5, {}, [], 80],
  ["too far down comes up", 12, {}, [], 90],
  ["too far up comes down", -12, {}, [], 0],
  ["very far is soon found", 1e18, {}, [], 90],
  ["very far the other way", -1e18, {}, [], 0],
  ["taken: upwards from below", -1, {}, [90], 80],
  ["taken: downwards from above", 0, {}, [0, 10], 20],
  ["taken up to the edge: the other way", 1, {}, [10, 20, 30, 40, 50, 60, 70, 80, 90], 0],
  ["taken everywhere", -1, { extent: 20 }, [5, 25, 45, 65, 85], null],
  ["larger than the picture", -1, { extent: 110 }, [], null],
  ["a margin below", -1, { from: 10, to: 90 }, [], 80],
  ["a margin above", 0, { from: 10, to: 90 }, [], 10],
  ["leftwards, the first line is at the right", 0, { leftwards: true }, [], 90],
  ["leftwards, two lines", 0, { leftwards: true, extent: 20 }, [], 80],
  ["leftwards, the last line is at the left", -1, { leftwards: true }, [], 0],
  ["leftwards, two last lines", -1, { leftwards: true, extent: 20 }, [], 0],
  ["leftwards, the fourth line", 3, { leftwards: true }, [], 60],
  ["leftwards, taken: on to the left", 0, { leftwards: true }, [90], 80],
];
for (const [name, line, more, taken, expected] of steps) {
  test(`on lines: ${name}`, () => {
    const box = { step: 10, extent: 10, from: 0, to: 100, leftwards: false, ...more };
    const fits = (at) => taken.every((one) => at + box.extent <= one || at >= one + 10);
    assert.equal(snapped(line, box, fits), expected);
  });
}

const rect = (x, y, width, height) => ({ x, y, width, height });
const places = [
  ["free: it stays", rect(10, 10, 20, 10), [], [10, 10]],
  ["outside: it comes in", rect(90, 95, 20, 10), [], [80, 90]],
  ["on another: the shortest way", rect(10, 10, 20, 10), [rect(0, 12, 100, 10)], [10, 2]],
  ["as short a way: the higher", rect(10, 50, 20, 10), [rect(0, 50, 100, 10)], [10, 40]],
  ["as short a way sideways: the left", rect(40, 50, 20, 10), [rect(40, 0, 20, 100)], [20, 50]],
  ["round two of them", rect(40, 50, 20, 10),
    [rect(0, 50, 100, 10), rect(0, 40, 100, 10)], [40, 60]],
  ["into a corner", rect(50, 50, 40, 40), [rect(0, 0, 100, 60), rect(0, 60, 60, 40)], [60, 60]],
];
for (const [name, box, others, [x, y]] of places) {
  test(`by percentages: ${name}`, () => {
    assert.deepEqual(nearest(box, others, { width: 100, height: 100 }), { ...box, x, y });
  });
}

test("by percentages: no room is said", () => {
  const area = { width: 100, height: 100 };
  assert.equal(nearest(rect(0, 0, 50, 50), [rect(20, 20, 60, 60)], area), null);
  assert.equal(nearest(rect(0, 0, 101, 10), [], area), null);
});

// The nearest place is as near as any that a search of all of them finds.
test("by percentages: no free place is nearer", () => {
  let seed = 7;
  const below = (most) => (seed = (seed * 16807) % 2147483647) % most;
  const area = { width: 40, height: 30 };
  for (let round = 0; round < 200; round++) {
    const box = rect(below(40), below(30), 4 + below(12), 3 + below(8));
    const others = Array.from({ length: below(5) }, () =>
      rect(below(30), below(20), 5 + below(15), 4 + below(12)));
    const free = ({ x, y }) => others.every((one) =>
      x + box.width <= one.x || x >= one.x + one.width ||
      y + box.height <= one.y || y >= one.y + one.height);
    let best = Infinity;
    for (let x = 0; x <= area.width - box.width; x++) {
      for (let y = 0; y <= area.height - box.height; y++) {
        if (free({ x, y })) best = Math.min(best, Math.hypot(x - box.x, y - box.y));
      }
    }
    const found = nearest(box, others, area);
    const far = found ? Math.hypot(found.x - box.x, found.y - box.y) : Infinity;
    assert.equal(far, best, JSON.stringify({ box, others, found }));
    if (found) assert.ok(free(found));
  }
});
