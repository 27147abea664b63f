/** Messages that may outlast their connection. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { BaseAnthropic, type ClientOptions } from "../../src/base.js";
import { create } from "../../src/resources/messages.js";
import { ClientError } from "../../src/runtime/errors.js";
import { Network } from "../support/world.js";

function ask(max_tokens: number, more: object = {}, options: ClientOptions = {}, own = {}) {
  const client = new BaseAnthropic({
    apiKey: "key",
    fetch: new Network(new Response("{}")).fetch,
    ...options,
  });
  return create(client, { model: "claude-sonnet-4-5", messages: [], max_tokens, ...more }, own);
}

describe("a message of very many tokens", () => {
  it("is refused", async () => {
    await ask(21_333);
    await assert.rejects(ask(21_334), ClientError);
  });

  it("is refused earlier for slower models", async () => {
    for (const model of [
      "claude-opus-4-0",
      "claude-opus-4@20250514",
      "anthropic.claude-opus-4-1-20250805-v1:0",
    ]) {
      await ask(8_192, { model });
      await assert.rejects(ask(8_193, { model }), /stream it/);
    }
    await ask(20_000, { model: "claude-opus-4-8" });
  });

  it("is sent where it is streamed, or the caller has set a timeout", async () => {
    await ask(100_000, { stream: true });
    await ask(100_000, {}, { timeout: 3_600_000 });
    await ask(100_000, {}, {}, { timeout: null });
  });
});
