/** What a call gives: results, and the responses they came in. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { call } from "../../src/runtime/call.js";
import { follow } from "../../src/runtime/follow.js";
import { lines } from "../../src/runtime/lines.js";
import type { Operation } from "../../src/runtime/operation.js";
import type { APIPromise, IterablePromise } from "../../src/runtime/promise.js";
import { none, text } from "../../src/runtime/results.js";
import { LION, RETRIEVE } from "../support/operations.js";
import { all, json, Network, streamed, zoo } from "../support/world.js";

describe("a result", () => {
  it("keeps what nobody foresaw, and has the id of its request on the side", async () => {
    const body = { id: "lion", kind: "new-kind", extra: { deep: [1, null] } };
    const client = zoo(new Network(json(body, { headers: { "request-id": "req_1" } })));
    const result = await call<APIPromise<any>>(client, RETRIEVE, ["1"]);
    assert.equal(JSON.stringify(result), JSON.stringify(body));
    assert.equal(result._request_id, "req_1");
  });

  it("may be text, or nothing", async () => {
    const client = zoo(new Network(() => new Response("hello")));
    assert.equal(await call(client, { ...RETRIEVE, result: text }, ["1"]), "hello");
    assert.equal(await call(client, { ...RETRIEVE, result: none }, ["1"]), undefined);
    const empty = zoo(new Network(new Response(null, { status: 204 })));
    assert.equal(await call(empty, RETRIEVE, ["1"]), undefined);
  });

  it("comes with its response", async () => {
    const headers = {
      "request-id": "req_1",
      "zoo-workspace-id": "w_1",
      "zoo-ratelimit-requests-remaining": "4",
    };
    const client = zoo(new Network(json({ id: "lion" }, { headers })));
    const { data, response, ...others } = await call(client, RETRIEVE, ["1"]).withResponse();
    assert.deepEqual(data, { id: "lion" });
    assert.equal(response.status, 200);
    assert.equal(others.request_id, "req_1");
    assert.equal(others.workspace_id, "w_1");
    assert.equal(others.rateLimits.requests?.remaining, 4);
  });

  it("can be left in its response, which is readable", async () => {
    const client = zoo(new Network(LION()));
    const response = await call(client, RETRIEVE, ["1"]).asResponse();
    assert.deepEqual(await response.json(), { id: "lion" });
    const stream = zoo(new Network(streamed(["a", "b"])));
    const unread = await call(stream, { ...RETRIEVE, result: lines }, ["1"]).asResponse();
    assert.equal(await unread.text(), "ab");
  });

  it("is a promise like others", async () => {
    const client = zoo(new Network(() => LION()));
    const [one, other] = await Promise.all([
      call(client, RETRIEVE, ["1"]),
      call(client, RETRIEVE, ["2"]),
    ]);
    assert.deepEqual([one, other], [{ id: "lion" }, { id: "lion" }]);
    let isOver = false;
    await call(client, RETRIEVE, ["1"]).finally(() => {
      isOver = true;
    });
    assert.ok(isOver);
    assert.equal(await call(client, RETRIEVE, [""]).catch(() => "caught"), "caught");
  });

  it("can stand at an address that another operation gives", async () => {
    const results: Operation = {
      ...RETRIEVE,
      result: lines,
      query: { a: "1" },
      address: follow(() => RETRIEVE, "url"),
    };
    const network = new Network(
      json({ url: "https://api.zoo.example/r/{1}?sig=x" }),
      streamed(['{"n":1}\n']),
    );
    assert.deepEqual(
      await all(call<IterablePromise<AsyncIterable<unknown>>>(zoo(network), results, ["b1"])),
      [{ n: 1 }],
    );
    assert.equal(
      network.sent[0]?.url,
      "https://api.zoo.example/v1/animals/b1?a=1".replace("?a=1", ""),
    );
    assert.equal(network.sent[1]?.url, "https://api.zoo.example/r/{1}?sig=x");
    assert.equal(network.sent[1]?.headers.get("x-api-key"), "sk-very-secret");
    const early = zoo(new Network(json({ url: null })));
    await assert.rejects(call(early, results, ["b1"]), /no `url` yet/);
  });
});

describe("a copy of a client", () => {
  it("has the same options but for those given", async () => {
    const network = new Network(() => LION());
    const client = zoo(network, { defaultHeaders: { "x-team": "cats" } });
    const copy = client.withOptions({ maxRetries: 7, apiKey: "other" });
    await call(copy, RETRIEVE, ["1"]);
    assert.equal(copy.maxRetries, 7);
    assert.equal(client.maxRetries, 2);
    assert.equal(network.sent[0]?.headers.get("x-api-key"), "other");
    assert.equal(network.sent[0]?.headers.get("x-team"), "cats");
  });
});
