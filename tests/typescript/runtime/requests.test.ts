/** What a call sends, wherever its parameters go. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { appended } from "../../src/runtime/appending.js";
import * as bodies from "../../src/runtime/bodies.js";
import { call } from "../../src/runtime/call.js";
import { oneOf } from "../../src/runtime/choice.js";
import type { Caller } from "../../src/runtime/config.js";
import { cookieOf } from "../../src/runtime/cookies.js";
import * as errors from "../../src/runtime/errors.js";
import { mountedFunction, mountedResource } from "../../src/runtime/mounting.js";
import type { Operation } from "../../src/runtime/operation.js";
import { resource } from "../../src/runtime/resource.js";
import { styled } from "../../src/runtime/styles.js";
import { CREATE, LION, RETRIEVE, sentBy } from "../support/operations.js";
import { Network, World, zoo } from "../support/world.js";

describe("a request", () => {
  it("has the headers that every request has", async () => {
    const { url, method, headers, body } = await sentBy(CREATE, [{ name: "Leo" }]);
    assert.equal(url, "https://api.zoo.example/v1/animals");
    assert.equal(method, "POST");
    assert.deepEqual(Object.fromEntries(headers), {
      accept: "application/json",
      "content-type": "application/json",
      "idempotency-key": "one-of-its-kind",
      "user-agent": "zoo-client/1.2.3 node/20.0.0",
      "x-api-key": "sk-very-secret",
      "x-retry-count": "0",
      "zoo-version": "7",
    });
    assert.equal(body, '{"name":"Leo"}');
  });

  it("has each parameter in its place", async () => {
    const update: Operation = {
      ...CREATE,
      path: "/v1/cages/{cage_id}/animals/{animal_id}",
      queryParams: { dry: "dry_run" },
    };
    const params = {
      cage_id: "c/1",
      workspace_id: "w1",
      betas: ["a", "b"],
      dry: true,
      name: "Leo",
      age: undefined,
    };
    const { url, headers, body } = await sentBy(update, ["a 1", params]);
    assert.equal(url, "https://api.zoo.example/v1/cages/c%2F1/animals/a%201?dry_run=true");
    assert.equal(headers.get("zoo-workspace-id"), "w1");
    assert.equal(headers.get("zoo-beta"), "a,b");
    assert.equal(body, '{"name":"Leo"}');
  });

  it("has parameters by their names on the wire", async () => {
    const update: Operation = {
      method: "PUT",
      path: "/v1/{cage-id}/animals/{animal_id}",
      pathParams: { cage_id: "cage-id" },
      cookieParams: { session: "SID", place: "where" },
      cookie: cookieOf,
      bodyParams: { body_animal_id: "animal_id" },
      body: bodies.json,
      contentType: "application/merge-patch+json",
    };
    const params = { cage_id: "c1", session: "a;b", place: undefined, body_animal_id: "a2" };
    const { url, headers, body } = await sentBy(update, ["a1", params]);
    assert.equal(url, "https://api.zoo.example/v1/c1/animals/a1");
    assert.equal(headers.get("cookie"), "SID=a%3Bb");
    assert.equal(headers.get("content-type"), "application/merge-patch+json");
    assert.equal(body, '{"animal_id":"a2"}');
  });

  it("sends what a mounted resource sends besides, but to no address that the server gave", async () => {
    const network = new Network(LION());
    const operations = {
      list: { method: "GET", path: "/v1/animals" },
      follow: {
        method: "GET",
        path: "/v1/x",
        address: async () => "https://api.zoo.example/y?z=1",
      },
    };
    const animals = (client: Caller) =>
      resource<Record<"list" | "follow", (params: object) => Promise<unknown>>>(client, operations);
    const mounted = mountedResource(animals, { beta: "true" })(zoo(network));
    await mounted.list({ wild: true });
    await mounted.follow({});
    const list = (client: Caller, params: object) => call(client, operations.list, [params]);
    await mountedFunction(list, { beta: "true" })(zoo(network), {});
    assert.deepEqual(
      network.sent.map(({ url }) => url),
      [
        "https://api.zoo.example/v1/animals?beta=true&wild=true",
        "https://api.zoo.example/y?z=1",
        "https://api.zoo.example/v1/animals?beta=true",
      ],
    );
  });

  it("sends the parameters of a call without a body as its query", async () => {
    const { url, body } = await sentBy({ method: "GET", path: "/v1/animals" }, [
      { kinds: ["a b", "c&d"], size: { min: 1 }, born: new Date(0), wild: false, name: null },
    ]);
    assert.equal(
      url,
      "https://api.zoo.example/v1/animals?kinds=a+b&kinds=c%26d&size%5Bmin%5D=1&born=1970-01-01T00%3A00%3A00.000Z&wild=false",
    );
    assert.equal(body, null);
  });

  it("writes values in the styles that the descriptor says", async () => {
    const urlOf = async (style: string, value: unknown) => {
      const list: Operation = { method: "GET", path: "/a", style: styled({ ids: style }) };
      return (await sentBy(list, [{ ids: value, sort: "id" }])).url.slice(
        "https://api.zoo.example/a".length,
      );
    };
    const colour = { R: 100, G: [200, 1], by: { me: true } };
    assert.equal(await urlOf("form", ["a,b", "c"]), "?ids=a%2Cb,c&sort=id");
    assert.equal(await urlOf("form", []), "?sort=id");
    assert.equal(
      await urlOf("form", colour),
      "?ids=R,100,G,%5B200%2C1%5D,by,%7B%22me%22%3Atrue%7D&sort=id",
    );
    assert.equal(await urlOf("form*", { R: 100, G: [200, 1] }), "?R=100&G=200&G=1&sort=id");
    assert.equal(await urlOf("spaceDelimited", ["a", "b"]), "?ids=a%20b&sort=id");
    assert.equal(await urlOf("pipeDelimited", ["a", "b"]), "?ids=a%7Cb&sort=id");
    assert.equal(
      await urlOf("deepObject*", { at: { gte: 1 }, in: ["x", "y"], of: [{ a: 1 }] }),
      "?ids%5Bat%5D%5Bgte%5D=1&ids%5Bin%5D=x&ids%5Bin%5D=y&ids%5Bof%5D%5B0%5D%5Ba%5D=1&sort=id",
    );
    assert.equal(await urlOf("+form", ["a/b%20ü", "c&d"]), "?ids=a/b%20%C3%BC,c%26d&sort=id");
    assert.equal(await urlOf("json", { a: 1 }), "?ids=%7B%22a%22%3A1%7D&sort=id");
    assert.equal(await urlOf("form", null), "?sort=id");
  });

  it("writes styles of paths, headers, cookies and forms", async () => {
    const styles = { id: "matrix*", sizes: "form*", tags: "cookie*", kinds: "form" };
    const operation: Operation = {
      method: "POST",
      path: "/a/{id}",
      headerParams: { sizes: "x-sizes" },
      cookieParams: { tags: "tags" },
      cookie: cookieOf,
      style: styled(styles),
      body: bodies.form,
    };
    const params = { sizes: { a: 1, b: 2 }, tags: ["x/y", "z"], kinds: ["a b", "c"] };
    const sent = await sentBy(operation, [{ R: 1, G: "/" }, params]);
    assert.equal(sent.url, "https://api.zoo.example/a/;R=1;G=%2F");
    assert.equal(sent.headers.get("x-sizes"), "a=1,b=2");
    assert.equal(sent.headers.get("cookie"), "tags=x/y; tags=z");
    assert.equal(sent.body, "kinds=a%20b,c");
    const labelled: Operation = { method: "GET", path: "/a/{id}", style: styled({ id: "label" }) };
    assert.equal((await sentBy(labelled, [[1, 2]])).url, "https://api.zoo.example/a/.1,2");
  });

  it("sends the one of several bodies that takes what is given, or that is asked for", async () => {
    const operation: Operation = {
      method: "POST",
      path: "/a",
      choose: oneOf(
        "media_type",
        { mediaType: "application/json", takes: ["name", "age"], body: bodies.json },
        {
          mediaType: "application/x-www-form-urlencoded",
          takes: ["name", "wild"],
          body: bodies.form,
        },
        { mediaType: "text/*", takes: ["text"], body: bodies.bytes, bodyParam: "text" },
      ),
    };
    const sent = async (params: object) => {
      const { headers, body } = await sentBy(operation, [params]);
      return [headers.get("content-type"), body instanceof Blob ? await body.text() : body];
    };
    const FORM = "application/x-www-form-urlencoded";
    assert.deepEqual(await sent({ name: "Leo" }), ["application/json", '{"name":"Leo"}']);
    assert.deepEqual(await sent({ name: "Leo", wild: true }), [FORM, "name=Leo&wild=true"]);
    assert.deepEqual(await sent({ name: "Leo", media_type: FORM }), [FORM, "name=Leo"]);
    assert.deepEqual(await sent({ text: "a", media_type: "text/csv" }), ["text/csv", "a"]);
    await assert.rejects(sent({ age: 1, wild: true }), /No media type fits/);
    await assert.rejects(sent({ name: "Leo", media_type: "image/png" }), /No media type fits/);
  });

  for (const id of ["", ".", "..", undefined, null]) {
    it(`is not sent with ${JSON.stringify(id)} in its path`, async () => {
      const network = new Network(LION());
      await assert.rejects(call(zoo(network), RETRIEVE, [id]), TypeError);
      assert.equal(network.sent.length, 0);
    });
  }

  it("can't be led elsewhere by a value of its path", async () => {
    assert.match((await sentBy(RETRIEVE, ["%2e%2e"])).url, /\/animals\/%252e%252e$/);
    assert.match((await sentBy(RETRIEVE, ["../x?y#z"])).url, /\/animals\/\.\.%2Fx%3Fy%23z$/);
  });

  it("takes parameters of any name", async () => {
    const params = JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}');
    const { body } = await sentBy(CREATE, [params]);
    assert.equal(body, '{"__proto__":{"a":1},"constructor":2}');
  });

  it("can have one parameter as its body", async () => {
    const replace: Operation = { ...CREATE, bodyParam: "animals" };
    assert.equal((await sentBy(replace, [{ animals: [1, 2] }])).body, "[1,2]");
    const bare = await sentBy(replace, [{}]);
    assert.equal(bare.body, null);
    assert.equal(bare.headers.get("content-type"), null);
  });

  it("sends forms", async () => {
    const { body, headers } = await sentBy({ ...CREATE, body: bodies.form }, [
      { a: "ä b", c: [1, 2] },
    ]);
    assert.equal(body, "a=%C3%A4+b&c=1&c=2");
    assert.equal(headers.get("content-type"), "application/x-www-form-urlencoded");
  });

  it("takes headers and a query from the client, the method and the call, the last one first", async () => {
    const options = {
      defaultHeaders: { "X-One": "client", "x-two": "client" },
      defaultQuery: { a: 1, b: 1 },
    };
    const operation: Operation = {
      ...CREATE,
      headers: { "x-two": "method", "x-three": "method" },
      query: { b: "2" },
    };
    const own = { headers: { "x-THREE": "call", accept: null }, query: { c: 3 } };
    const { headers, url } = await sentBy(operation, [{}, own], options);
    assert.deepEqual(
      ["x-one", "x-two", "x-three", "accept"].map((name) => headers.get(name)),
      ["client", "method", "call", null],
    );
    assert.match(url, /\?a=1&b=2&c=3$/);
  });

  it("appends what the operation always says of a header", async () => {
    const operation: Operation = { ...CREATE, always: appended({ "zoo-beta": ["files", "a"] }) };
    assert.equal(
      (await sentBy(operation, [{ betas: ["a", "b"] }])).headers.get("zoo-beta"),
      "a,b,files",
    );
    assert.equal((await sentBy(operation, [{}])).headers.get("zoo-beta"), "files,a");
  });

  it("goes where the environment or the option says", async () => {
    const world = new World();
    world.variables.ZOO_BASE_URL = "http://localhost:8080/zoo/?via=gateway";
    world.variables.ZOO_HEADERS = "X-Team: cats\nnonsense\nX-Day: a: b";
    const network = new Network(LION());
    await call(zoo(network, {}, world), RETRIEVE, ["1"]);
    assert.equal(network.sent[0]?.url, "http://localhost:8080/zoo/v1/animals/1?via=gateway");
    assert.equal(network.sent[0]?.headers.get("x-team"), "cats");
    assert.equal(network.sent[0]?.headers.get("x-day"), "a: b");
    assert.match(
      (await sentBy(RETRIEVE, ["1"], { baseURL: "https://eu.example/" })).url,
      /^https:\/\/eu\.example\/v1/,
    );
  });

  it("is refused where its body is larger than the API takes", async () => {
    const network = new Network(LION());
    await assert.rejects(call(zoo(network), CREATE, [{ name: "ä".repeat(500) }]), (error) => {
      assert.ok(error instanceof errors.RequestTooLargeError);
      assert.equal(error.status, 413);
      assert.equal(error.notSent, true);
      return true;
    });
    assert.equal(network.sent.length, 0);
    await call(zoo(network), { ...CREATE, limit: 2_000 }, [{ name: "ä".repeat(500) }]);
  });

  it("can be made by address", async () => {
    const network = new Network(LION());
    await zoo(network).post("/v1/{odd}?a=1", { body: { x: 1 }, query: { b: 2 } });
    assert.equal(network.sent[0]?.url, "https://api.zoo.example/v1/%7Bodd%7D?a=1&b=2");
    assert.equal(network.sent[0]?.body, '{"x":1}');
    await zoo(network).get("/v1/animals");
    assert.equal(network.sent[1]?.body, null);
  });
});
