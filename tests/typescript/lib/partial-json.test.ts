/** JSON that breaks off anywhere, and the value as far as it has come. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { partialJSON } from "../../src/lib/partial-json.js";

function readFrom(...pieces: string[]): unknown {
  const partial = partialJSON();
  for (const piece of pieces) partial.feed(piece);
  return partial.value();
}

const WHOLE = [
  '{"a": 1, "b": [true, null, -2.5e3, "x"], "c": {"d": {}}, "e": []}',
  ' [ "\\"\\\\\\u00e4\\n" , "{[,:]}" , {"k\\"ey": "v"} ] ',
  '{"__proto__": {"a": 1}, "constructor": [], "": 0}',
  '{"text": "\u{1f981}\\ud83e\\udd81"}',
];

describe("partial JSON", () => {
  for (const text of WHOLE) {
    it(`reads all of ${text}`, () => {
      const whole = JSON.stringify(JSON.parse(text));
      assert.equal(JSON.stringify(readFrom(text)), whole);
      assert.equal(JSON.stringify(readFrom(...text)), whole);
      for (let cut = 0; cut <= text.length; cut += 1) {
        assert.equal(JSON.stringify(readFrom(text.slice(0, cut), text.slice(cut))), whole);
      }
    });
  }

  const PARTS: [text: string, value: unknown][] = [
    ["", undefined],
    ["{", {}],
    ['{"a', {}],
    ['{"a"', {}],
    ['{"a":', {}],
    ['{"a": "x', {}],
    ['{"a": "x"', { a: "x" }],
    ['{"a": 12', {}],
    ['{"a": 12,', { a: 12 }],
    ['{"a": tru', {}],
    ['{"a": [1, 2', { a: [1] }],
    ['{"a": [1, {"b": "c"', { a: [1, { b: "c" }] }],
    ['{"a": "x\\', {}],
  ];
  for (const [text, value] of PARTS) {
    it(`reads what has come of ${text}`, () => {
      assert.deepEqual(readFrom(text), value);
      assert.deepEqual(readFrom(...text), value);
    });
  }

  it("gives one object, brought up to date", () => {
    const partial = partialJSON();
    partial.feed('{"a": [1,');
    const value = partial.value();
    partial.feed(" 2]}");
    assert.equal(partial.value(), value);
    assert.deepEqual(value, { a: [1, 2] });
  });

  it("looks at a long string once, in however many pieces it comes", () => {
    const partial = partialJSON();
    const piece = "0123456789".repeat(10);
    partial.feed('{"a": "');
    for (let count = 0; count < 100_000; count += 1) partial.feed(piece);
    partial.feed('"}');
    assert.equal((partial.value() as { a: string }).a.length, 10_000_000);
  });

  it("makes nothing worse of what is no JSON", () => {
    for (const text of ["}{", "]]]", '{"a" "b" 1 2}', "{1: 2}", "nonsense ", '{"a": \u0000}']) {
      assert.doesNotThrow(() => readFrom(text));
    }
  });
});
