/** Pages: items over all of them, each requested when it is asked for. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { call } from "../../src/runtime/call.js";
import { ClientError } from "../../src/runtime/errors.js";
import type { Operation } from "../../src/runtime/operation.js";
import { type PageBase, type PageScheme, pages } from "../../src/runtime/pages.js";
import type { IterablePromise } from "../../src/runtime/promise.js";
import { all, json, Network, type Sent, zoo } from "../support/world.js";

interface Page extends PageBase<string> {
  data: string[];
}

const SCHEME: PageScheme = {
  items: "data",
  more: "has_more",
  next: ["after_id", "last_id"],
  previous: ["before_id", "first_id"],
};
const IDS = ["a", "b", "c", "d", "e"];

/** Two ids after or before one. */
function server({ url }: Sent): Response {
  const { searchParams } = new URL(url);
  const after = searchParams.get("after_id");
  const before = searchParams.get("before_id");
  const start = after ? IDS.indexOf(after) + 1 : before ? Math.max(IDS.indexOf(before) - 2, 0) : 0;
  const data = IDS.slice(start, before ? IDS.indexOf(before) : start + 2);
  const has_more = before ? start > 0 : start + 2 < IDS.length;
  return json({ data, has_more, first_id: data[0], last_id: data.at(-1) });
}

function list(network: Network, params: object = {}, scheme = SCHEME) {
  const operation: Operation = {
    method: "GET",
    path: "/v1/animals",
    headerParams: { team: "x-team" },
    result: pages(scheme),
  };
  return call<IterablePromise<Page>>(zoo(network), operation, [params]);
}

describe("pages", () => {
  it("give all items, awaited before or not", async () => {
    const network = new Network(server);
    assert.deepEqual(await all(list(network)), IDS);
    assert.equal(network.sent.length, 3);
    assert.deepEqual(await all(await list(new Network(server))), IDS);
  });

  it("are the response's JSON, and nothing else is shown of them", async () => {
    const page = await list(new Network(server));
    assert.deepEqual(JSON.parse(JSON.stringify(page)), {
      data: ["a", "b"],
      has_more: true,
      first_id: "a",
      last_id: "b",
    });
    assert.deepEqual(page.data, ["a", "b"]);
  });

  it("are requested when they are asked for, with the parameters of the first", async () => {
    const network = new Network(server);
    for await (const id of list(network, { limit: 2, team: "cats" })) if (id === "c") break;
    assert.deepEqual(
      network.sent.map(({ url }) => new URL(url).search),
      ["?limit=2", "?limit=2&after_id=b"],
    );
    assert.equal(network.sent[1]?.headers.get("x-team"), "cats");
  });

  it("can be turned by hand", async () => {
    const first = await list(new Network(server));
    assert.ok(first.hasNextPage());
    assert.deepEqual(first.nextPageParams(), { after_id: "b" });
    const second = await first.getNextPage();
    assert.deepEqual(second.getPaginatedItems(), ["c", "d"]);
    const last = await second.getNextPage();
    assert.equal(last.hasNextPage(), false);
    assert.deepEqual(
      (await all(first.iterPages())).map(({ data }) => data),
      [["a", "b"], ["c", "d"], ["e"]],
    );
  });

  it("go back where the call did", async () => {
    assert.deepEqual(await all(list(new Network(server), { before_id: "e" })), [
      "c",
      "d",
      "a",
      "b",
    ]);
  });

  it("end where the cursor does", async () => {
    for (const cursor of [null, "", undefined]) {
      const network = new Network(json({ data: ["a"], next: cursor }));
      assert.deepEqual(await all(list(network, {}, { items: "data", next: ["page", "next"] })), [
        "a",
      ]);
    }
    const page = await list(new Network(json({ data: [] })));
    assert.throws(() => page.getNextPage(), /no next page/);
  });

  it("may have items and cursors further in", async () => {
    const scheme: PageScheme = { items: "result.list", next: ["page", "paging.next"] };
    const network = new Network(
      json({ result: { list: ["a"] }, paging: { next: 2 } }),
      json({ result: { list: ["b"] }, paging: null }),
    );
    assert.deepEqual(await all(list(network, {}, scheme)), ["a", "b"]);
  });

  it("have no items where the response has none", async () => {
    for (const body of [{}, { data: null }, null, 7]) {
      assert.deepEqual(await all(list(new Network(json(body)))), []);
    }
    assert.deepEqual(await all(list(new Network(json(["a", "b"])))), ["a", "b"]);
  });

  it("don't go round for ever", async () => {
    const circle = (url: string) => (new URL(url).searchParams.get("after_id") === "x" ? "y" : "x");
    const around = new Network(({ url }) =>
      json({ data: ["a"], has_more: true, last_id: circle(url) }),
    );
    await assert.rejects(all(list(around)), ClientError);
    const itself = new Network(json({ data: ["a"], has_more: true, last_id: "x" }));
    await assert.rejects(all(list(itself, { after_id: "x" })), /in a circle/);
  });
});
