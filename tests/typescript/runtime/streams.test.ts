/** Streams as a caller reads them, stops them, and sees them break. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { json } from "../../src/runtime/bodies.js";
import { call } from "../../src/runtime/call.js";
import * as errors from "../../src/runtime/errors.js";
import { events } from "../../src/runtime/events.js";
import { lines } from "../../src/runtime/lines.js";
import type { Operation } from "../../src/runtime/operation.js";
import type { IterablePromise } from "../../src/runtime/promise.js";
import type { Stream } from "../../src/runtime/stream.js";
import { tee } from "../../src/runtime/tee.js";
import { all, Network, json as reply, streamed, World, zoo } from "../support/world.js";

const WATCH: Operation = { method: "POST", path: "/v1/watch", body: json, stream: events };
const RESULTS: Operation = { method: "GET", path: "/v1/results", result: lines };
const THREE = [
  'event: seen\ndata: {"n":1}\n\n',
  'event: seen\ndata: {"n":2}\n\nevent: seen\ndata: {"n":3}\n\n',
];
const ITEMS = [{ n: 1 }, { n: 2 }, { n: 3 }];

interface Item {
  n: number;
}

function watch(network: Network, options = {}, world = new World()) {
  return call<IterablePromise<Stream<Item>>>(zoo(network, {}, world), WATCH, [
    { stream: true },
    options,
  ]);
}

/** What had come when the exception came. */
async function broken(items: AsyncIterable<Item>, world = new World()): Promise<[Item[], any]> {
  const found: Item[] = [];
  const read = async () => {
    for await (const item of items) found.push(item);
  };
  const error = await world.settle(
    read().then(
      () => assert.fail("no error"),
      (reason) => reason,
    ),
  );
  return [found, error];
}

