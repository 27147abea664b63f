/** Attempts: how they are repeated, ended and seen. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { call } from "../../src/runtime/call.js";
import * as errors from "../../src/runtime/errors.js";
import { CREATE, LION, RETRIEVE, sentBy } from "../support/operations.js";
import { json, Network, silence, streamed, World, zoo } from "../support/world.js";

describe("attempts", () => {
  it("keep the idempotency key, and count", async () => {
    const network = new Network(
      new TypeError("fetch failed"),
      new Response("", { status: 500 }),
      LION(),
    );
    const world = new World();
    let keys = 0;
    world.unique = () => `key-${(keys += 1)}`;
    assert.deepEqual(await world.settle(call(zoo(network, {}, world), CREATE, [{}])), {
      id: "lion",
    });
    assert.deepEqual(
      network.sent.map(({ headers }) => [
        headers.get("idempotency-key"),
        headers.get("x-retry-count"),
      ]),
      [
        ["key-1", "0"],
        ["key-1", "1"],
        ["key-1", "2"],
      ],
    );
    assert.deepEqual(world.waits, [500, 1_000]);
    assert.equal(world.timers, 0);
  });

  it("have the caller's idempotency key, and none where nothing changes", async () => {
    const key = (await sentBy(CREATE, [{}, { idempotencyKey: "mine" }])).headers.get(
      "idempotency-key",
    );
    assert.equal(key, "mine");
    assert.equal((await sentBy(RETRIEVE, ["1"])).headers.get("idempotency-key"), null);
  });

  it("end when the server says nothing in time", async () => {
    const network = new Network(silence);
    const world = new World();
    const client = zoo(network, { timeout: 4_000, maxRetries: 1 }, world);
    await assert.rejects(world.settle(call(client, RETRIEVE, ["1"])), (error) => {
      assert.ok(error instanceof errors.APIConnectionTimeoutError);
      assert.match(error.message, /4000 ms \(GET .*, 2 attempts\)/);
      return true;
    });
    assert.deepEqual(world.waits, [4_000, 500, 4_000]);
  });

  it("end when the body does not come in time", async () => {
    const world = new World();
    const network = new Network(streamed(['{"id"'], "silence"));
    const client = zoo(network, { maxRetries: 0 }, world);
    await assert.rejects(
      world.settle(call(client, RETRIEVE, ["1", {}, { timeout: 9 }])),
      errors.APIConnectionTimeoutError,
    );
  });

  it("have no limit of time where the caller wants none", async () => {
    const world = new World();
    const answered = call(zoo(new Network(LION()), { timeout: null }, world), RETRIEVE, ["1"]);
    assert.equal(world.timers, 0);
    await answered;
  });

  it("keep to the time of the whole call", async () => {
    const world = new World();
    const client = zoo(
      new Network(silence),
      { timeout: 4_000, totalTimeout: 6_000, maxRetries: 9 },
      world,
    );
    await assert.rejects(
      world.settle(call(client, RETRIEVE, ["1"])),
      errors.APIConnectionTimeoutError,
    );
    assert.deepEqual(world.waits, [4_000, 500, 1_500]);
  });

  for (const where of ["client", "call"]) {
    it(`end when the signal of the ${where} is aborted`, async () => {
      const world = new World();
      const controller = new AbortController();
      const { signal } = controller;
      const network = new Network(silence);
      const client = zoo(network, where === "client" ? { signal } : {}, world);
      const promise = call(client, RETRIEVE, ["1", {}, where === "call" ? { signal } : {}]);
      setImmediate(() => controller.abort(new Error("enough")));
      await assert.rejects(promise, (error) => {
        assert.ok(error instanceof errors.APIUserAbortError);
        assert.equal((error.cause as Error).message, "enough");
        return true;
      });
      assert.equal(network.sent.length, 1);
      assert.equal(world.timers, 0);
    });
  }

  it("are not waited for when the signal is aborted", async () => {
    const world = new World();
    const controller = new AbortController();
    const network = new Network(() => {
      setImmediate(() => controller.abort());
      return new Response("", { status: 500 });
    });
    const promise = call(zoo(network, {}, world), RETRIEVE, [
      "1",
      {},
      { signal: controller.signal },
    ]);
    await assert.rejects(promise, errors.APIUserAbortError);
    assert.equal(network.sent.length, 1);
    assert.equal(world.timers, 0);
  });

  it("are seen and changed by middleware, the first outermost", async () => {
    const seen: string[] = [];
    const world = new World();
    const network = new Network(new Response("", { status: 500 }), LION());
    const client = zoo(
      network,
      {
        middleware: [
          async (attempt, next) => {
            seen.push(`${attempt.operation} ${attempt.retries}`);
            const response = await next({
              ...attempt,
              headers: { ...attempt.headers, "x-trace": "1" },
            });
            seen.push(`${response.status}`);
            return response;
          },
          (attempt, next) => {
            seen.push(`inner ${attempt.headers["x-trace"]}`);
            return next(attempt);
          },
        ],
      },
      world,
    );
    await world.settle(call(client, RETRIEVE, ["1"]));
    const name = "GET /v1/animals/{animal_id}";
    assert.deepEqual(seen, [`${name} 0`, "inner 1", "500", `${name} 1`, "inner 1", "200"]);
    assert.equal(network.sent[0]?.headers.get("x-trace"), "1");
  });

  it("can be answered by middleware, or asked for again", async () => {
    const world = new World();
    const network = new Network(LION());
    let calls = 0;
    const middleware = [
      async () => {
        calls += 1;
        if (calls === 1) throw new errors.RetryableError("again");
        return json({ cached: true });
      },
    ];
    assert.deepEqual(
      await world.settle(call(zoo(network, { middleware }, world), RETRIEVE, ["1"])),
      { cached: true },
    );
    assert.equal(network.sent.length, 0);
  });
});
