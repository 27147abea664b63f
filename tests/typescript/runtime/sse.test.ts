/** Server-sent events by the rules of the WHATWG, however the stream is cut. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { blockSplitter, parseEvent, type ServerSentEvent } from "../../src/runtime/sse.js";

function eventsOf(pieces: readonly string[]): ServerSentEvent[] {
  const blocks = blockSplitter();
  return pieces
    .flatMap((piece) => blocks.feed(piece).split("\n\n"))
    .map(parseEvent)
    .filter((event) => event !== undefined);
}

const message = (data: string, event = "message") => ({ event, data });

const CASES: { [name: string]: [text: string, events: ServerSentEvent[]] } = {
  "one event": ["data: a\n\n", [message("a")]],
  "named events": [
    "event: x\ndata: a\n\nevent: y\ndata: b\n\n",
    [message("a", "x"), message("b", "y")],
  ],
  "lines that end in CR": ["event: x\rdata: a\r\rdata: b\r\r", [message("a", "x"), message("b")]],
  "lines that end in CRLF": [
    "event: x\r\ndata: a\r\n\r\ndata: b\r\n\r\n",
    [message("a", "x"), message("b")],
  ],
  "lines that end in turns": [
    "data: a\r\ndata: b\rdata: c\n\r\ndata: d\n\r",
    [message("a\nb\nc"), message("d")],
  ],
  "several lines of data": ["data: a\ndata: b\ndata\n\n", [message("a\nb\n")]],
  "one space less": ["data:a\n\ndata:  b\n\n", [message("a"), message(" b")]],
  comments: [": hello\n\n:\ndata: a\n: more\n\n", [message("a")]],
  "fields that nobody knows": [
    "date: a\nDATA: b\ndata : c\n\ndata: d\nid: 7\nretry: 10\n\n",
    [message("d")],
  ],
  "a name without data": ["event: x\n\ndata: a\n\n", [message("a")]],
  "the last of two names": ["event: x\nevent: y\ndata: a\n\n", [message("a", "y")]],
  "an empty name": ["event: x\nevent:\ndata: a\n\n", [message("a")]],
  "empty data": ["data:\n\n", [message("")]],
  "many blank lines": ["\n\n\ndata: a\n\n\n\n\ndata: b\n\n\n", [message("a"), message("b")]],
  "an end without a blank line": ["data: a\n\ndata: b\n", [message("a")]],
  "other line ends as data": [
    "data: a\u2028b\u0085c\u000bd\n\n",
    [message("a\u2028b\u0085c\u000bd")],
  ],
  "colons in data": ['data: {"a": "b: c"}\n\n', [message('{"a": "b: c"}')]],
};

describe("server-sent events", () => {
  for (const [name, [text, events]] of Object.entries(CASES)) {
    it(`with ${name}`, () => {
      assert.deepEqual(eventsOf([text]), events);
    });

    it(`with ${name}, cut anywhere`, () => {
      assert.deepEqual(eventsOf([...text]), events);
      for (let first = 0; first <= text.length; first += 1) {
        assert.deepEqual(
          eventsOf([text.slice(0, first), text.slice(first)]),
          events,
          `cut at ${first}`,
        );
        assert.deepEqual(
          eventsOf([text.slice(0, first), "", text.slice(first)]),
          events,
          `cut at ${first}`,
        );
      }
    });
  }

  it("are refused where one is larger than is held", () => {
    const blocks = blockSplitter(10);
    assert.equal(blocks.feed("data: 1\n\ndata: 2\n\n"), "data: 1\n\ndata: 2\n\n");
    assert.throws(
      () => ["data: ", "12345", "6"].map((piece) => blocks.feed(piece)),
      /larger than 10/,
    );
  });
});