describe("a stream of events", () => {
  it("gives its items, awaited before or not", async () => {
    assert.deepEqual(await all(await watch(new Network(streamed(THREE)))), ITEMS);
    assert.deepEqual(await all(watch(new Network(streamed(THREE)))), ITEMS);
  });

  it("is only given where it is asked for", async () => {
    const client = zoo(new Network(reply({ n: 0 })));
    assert.deepEqual(await call(client, WATCH, [{ stream: false }]), { n: 0 });
  });

  it("may be cut within a character, and begin with a byte order mark", async () => {
    const bytes = new TextEncoder().encode('\ufeffdata: {"n":"\u{1f981}"}\n\n');
    const network = new Network(streamed(Array.from(bytes, (byte) => new Uint8Array([byte]))));
    assert.deepEqual(await all(watch(network)), [{ n: "\u{1f981}" }]);
  });

  it("skips what is no item, and keeps events that nobody foresaw", async () => {
    const text =
      'event: ping\ndata: {}\n\n: hi\n\nevent: new\ndata: {"n":1}\n\ndata: [DONE]\n\nevent: ping\ndata: {}\n\n';
    assert.deepEqual(await all(watch(new Network(streamed([text])))), [{ n: 1 }]);
  });

  it("reads events of a known name with data of several lines", async () => {
    const text =
      'event: x\ndata: {"n":1}\n\nevent: x\ndata: {"n":\ndata: 2}\n\nevent: x\ndata: {"n":3}\n: c\n\n';
    assert.deepEqual(await all(watch(new Network(streamed([text])))), ITEMS);
  });

  it("reads one line of data behind more than one blank line", async () => {
    const text =
      '\n\n\ndata: {"n":1}\n\n\nevent: x\ndata: {"n":2}\n\n\n\nevent: x\ndata: {"n":3}\n\n';
    assert.deepEqual(await all(watch(new Network(streamed([text])))), ITEMS);
  });

  it("ends, and frees the connection, on break", async () => {
    let cancelled = 0;
    const world = new World();
    const network = new Network(streamed(THREE, "silence", () => (cancelled += 1)));
    const stream = await watch(network, {}, world);
    for await (const item of stream) {
      assert.deepEqual(item, { n: 1 });
      break;
    }
    assert.equal(network.sent[0]?.init.signal?.aborted, true);
    assert.equal(world.timers, 0);
    assert.ok(cancelled <= 1);
  });

  it("ends when it is aborted by whom it was given", async () => {
    const stream = await watch(new Network(streamed(THREE, "silence")));
    const found: Item[] = [];
    for await (const item of stream) {
      found.push(item);
      if (item.n === 2) stream.controller.abort();
    }
    assert.deepEqual(found, [{ n: 1 }, { n: 2 }]);
  });

  it("throws when the caller's signal is aborted", async () => {
    const controller = new AbortController();
    const stream = await watch(new Network(streamed(THREE, "silence")), {
      signal: controller.signal,
    });
    const found: Item[] = [];
    await assert.rejects(async () => {
      for await (const item of stream) {
        found.push(item);
        if (item.n === 3) setImmediate(() => controller.abort());
      }
    }, errors.APIUserAbortError);
    assert.deepEqual(found, ITEMS);
  });

  it("throws the error that the server tells of, behind what came before", async () => {
    const text = `${THREE[0]}event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"x"}}\n\n${THREE[1]}`;
    const [found, error] = await broken(watch(new Network(streamed([text]))));
    assert.deepEqual(found, [{ n: 1 }]);
    assert.ok(error instanceof errors.OverloadedError);
    assert.equal(error.status, 529);
    assert.equal(error.type, "overloaded_error");
    assert.equal(error.requestID, "req_stream");
  });

  it("throws an error of a type that nobody foresaw", async () => {
    for (const data of ['{"error":{"type":"constructor"}}', "oh no"]) {
      const [, error] = await broken(
        watch(new Network(streamed([`event: error\ndata: ${data}\n\n`]))),
      );
      assert.equal(error.constructor, errors.APIStatusError);
      assert.equal(error.status, 200);
    }
  });

  it("says what had come when the connection is lost", async () => {
    const [found, error] = await broken(
      watch(new Network(streamed([...THREE, "event: se"], "break"))),
    );
    assert.deepEqual(found, ITEMS);
    assert.ok(error instanceof errors.StreamInterruptedError);
    assert.ok(error instanceof errors.APIConnectionError);
    assert.equal(error.received, 3);
    assert.equal(error.partial, "event: se");
    assert.equal(error.requestID, "req_stream");
  });

  it("is not waited for longer than a timeout, which each chunk begins anew", async () => {
    const world = new World();
    const late = (text: string) =>
      new Promise<string>((resolve) => {
        world.after(50_000, () => resolve(text));
      });
    const network = new Network(() => {
      const rest = [...THREE];
      const body = new ReadableStream({
        async pull(controller) {
          const text = rest.shift();
          if (text === undefined) return;
          controller.enqueue(new TextEncoder().encode(await late(text)));
        },
      });
      return new Response(body);
    });
    const [found, error] = await broken(watch(network, {}, world), world);
    assert.deepEqual(found, ITEMS);
    assert.ok(error instanceof errors.StreamInterruptedError);
    assert.ok(error.cause instanceof errors.APIConnectionTimeoutError);
    // The timer of the first silence looks at the clock twice, and then waits for the rest of a minute.
    assert.equal(world.time - Date.UTC(2026, 0, 1), 160_000);
  });

  it("throws at what is not JSON, behind what came before", async () => {
    const [found, error] = await broken(
      watch(new Network(streamed([`${THREE[0]}data: {\n\n${THREE[1]}`]))),
    );
    assert.deepEqual(found, [{ n: 1 }]);
    assert.ok(error instanceof errors.APIResponseValidationError);
    assert.equal(error.error, "{");
  });

  it("can be read once", async () => {
    const stream = await watch(new Network(streamed(THREE)));
    await all(stream);
    assert.throws(() => stream[Symbol.asyncIterator](), errors.ClientError);
  });

  it("gives each item to one of those who ask at once, in order", async () => {
    const items = (await watch(new Network(streamed(THREE))))[Symbol.asyncIterator]();
    const results = await Promise.all(Array.from({ length: 5 }, () => items.next()));
    assert.deepEqual(
      results.map(({ value }) => value),
      [...ITEMS, undefined, undefined],
    );
  });

  it("can be read twice by way of a tee", async () => {
    const [one, other] = tee(await watch(new Network(streamed(THREE))));
    assert.deepEqual(await all(one), ITEMS);
    assert.deepEqual(await all(other), ITEMS);
  });

  it("can be handed on as lines", async () => {
    const stream = await watch(new Network(streamed(THREE)));
    assert.equal(
      await new Response(stream.toReadableStream()).text(),
      '{"n":1}\n{"n":2}\n{"n":3}\n',
    );
  });

  it("is stopped by whom it was handed on to", async () => {
    const network = new Network(streamed(THREE, "silence"));
    const reader = (await watch(network)).toReadableStream().getReader();
    await reader.read();
    await reader.cancel();
    assert.equal(network.sent[0]?.init.signal?.aborted, true);
  });

  it("is sent again while it has not begun", async () => {
    const world = new World();
    const network = new Network(new Response("", { status: 529 }), streamed(THREE));
    assert.deepEqual(await world.settle(all(watch(network, {}, world))), ITEMS);
  });
});

describe("a stream of lines", () => {
  const read = (text: string[]) =>
    all(call<IterablePromise<Stream<Item>>>(zoo(new Network(streamed(text))), RESULTS, [{}]));

  it("gives an item for each, however it is cut", async () => {
    const text = '{"n":1}\r\n\n{"n":2}\n  \n{"n":3}';
    for (let first = 0; first <= text.length; first += 1) {
      assert.deepEqual(await read([text.slice(0, first), text.slice(first)]), ITEMS);
    }
    assert.deepEqual(await read([...text, "\n"]), ITEMS);
    assert.deepEqual(await read([]), []);
  });

  it("throws at what breaks off", async () => {
    await assert.rejects(read(['{"n":1}\n{"n"']), errors.APIResponseValidationError);
  });
});
