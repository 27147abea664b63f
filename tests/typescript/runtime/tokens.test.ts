/** Tokens that a client asks for: how long one is kept, and who waits for it. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { call } from "../../src/runtime/call.js";
import * as errors from "../../src/runtime/errors.js";
import { needs } from "../../src/runtime/security.js";
import type { Settings } from "../../src/runtime/settings.js";
import { tokens } from "../../src/runtime/tokens.js";
import { CREATE, RETRIEVE } from "../support/operations.js";
import { json, Network, SETTINGS, type Sent, World, zoo } from "../support/world.js";

const PROVIDED: Settings = {
  ...SETTINGS,
  credentials: [
    {
      options: { client: "", secret: "" },
      header: "authorization",
      prefix: "Bearer ",
      encode: tokens("/token"),
    },
  ],
  security: needs(["client"]),
};
const PAIR = { apiKey: null, client: "me", secret: "hunter2" };

/** An API, and the provider of its tokens: it gives `token-1`, `token-2`, … */
class Provider extends Network {
  readonly seen: (string | null)[] = [];
  asked = 0;
  refused: string | undefined;

  constructor(answer: object = { expires_in: 3600 }) {
    super(({ url, headers }: Sent) => {
      const token = headers.get("authorization");
      if (url.endsWith("/token")) {
        this.asked += 1;
        return json({ access_token: `token-${this.asked}`, ...answer });
      }
      this.seen.push(token);
      return json({}, { status: token === this.refused ? 401 : 200 });
    });
  }
}

function client(network: Network, world = new World(), more: object = {}) {
  return zoo(network, { ...PAIR, ...more }, world, PROVIDED);
}

describe("a token", () => {
  it("is asked for once, however many calls wait for it", async () => {
    const provider = new Provider();
    const made = client(provider);
    await Promise.all(Array.from({ length: 20 }, () => call(made, RETRIEVE, ["1"])));
    assert.equal(provider.asked, 1);
    assert.deepEqual(new Set(provider.seen), new Set(["Bearer token-1"]));
  });

  it("is asked for by nobody's signal but the client's", async () => {
    const provider = new Provider();
    const made = client(provider);
    const signal = AbortSignal.abort();
    const aborted = call(made, RETRIEVE, ["1", {}, { signal }]);
    await call(made, RETRIEVE, ["1"]);
    await assert.rejects(aborted, errors.APIUserAbortError);
    assert.deepEqual(provider.seen, ["Bearer token-1"]);
  });

  for (const [lasts, later, asked] of [
    [3600, 3500, 1],
    [3600, 3541, 2],
    [10, 8, 1],
    [10, 9.5, 2],
  ] as const) {
    it(`of ${lasts} seconds ${asked === 1 ? "is" : "is not"} used after ${later}`, async () => {
      const provider = new Provider({ expires_in: lasts });
      const world = new World();
      const made = client(provider, world);
      await call(made, RETRIEVE, ["1"]);
      world.time += later * 1000;
      await call(made, RETRIEVE, ["1"]);
      assert.equal(provider.asked, asked);
    });
  }

  it("is there for copies of the client, and for other credentials there is another", async () => {
    const provider = new Provider();
    const made = client(provider);
    await call(made, RETRIEVE, ["1"]);
    await call(made.withOptions({ timeout: 9 }), RETRIEVE, ["1"]);
    const other: object = { secret: "other" };
    await call(made.withOptions(other), RETRIEVE, ["1"]);
    assert.deepEqual(provider.seen, ["Bearer token-1", "Bearer token-1", "Bearer token-2"]);
  });

  for (const lasts of [undefined, "soon"]) {
    it(`is kept until it is refused where its end is ${lasts}`, async () => {
      const provider = new Provider({ expires_in: lasts });
      const made = client(provider);
      await call(made, CREATE, [{}]);
      provider.refused = "Bearer token-1";
      await assert.rejects(call(made, CREATE, [{}]), errors.AuthenticationError);
      await call(made, CREATE, [{}]);
      assert.deepEqual(provider.seen, ["Bearer token-1", "Bearer token-1", "Bearer token-2"]);
    });
  }

  it("that was not given is asked for anew", async () => {
    const network = new Network(
      json({}, { status: 400 }),
      json({ access_token: "late" }),
      json({ id: "lion" }),
    );
    const made = client(network);
    await assert.rejects(call(made, RETRIEVE, ["1"]), errors.BadRequestError);
    await call(made, RETRIEVE, ["1"]);
    assert.equal(network.sent[2]?.headers.get("authorization"), "Bearer late");
  });

  for (const token of [undefined, 7, "line\nbreak", ""]) {
    it(`that can't be sent is told: ${JSON.stringify(token)}`, async () => {
      const made = client(new Provider({ access_token: token }));
      await assert.rejects(call(made, RETRIEVE, ["1"]), /gave no token that can be sent/);
    });
  }

  it("is asked for where the settings say, and nowhere else", async () => {
    const network = new Network(
      new Response(null, { status: 307, headers: { location: "https://evil.example/" } }),
    );
    const failed = call(client(network), RETRIEVE, ["1"]);
    await assert.rejects(failed, ({ status }: errors.APIStatusError) => status === 307);
    assert.deepEqual(
      network.sent.map(({ url }) => url),
      ["https://api.zoo.example/token"],
    );
  });

  it("is shown by no exception, and neither is the secret", async () => {
    const provider = new Provider({ access_token: "shown-456" });
    const made = client(provider);
    await call(made, RETRIEVE, ["1"]);
    provider.refused = "Bearer shown-456";
    const error = await call(made, RETRIEVE, ["1"]).catch((reason) => reason);
    const shown = [made, error].map((each) => inspect(each, { depth: 9, showHidden: true }));
    assert.doesNotMatch(shown.join(), /hunter2|shown-456/);
  });
});
