/** What is thrown for a response that is no good. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { call } from "../../src/runtime/call.js";
import * as errors from "../../src/runtime/errors.js";
import { RETRIEVE } from "../support/operations.js";
import { json, Network, streamed, zoo } from "../support/world.js";

describe("an error", () => {
  const CLASSES: [number, typeof errors.APIStatusError][] = [
    [400, errors.BadRequestError],
    [401, errors.AuthenticationError],
    [402, errors.APIStatusError],
    [403, errors.PermissionDeniedError],
    [404, errors.NotFoundError],
    [408, errors.APIStatusError],
    [409, errors.ConflictError],
    [413, errors.RequestTooLargeError],
    [422, errors.UnprocessableEntityError],
    [429, errors.RateLimitError],
    [500, errors.InternalServerError],
    [503, errors.ServiceUnavailableError],
    [504, errors.DeadlineExceededError],
    [529, errors.OverloadedError],
  ];
  const body = {
    type: "error",
    error: { type: "odd_error", message: "No" },
    request_id: "req_body",
  };
  const failing = (status: number, headers: Record<string, string> = {}, value: unknown = body) =>
    call(zoo(new Network(json(value, { status, headers })), { maxRetries: 0 }), RETRIEVE, [
      "1",
    ]).then(
      () => assert.fail("no error"),
      (error) => error,
    );

  for (const [status, kind] of CLASSES) {
    it(`of status ${status} is a ${kind.name}`, async () => {
      const error = await failing(status);
      assert.equal(error.constructor, kind);
      assert.equal(error.name, kind.name);
      assert.ok(error instanceof errors.APIError && error instanceof errors.ClientError);
    });
  }

  it("says what the server said, and where", async () => {
    const error = await failing(429, {
      "request-id": "req_9",
      "zoo-organization-id": "org_1",
      "zoo-workspace-id": "w_1",
      "retry-after": "2",
      "zoo-ratelimit-input-tokens-limit": "100",
      "zoo-ratelimit-input-tokens-remaining": "3",
      "zoo-ratelimit-input-tokens-reset": "2026-01-01T00:00:05Z",
      "zoo-ratelimit-new-thing-limit": "many",
    });
    assert.deepEqual(error.error, body);
    assert.equal(error.type, "odd_error");
    assert.equal(error.requestID, "req_9");
    assert.equal(error.organizationID, "org_1");
    assert.equal(error.workspaceID, "w_1");
    assert.equal(error.retryAfter, 2_000);
    assert.deepEqual(
      { ...error.rateLimits },
      {
        "input-tokens": { limit: 100, remaining: 3, reset: new Date("2026-01-01T00:00:05Z") },
        "new-thing": {},
      },
    );
    assert.match(
      error.message,
      /^429 .*odd_error.*\(GET \/v1\/animals\/\{animal_id\}, request req_9\)$/,
    );
  });

  it("may have any body", async () => {
    assert.equal((await failing(500, {}, null)).error, null);
    assert.equal((await failing(500, {}, [1])).type, null);
    const text = new Response("<html>Bad gateway</html>\n", { status: 502 });
    const client = zoo(new Network(text), { maxRetries: 0 });
    const error: any = await call(client, RETRIEVE, ["1"]).catch((reason) => reason);
    assert.equal(error.error, "<html>Bad gateway</html>");
    assert.equal((await failing(400)).requestID, "req_body");
  });

  it("is told by its status where its body breaks off", async () => {
    const broken = (sent: Network["sent"][0]) =>
      new Response(streamed(["{"], "break")(sent).body, { status: 404 });
    await assert.rejects(call(zoo(new Network(broken)), RETRIEVE, ["1"]), errors.NotFoundError);
  });

  it("is thrown for a response that is not JSON", async () => {
    const client = zoo(new Network(new Response("<html>", { headers: { "request-id": "req_2" } })));
    await assert.rejects(call(client, RETRIEVE, ["1"]), (error) => {
      assert.ok(error instanceof errors.APIResponseValidationError);
      assert.equal(error.error, "<html>");
      assert.equal(error.requestID, "req_2");
      return true;
    });
  });
});
