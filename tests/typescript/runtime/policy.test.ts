/** The call policy without network or clock: effects out, outcomes in. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Config, configure } from "../../src/runtime/config.js";
import type { Effect } from "../../src/runtime/effects.js";
import {
  APIConnectionError,
  APIStatusError,
  APIUserAbortError,
  InternalServerError,
  RateLimitError,
  RetryableError,
} from "../../src/runtime/errors.js";
import { watch } from "../../src/runtime/guard.js";
import type { Answer } from "../../src/runtime/operation.js";
import type { RequestOptions } from "../../src/runtime/options.js";
import { obtain } from "../../src/runtime/policy.js";
import type { Prepared } from "../../src/runtime/prepare.js";
import { SETTINGS, World } from "../support/world.js";

const PREPARED: Prepared = {
  operation: "POST /v1/animals/{id}",
  method: "POST",
  url: "https://api.zoo.example/v1/animals/1",
  headers: {},
  body: null,
  once: false,
  unread: false,
  timeout: 60_000,
  signals: [],
  fetchOptions: {},
};

interface Run {
  readonly result?: Answer;
  readonly error?: unknown;
  /** `send` or the milliseconds of a wait. */
  readonly steps: (string | number)[];
  readonly timeouts: number[];
}

/** What the policy does when attempts have these outcomes, each of which takes a second. */
function run(
  outcomes: readonly (Response | Error)[],
  options: RequestOptions = {},
  prepared = PREPARED,
): Run {
  const world = new World();
  const config: Config = configure(SETTINGS, {}, world);
  const policy = obtain(prepared, config, options);
  const steps: (string | number)[] = [];
  const timeouts: number[] = [];
  const rest = [...outcomes];
  const advance = (effect: Effect) => {
    if (effect.kind === "sleep") {
      steps.push(effect.milliseconds);
      world.time += effect.milliseconds;
      return policy.next(undefined);
    }
    steps.push("send");
    timeouts.push(effect.timeout);
    world.time += 1_000;
    const outcome = rest.shift() as Response | Error;
    if (outcome instanceof Error) return policy.throw(outcome);
    return policy.next({
      response: outcome,
      text: "",
      guard: watch(1, [], world, { operation: prepared.operation, attempts: timeouts.length }),
    });
  };
  try {
    let step = policy.next();
    while (!step.done) step = advance(step.value);
    return { result: step.value, steps, timeouts };
  } catch (error) {
    return { error, steps, timeouts };
  }
}

const status = (code: number, headers: Record<string, string> = {}) =>
  new Response("", { status: code, headers });

describe("the call policy", () => {
  it("sends once where the answer is good", () => {
    const { result, steps } = run([status(200)]);
    assert.equal(result?.response.status, 200);
    assert.deepEqual(steps, ["send"]);
  });

  for (const code of [408, 409, 429, 500, 503, 529]) {
    it(`sends again after ${code}, waiting twice as long each time`, () => {
      const { result, steps } = run([status(code), status(code), status(200)]);
      assert.equal(result?.response.status, 200);
      assert.deepEqual(steps, ["send", 500, "send", 1_000, "send"]);
    });
  }

  for (const code of [400, 401, 403, 404, 413, 422]) {
    it(`gives up at once after ${code}`, () => {
      const { error, steps } = run([status(code)]);
      assert.ok(error instanceof APIStatusError);
      assert.equal(error.status, code);
      assert.deepEqual(steps, ["send"]);
    });
  }

  it("gives up when the retries are used up, and says how often it tried", () => {
    const { error, steps } = run([status(500), status(500), status(500)]);
    assert.ok(error instanceof InternalServerError);
    assert.equal(error.attempts, 3);
    assert.equal(error.operation, "POST /v1/animals/{id}");
    assert.equal(steps.filter((step) => step === "send").length, 3);
  });

  it("never waits longer than the maximum", () => {
    const { steps } = run(
      Array.from({ length: 8 }, () => status(500)),
      { maxRetries: 7 },
    );
    assert.deepEqual(
      steps.filter((step) => typeof step === "number"),
      [500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000],
    );
  });

  it("does what x-should-retry says", () => {
    assert.deepEqual(run([status(500, { "x-should-retry": "false" })]).steps, ["send"]);
    assert.deepEqual(run([status(400, { "x-should-retry": "true" }), status(200)]).steps, [
      "send",
      500,
      "send",
    ]);
  });

  it("waits as long as the server asks", () => {
    const waitsFor = (headers: Record<string, string>) =>
      run([status(429, headers), status(200)]).steps[1];
    assert.equal(waitsFor({ "retry-after": "7" }), 7_000);
    assert.equal(waitsFor({ "retry-after": "0.25" }), 250);
    assert.equal(waitsFor({ "retry-after-ms": "40", "retry-after": "7" }), 40);
    // The clock stands at one second past midnight.
    assert.equal(waitsFor({ "retry-after": "Thu, 01 Jan 2026 00:00:31 GMT" }), 30_000);
    assert.equal(waitsFor({ "retry-after": "-3" }), 500);
    assert.equal(waitsFor({ "retry-after": "soon" }), 500);
    assert.equal(waitsFor({ "retry-after": "120" }), 120_000);
  });

  it("tells of a wait that is too long instead of waiting", () => {
    for (const seconds of ["121", "1e300"]) {
      const { error, steps } = run([status(429, { "retry-after": seconds })]);
      assert.ok(error instanceof RateLimitError);
      assert.equal(error.retryAfter, Number(seconds) * 1000);
      assert.deepEqual(steps, ["send"]);
    }
  });

  it("sends again after a lost connection, and after middleware asks for it", () => {
    for (const error of [new APIConnectionError("lost"), new RetryableError("again")]) {
      assert.deepEqual(run([error, status(200)]).steps, ["send", 500, "send"]);
      assert.equal(run([error, error, error]).error, error);
    }
  });

  it("lets other exceptions through", () => {
    for (const error of [new APIUserAbortError("stop"), new RangeError("a bug")]) {
      const { error: thrown, steps } = run([error]);
      assert.equal(thrown, error);
      assert.deepEqual(steps, ["send"]);
    }
  });

  it("does not send a stream twice", () => {
    const { error, steps } = run([status(429)], {}, { ...PREPARED, once: true });
    assert.ok(error instanceof RateLimitError);
    assert.deepEqual(steps, ["send"]);
  });

  it("keeps to the time that a call may take in all", () => {
    const { error, steps, timeouts } = run([status(500), status(500)], {
      totalTimeout: 3_000,
      maxRetries: 9,
    });
    assert.ok(error instanceof InternalServerError);
    assert.deepEqual(steps, ["send", 500, "send"]);
    // What is left of the time, where that is less than an attempt may take.
    assert.deepEqual(timeouts, [3_000, 1_500]);
  });
});
