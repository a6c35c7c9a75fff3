// Addresses as they are shared.
import assert from "node:assert/strict";
import { test } from "node:test";

import { address } from "../../../../templates/components/transcript/sharing.js";

const addresses = [
  ["/en/topic?t=83#video-intro", "/en/topic?t=83#video-intro"],
  ["/en/topic?captions=ar&transcript=es&beside=en&t=83#video-intro", "/en/topic?t=83#video-intro"],
  ["/en/topic?video=two&version=described&load=two&t=0#video-two", "/en/topic?video=two&version=described&t=0#video-two"],
];

for (const [line, shared] of addresses) {
  test(`${line} is shared as ${shared}`, () => {
    assert.equal(address(`https://example.org${line}`), `https://example.org${shared}`);
  });
}
