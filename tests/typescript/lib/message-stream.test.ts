/** The message stream: what listeners and those who iterate are told, and the message at the end. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { BaseAnthropic } from "../../src/base.js";
import { Anthropic } from "../../src/client.js";
import { ToolInputError } from "../../src/lib/accumulate.js";
import type { MessageStream } from "../../src/lib/message-stream.js";
import { fromReadableStream } from "../../src/lib/readable.js";
import { stream as streamMessage } from "../../src/resources/messages.js";
import {
  APIUserAbortError,
  ClientError,
  OverloadedError,
  StreamInterruptedError,
} from "../../src/runtime/errors.js";
import type { Message } from "../../src/types/message.js";
import type { RawMessageStreamEvent } from "../../src/types/streaming.js";
import { all, Network, streamed } from "../support/world.js";

const PARAMS = { model: "claude-opus-4-8", max_tokens: 100, messages: [] };
const START = {
  type: "message_start",
  message: {
    id: "msg_1",
    type: "message",
    role: "assistant",
    content: [],
    stop_reason: null,
    usage: { input_tokens: 9, output_tokens: 1 },
  },
};
const block = (index: number, content_block: object) => ({
  type: "content_block_start",
  index,
  content_block,
});
const delta = (index: number, of: object) => ({ type: "content_block_delta", index, delta: of });
const stop = (index: number) => ({ type: "content_block_stop", index });
const text = (added: string, index = 0) => delta(index, { type: "text_delta", text: added });
const input = (partial_json: string, index = 0) =>
  delta(index, { type: "input_json_delta", partial_json });
const END = [
  {
    type: "message_delta",
    delta: { stop_reason: "end_turn", stop_sequence: null, container: null },
    usage: { output_tokens: 7, input_tokens: null },
  },
  { type: "message_stop" },
];
const HELLO = [
  START,
  block(0, { type: "text", text: "" }),
  text("Hel"),
  text("lo"),
  stop(0),
  ...END,
];
const TOOL = { type: "tool_use", id: "t1", name: "look", input: {} };

function encoded(events: readonly any[]): string[] {
  return events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
}

type Stream = MessageStream<RawMessageStreamEvent, Message>;

function open(
  events: readonly any[],
  end: "end" | "break" | "silence" = "end",
  options = {},
): Stream {
  const network = new Network(streamed(encoded(events), end));
  const client = new Anthropic({ apiKey: "key", fetch: network.fetch, maxRetries: 0 });
  return client.messages.stream(PARAMS, options);
}

describe("a message stream", () => {
  it("gives the whole message at the end", async () => {
    const message = await open(HELLO).finalMessage();
    assert.deepEqual(message, {
      ...START.message,
      content: [{ type: "text", text: "Hello" }],
      stop_reason: "end_turn",
      stop_sequence: null,
      usage: { input_tokens: 9, output_tokens: 7 },
    });
    assert.equal(await open(HELLO).finalText(), "Hello");
  });

  it("is a function too, which asks for a stream", async () => {
    const network = new Network(streamed(encoded(HELLO)));
    const client = new BaseAnthropic({ apiKey: "key", fetch: network.fetch });
    assert.equal(await streamMessage(client, PARAMS).finalText(), "Hello");
    assert.equal(JSON.parse(String(network.sent[0]?.body)).stream, true);
  });

  it("gives the raw events to those who iterate, each of them all", async () => {
    const stream = open(HELLO);
    const [one, other, message] = await Promise.all([
      all(stream),
      all(stream),
      stream.finalMessage(),
    ]);
    assert.deepEqual(one, HELLO);
    assert.deepEqual(other, HELLO);
    assert.equal(message.content.length, 1);
  });

  it("leaves the events as they came", async () => {
    const events = await all(open(HELLO));
    assert.equal(JSON.stringify(events), JSON.stringify(HELLO));
  });

  it("tells listeners of what comes", async () => {
    const told: unknown[] = [];
    const stream = open([
      START,
      block(0, { type: "thinking", thinking: "", signature: "" }),
      delta(0, { type: "thinking_delta", thinking: "Hm" }),
      delta(0, { type: "thinking_delta", thinking: "m" }),
      delta(0, { type: "signature_delta", signature: "sig" }),
      stop(0),
      block(1, { type: "text", text: "", citations: null }),
      text("Hel", 1),
      delta(1, { type: "citations_delta", citation: { cited: 1 } }),
      text("lo", 1),
      stop(1),
      ...END,
    ]);
    stream
      .on("connect", () => told.push("connect"))
      .on("thinking", (...args) => told.push(args))
      .on("signature", (...args) => told.push(args))
      .on("text", (...args) => told.push(args))
      .on("citation", (citation, snapshot) => told.push([citation, snapshot.length]))
      .on("contentBlock", ({ type }) => told.push(type))
      .on("message", ({ id }) => told.push(id))
      .on("finalMessage", ({ stop_reason }) => told.push(stop_reason))
      .on("end", () => told.push("end"));
    await stream.done();
    assert.deepEqual(told, [
      "connect",
      ["Hm", "Hm"],
      ["m", "Hmm"],
      ["sig"],
      "thinking",
      ["Hel", "Hel"],
      [{ cited: 1 }, 1],
      ["lo", "Hello"],
      "text",
      "msg_1",
      "end_turn",
      "end",
    ]);
  });

  it("shows the message as far as it has come", async () => {
    const stream = open(HELLO);
    const texts: string[] = [];
    stream.on("streamEvent", (event, { content: [first] }) => {
      if (event.type === "content_block_delta" && first?.type === "text") texts.push(first.text);
    });
    assert.equal(stream.currentMessage, undefined);
    await stream.done();
    assert.deepEqual(texts, ["Hel", "Hello"]);
    assert.equal(stream.currentMessage, await stream.finalMessage());
    assert.equal(stream.request_id, "req_stream");
  });

  it("stops telling a listener that is taken off, and tells one of `once` once", async () => {
    const told: string[] = [];
    const stream = open(HELLO);
    const listener = () => told.push("off");
    stream.on("text", listener).off("text", listener);
    stream.once("text", (added) => told.push(added));
    await stream.done();
    assert.deepEqual(told, ["Hel"]);
  });

  it("reads a tool's input as it comes, and for good at its end", async () => {
    const seen: string[] = [];
    const stream = open([
      START,
      block(0, TOOL),
      input(""),
      input('{"a": [1, '),
      input('2], "b": "x"'),
      input("}"),
      stop(0),
      ...END,
    ]);
    stream.on("inputJson", (_, snapshot) => seen.push(JSON.stringify(snapshot) ?? "nothing"));
    const { content } = await stream.finalMessage();
    assert.deepEqual(seen, ["{}", '{"a":[1]}', '{"a":[1,2],"b":"x"}', '{"a":[1,2],"b":"x"}']);
    assert.deepEqual(content, [{ ...TOOL, input: { a: [1, 2], b: "x" } }]);
  });

  it("leaves an input as it began where none came", async () => {
    const { content } = await open([START, block(0, TOOL), stop(0), ...END]).finalMessage();
    assert.deepEqual(content, [TOOL]);
  });

  it("gives what came of an input that was cut off", async () => {
    const { content } = await open([
      START,
      block(0, TOOL),
      input('{"a": 1, "b": "x'),
      stop(0),
      { type: "message_delta", delta: { stop_reason: "max_tokens" }, usage: {} },
      { type: "message_stop" },
    ]).finalMessage();
    assert.deepEqual(content, [{ ...TOOL, input: { a: 1 } }]);
  });

  it("tells of an input that is no JSON, where the model was not cut off", async () => {
    for (const text of ['{"a": nope}', '{"a": 1', '{"a": 1}}']) {
      const stream = open([START, block(0, TOOL), input(text), stop(0), ...END]);
      await assert.rejects(stream.finalMessage(), ToolInputError);
      assert.ok(stream.errored && stream.currentMessage);
    }
  });

  it("keeps blocks, deltas and events that nobody foresaw", async () => {
    const odd = { type: "odd_block", thing: 1 };
    const message = await open([
      START,
      block(0, odd),
      delta(0, { type: "odd_delta", thing: 2 }),
      { type: "odd_event", index: 0 },
      stop(0),
      ...END,
    ]).finalMessage();
    assert.deepEqual(message.content, [odd]);
  });

  it("ends on break", async () => {
    const stream = open(HELLO, "silence");
    for await (const event of stream) {
      assert.equal(event.type, "message_start");
      break;
    }
    assert.ok(stream.ended && !stream.errored);
  });

  it("ends with an exception when it is aborted, by its own controller or the caller's", async () => {
    for (const whose of ["own", "caller's"]) {
      const controller = new AbortController();
      const stream = open(HELLO.slice(0, 3), "silence", { signal: controller.signal });
      const aborts: unknown[] = [];
      stream.on("abort", (error) => aborts.push(error));
      stream.on("text", () => (whose === "own" ? stream.abort() : controller.abort()));
      await assert.rejects(stream.finalMessage(), APIUserAbortError);
      assert.ok(stream.aborted);
      assert.equal(aborts.length, 1);
      assert.ok(stream.currentMessage);
    }
  });

  it("throws the error of the server", async () => {
    const error = { type: "error", error: { type: "overloaded_error" } };
    const told: unknown[] = [];
    const stream = open([...HELLO.slice(0, 3), error]);
    stream.on("error", (reason) => told.push(reason));
    await assert.rejects(stream.finalMessage(), OverloadedError);
    await assert.rejects(stream.done(), OverloadedError);
    await assert.rejects(all(stream), OverloadedError);
    assert.equal(told.length, 1);
  });

  it("throws what the request throws", async () => {
    const client = new Anthropic({
      apiKey: "key",
      fetch: new Network(new Response("", { status: 401 })).fetch,
    });
    const stream = client.messages.stream(PARAMS);
    await assert.rejects(stream.finalText(), { status: 401 });
  });

  it("shows what had come where it breaks off, or just ends", async () => {
    for (const end of ["break", "end"] as const) {
      await assert.rejects(open(HELLO.slice(0, 4), end).finalMessage(), (error) => {
        assert.ok(error instanceof StreamInterruptedError);
        assert.equal((error.snapshot as any).content[0].text, "Hello");
        return true;
      });
    }
  });

  it("has no text where no block is text", async () => {
    await assert.rejects(open([START, block(0, TOOL), stop(0), ...END]).finalText(), ClientError);
  });

  it("can be handed on, and made anew of that", async () => {
    const readable = open(HELLO).toReadableStream();
    const again = fromReadableStream<RawMessageStreamEvent, Message>(readable);
    assert.deepEqual(await all(again), HELLO);
    assert.equal(await again.finalText(), "Hello");
  });
});
