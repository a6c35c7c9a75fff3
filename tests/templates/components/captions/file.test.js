// What a WebVTT file says beside what a browser's cues do.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { key, reading, region } from "../../../../templates/components/captions/file.js";

const cue = ({ cues }, startTime, endTime) =>
  new Map(cues).get(key({ startTime, endTime, text: "One\ntwo" }));
const said = (settings, above = "") => {
  const file = `WEBVTT\n\n${above}00:01.000 --> 00:00:02.500 ${settings}\nOne\ntwo\n\nNext\n`;
  return cue(reading(file), 1, 2.5);
};
const A = "REGION\nid:a width:40%\n\n";

const settings = [
  ["nothing that a cue does not say", "line:50% position:10% size:30%", {}],
  ["the alignment of a line", "line:50%,center", { lineAlign: "center" }],
  ["that of a number of lines", "line:-1,end", { lineAlign: "end" }],
  ["that of a position", "position:10%,line-left", { positionAlign: "line-left" }],
  ["both", "line:0,end position:1.5%,center", { lineAlign: "end", positionAlign: "center" }],
  ["no word of an old draft", "position:10%,middle", {}],
  ["none without a place", "line:,center", {}],
  ["none of a place that is none", "line:x,center position:10,center", {}],
  ["none of a place beyond the picture", "line:101%,center position:101%,center", {}],
];
for (const [name, line, expected] of settings) {
  test(`a cue: ${name}`, () => assert.deepEqual(said(line), expected));
}

test("a cue is in the region that is defined above it", () => {
  assert.equal(said("region:a", A).region.width, 40);
  assert.deepEqual(said("region:b", A), {});
});

for (const line of ["line:1 region:a", "region:a size:50%", "vertical:rl region:a"]) {
  test(`a cue with a place of its own is in no region: ${line}`, () => {
    assert.equal(said(line, A)?.region, undefined);
  });
}

test("a size of all is no place of its own", () => {
  assert.equal(said("region:a size:100%", A).region.id, "a");
});

test("of two regions with one name the last holds", () => {
  assert.equal(said("region:a", `${A}REGION\nid:a width:70%\n\n`).region.width, 70);
});

test("a region below the first cue is none", () => {
  const file = `WEBVTT\n\n00:00.000 --> 00:01.000\nOne\n\n${A}00:01.000 --> 00:02.000 region:a\nTwo\n`;
  assert.deepEqual(reading(file).cues.map(([, said]) => said), [{}, {}]);
});

test("line ends of every kind are read", () => {
  const file = "WEBVTT\r\n\r\nREGION\r\nid:a\r\n\r\n00:00.000 --> 00:01.000 region:a\r\nOne\r\ntwo\r\n";
  for (const one of [file, file.replaceAll("\r\n", "\r")]) {
    assert.equal(cue(reading(one), 0, 1).region.id, "a");
  }
});

test("styles are those above the first cue", () => {
  const file = "WEBVTT\n\nSTYLE\n::cue { color: red }\n\nNOTE\nSTYLE\n\nSTYLE \n::cue(b)\n{ color: blue }\n\n"
    + "00:00.000 --> 00:01.000\nOne\n\nSTYLE\n::cue { color: lime }\n";
  const { styles } = reading(file);
  assert.deepEqual(styles, ["::cue { color: red }\n", "::cue(b)\n{ color: blue }\n"]);
});

const WPT = new URL("../../../../../shared/data/wpt-webvtt/", import.meta.url);
const skip = existsSync(WPT) ? false : "the W3C's caption files are not beside this checkout";
// Those whose cues are in regions or have alignments.
const W3C = skip ? [] : JSON.parse(readFileSync(new URL("expectations.json", WPT), "utf-8")).cases
  .filter(({ cues }) => cues?.some((cue) => "region" in cue || "lineAlign" in cue || "positionAlign" in cue));

const USUAL = { lineAlign: "start", positionAlign: "auto", region: null };

for (const { name, file, cues } of W3C) {
  test(`regions and alignments of the W3C's ${name}`, () => {
    const said = reading(readFileSync(new URL(file, WPT), "utf-8")).cues.map(([, one]) => one);
    for (const [number, cue] of cues.entries()) {
      for (const [field, usual] of Object.entries(USUAL)) {
        if (!(field in cue)) continue;
        const found = said[number][field] ?? usual;
        const flat = Array.isArray(found?.anchor) ? flattened(found) : found;
        assert.deepEqual(picked(flat, cue[field]), cue[field], `${field} of cue ${number}`);
      }
    }
  });
}

test("the W3C's files are there", { skip }, () => {});

test("a region has what is said of it, and else what is usual", () => {
  assert.deepEqual(region("id:x width:30% lines:2 regionanchor:1%,2% viewportanchor:3%,4.5% scroll:up"), {
    id: "x", width: 30, lines: 2, anchor: [1, 2], viewport: [3, 4.5], scroll: true,
  });
  assert.deepEqual(region("width:101% lines:-2 regionanchor:1%,2 viewportanchor:3% scroll:down"), {
    id: "", width: 100, lines: 3, anchor: [0, 100], viewport: [0, 100], scroll: false,
  });
});

/** A region by the names of `VTTRegion`. */
function flattened({ anchor, viewport, scroll, ...region }) {
  const [regionAnchorX, regionAnchorY] = anchor;
  const [viewportAnchorX, viewportAnchorY] = viewport;
  return {
    ...region, regionAnchorX, regionAnchorY, viewportAnchorX, viewportAnchorY,
    scroll: scroll ? "up" : "",
  };
}

/** Of a value the fields that `wanted` has. */
function picked(value, wanted) {
  if (!value || !wanted || typeof wanted !== "object") return value;
  return Object.fromEntries(Object.keys(wanted).map((name) => [name, value[name]]));
}
