// Words found in a text, whatever their capitals and accents.
import assert from "node:assert/strict";
import { test } from "node:test";

import { found, wanted } from "../../../../templates/components/transcript/search.js";

const finds = [
  ["a word", "One and one.", "and", ["and"]],
  ["capitals do not matter", "One and one.", "ONE", ["One", "one"]],
  ["accents do not matter in the text", "Éire, E\u0301ire", "eire", ["Éire", "E\u0301ire"]],
  ["accents do not matter in what is typed", "facile a lire", "à lire", ["a lire"]],
  ["letters that have no accent are found by their like", "Łódź, Malmø", "lodz", ["Łódź"]],
  ["a German ß is ss", "Die Straße", "strasse", ["Straße"]],
  ["a part of a ligature is all of it", "of the ﬁrst", "the f", ["the ﬁ"]],
  ["a Turkish I is an i", "İstanbul ve ılık", "istanbul", ["İstanbul"]],
  ["runs of spaces are one", "used\n    in   operations", "used in operations", ["used\n    in   operations"]],
  ["vowel signs do not matter in Arabic", "الأَلَمِ الشَّدِيد", "الالم", ["الأَلَمِ"]],
  ["the lengthening of Arabic does not matter", "العـــربية", "العربيه", ["العـــربية"]],
  ["a Persian keyboard finds Arabic letters", "علي", "علی", ["علي"]],
  ["one Chinese character is a word", "氯胺酮是一种药物。", "药", ["药"]],
  ["a Chinese phrase", "脑细胞之间靠化学信号来交流。", "化学信号", ["化学信号"]],
  ["full width is the same", "ＮＭＤＡ受体", "nmda", ["ＮＭＤＡ"]],
  ["a Korean syllable is found as it is typed", "한국어", "하", ["한"]],
  ["finds do not overlap", "aaaa", "aa", ["aa", "aa"]],
  ["one Latin letter finds nothing", "a b a", "a", []],
  ["nothing finds nothing", "a b a", "  ", []],
  ["an accent alone finds nothing", "a b a", "\u0301", []],
  ["signs are no patterns", "What? (yes.)", "(yes.", ["(yes."]],
  ["beyond the basic plane places are kept", "😀😀 word", "word", ["word"]],
];

for (const [name, text, typed, expected] of finds) {
  test(name, () => {
    assert.deepEqual(found(text, wanted(typed)).map(([start, end]) => text.slice(start, end)), expected);
  });
}
