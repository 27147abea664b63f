/** Who calls, who is told, and who is not. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { call } from "../../src/runtime/call.js";
import { base64 } from "../../src/runtime/credentials.js";
import * as errors from "../../src/runtime/errors.js";
import type { Operation } from "../../src/runtime/operation.js";
import { CREATE, LION, RETRIEVE, sentBy } from "../support/operations.js";
import { json, Network, SETTINGS, World, zoo } from "../support/world.js";

describe("credentials", () => {
  it("come from the options, else from the environment", async () => {
    const world = new World();
    Object.assign(world.variables, { ZOO_API_KEY: "from-environment", ZOO_TOKEN: "token" });
    const network = new Network(LION());
    await call(zoo(network, { apiKey: undefined }, world), RETRIEVE, ["1"]);
    await call(zoo(network, { apiKey: undefined, token: "given" }, world), RETRIEVE, ["1"]);
    assert.equal(network.sent[0]?.headers.get("x-api-key"), "from-environment");
    assert.equal(network.sent[0]?.headers.get("authorization"), "Bearer token");
    assert.equal(network.sent[1]?.headers.get("x-api-key"), null);
    assert.equal(network.sent[1]?.headers.get("authorization"), "Bearer given");
  });

  it("are not repeated where an address has one", () => {
    for (const baseURL of ["https://me:hunter2@zoo.example", "ftp://zoo.example", "hunter2"]) {
      assert.throws(
        () => zoo(new Network(), { baseURL }),
        (error) => error instanceof TypeError && !inspect(error).includes("hunter2"),
      );
    }
  });

  it("are no part of what is said of headers that could break out of their line", async () => {
    for (const headers of [
      { "x-key": "secret\r\nx: y" },
      { "x y": "secret" },
      { "x-key": "secret…" },
    ]) {
      await assert.rejects(
        call(zoo(new Network(LION())), CREATE, [{}, { headers }]),
        (error: Error) => {
          assert.ok(error instanceof TypeError);
          assert.doesNotMatch(error.message, /secret/);
          return true;
        },
      );
    }
  });

  it("may be functions that are asked before each call", async () => {
    let count = 0;
    const network = new Network(LION());
    const client = zoo(network, { apiKey: async () => `key-${(count += 1)}` });
    await call(client, RETRIEVE, ["1"]);
    await call(client, RETRIEVE, ["1"]);
    assert.deepEqual(
      network.sent.map(({ headers }) => headers.get("x-api-key")),
      ["key-1", "key-2"],
    );
  });

  it("are asked for when a call is made without", async () => {
    const network = new Network(LION());
    const client = zoo(network, { apiKey: null });
    await assert.rejects(call(client, RETRIEVE, ["1"]), /`apiKey` or `token`/);
    assert.equal(network.sent.length, 0);
    await call(client, RETRIEVE, ["1", {}, { headers: { "X-Api-Key": null } }]);
    await call(client, RETRIEVE, ["1", {}, { headers: { authorization: "Basic abc" } }]);
    await call(client, { ...RETRIEVE, open: true }, ["1"]);
    assert.equal(network.sent.length, 3);
  });

  it("can be a query value, a cookie, or basic", async () => {
    const credentials = [
      { options: { apiKey: "" }, parameter: "key" },
      { options: { token: "" }, header: "cookie", prefix: "session=" },
      {
        options: { user: "", password: "PW" },
        header: "authorization",
        prefix: "Basic ",
        encode: base64,
      },
    ];
    const network = new Network(LION());
    const options = { apiKey: "k&1", token: "t1", user: "mé" };
    const world = new World();
    Object.assign(world.variables, { PW: "pw" });
    const client = zoo(network, options, world, { ...SETTINGS, credentials });
    await call(client, RETRIEVE, ["1"]);
    await assert.rejects(
      call(zoo(network, { apiKey: null }, new World(), { ...SETTINGS, credentials }), RETRIEVE, [
        "1",
      ]),
      /`user` and `password` to be set/,
    );
    const [sent] = network.sent;
    assert.match(sent?.url ?? "", /\?key=k%261$/);
    assert.equal(sent?.headers.get("cookie"), "session=t1");
    assert.equal(sent?.headers.get("authorization"), "Basic bcOpOnB3");
  });

  it("are shown by nothing", async () => {
    const client = zoo(new Network(json({}, { status: 400 })), { token: "also-secret" });
    const error = await call(client, RETRIEVE, ["1"]).catch((reason) => reason);
    for (const shown of [
      inspect(client, { depth: 9, showHidden: true }),
      JSON.stringify(client),
      `${client}`,
    ]) {
      assert.doesNotMatch(shown, /secret/);
    }
    assert.match(inspect(client), /Zoo.*api\.zoo\.example/s);
    assert.doesNotMatch(inspect(error, { depth: 9, showHidden: true }), /secret/);
    assert.doesNotMatch(JSON.stringify(error), /secret/);
  });

  it("go to the API alone", async () => {
    const elsewhere: Operation = { method: "GET", path: "https://files.example/x" };
    const { headers } = await sentBy(elsewhere, [{}], {
      defaultHeaders: { "x-my-token": "t", "x-team": "cats" },
    });
    assert.equal(headers.get("x-api-key"), null);
    assert.equal(headers.get("x-my-token"), null);
    assert.equal(headers.get("x-team"), "cats");
  });

  it("need consent in a browser", async () => {
    const world = Object.assign(new World(), { isBrowser: true });
    assert.throws(() => zoo(new Network(), {}, world), /dangerouslyAllowBrowser/);
    const network = new Network(LION());
    await call(zoo(network, { dangerouslyAllowBrowser: true }, world), RETRIEVE, ["1"]);
    assert.equal(network.sent[0]?.headers.get("zoo-browser"), "yes");
    assert.equal(network.sent[0]?.headers.get("user-agent"), null);
  });
});

describe("redirects", () => {
  const to = (location: string, status = 307) =>
    new Response(null, { status, headers: { location } });

  it("are followed, with all headers within one origin", async () => {
    const network = new Network(to("/v2/animals"), LION());
    assert.deepEqual(await call(zoo(network), CREATE, [{ name: "Leo" }]), { id: "lion" });
    const [, second] = network.sent;
    assert.equal(second?.url, "https://api.zoo.example/v2/animals");
    assert.equal(second?.headers.get("x-api-key"), "sk-very-secret");
    assert.equal(second?.body, '{"name":"Leo"}');
    assert.equal(second?.init.redirect, "manual");
  });

  for (const location of [
    "https://evil.example/",
    "http://api.zoo.example/",
    "https://api.zoo.example:8443/",
  ]) {
    it(`carry no secret to ${location}`, async () => {
      const network = new Network(to(location), LION());
      await call(
        zoo(network, { token: "t", defaultHeaders: { cookie: "c", "x-auth": "a" } }),
        RETRIEVE,
        ["1"],
      );
      const [, second] = network.sent;
      for (const name of ["x-api-key", "authorization", "cookie", "x-auth"]) {
        assert.equal(second?.headers.get(name), null);
      }
      assert.equal(second?.headers.get("zoo-version"), "7");
    });
  }

  it("turn into GET where the web does so", async () => {
    const network = new Network(to("/done", 303), LION());
    await call(zoo(network), CREATE, [{}]);
    const [, second] = network.sent;
    assert.equal(second?.method, "GET");
    assert.equal(second?.body, null);
    assert.equal(second?.headers.get("content-type"), null);
  });

  it("end at some point", async () => {
    const network = new Network(() => to("/again"));
    const client = zoo(network, { maxRetries: 0 });
    await assert.rejects(call(client, RETRIEVE, ["1"]), errors.APIConnectionError);
    assert.equal(network.sent.length, 21);
  });
});
