/** What a user's compiler knows: this file holds if it compiles. */

import assert from "node:assert/strict";
import { it } from "node:test";
import Anthropic, {
  type APIPromise,
  BaseAnthropic,
  type IterablePromise,
  type Message,
  type Stream,
} from "../../src/index.js";
import type { Page } from "../../src/pagination.js";
import { create } from "../../src/resources/messages.js";
import type { ModelInfo } from "../../src/types/models.js";
import type { RawMessageStreamEvent } from "../../src/types/streaming.js";

type Same<One, Other> =
  (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;

/** A value of exactly this type. */
function is<Expected>() {
  return <Given>(_given: Given, _same: Same<Given, Expected>): void => {};
}

const PARAMS = { model: "claude-opus-4-8", max_tokens: 1, messages: [] } as const;

/** Never called: the compiler alone reads it. */
export async function compiled(client: Anthropic, base: BaseAnthropic, isStream: boolean) {
  const params = { ...PARAMS, messages: [] };
  is<APIPromise<Message>>()(client.messages.create(params), true);
  is<IterablePromise<Stream<RawMessageStreamEvent>>>()(
    client.messages.create({ ...params, stream: true }),
    true,
  );
  is<Message | Stream<RawMessageStreamEvent>>()(
    await client.messages.create({ ...params, stream: isStream } as Anthropic.MessageCreateParams),
    true,
  );
  is<APIPromise<Message>>()(create(base, params), true);
  is<APIPromise<Message>>()(create(client, params, { timeout: null }), true);
  is<Page<ModelInfo>>()(await client.models.list(), true);
  for await (const model of client.models.list()) is<ModelInfo>()(model, true);
  for await (const event of client.messages.create({ ...params, stream: true })) {
    if (event.type === "content_block_delta" && event.delta.type === "text_delta") {
      is<string>()(event.delta.text, true);
    }
  }
  client.messages.stream(params).on("text", (text, snapshot) => {
    is<string>()(text, true);
    is<string>()(snapshot, true);
  });
  is<Message>()(await client.messages.stream(params).finalMessage(), true);
  const message = await client.messages.create(params);
  is<string | null | undefined>()(message._request_id, true);
  for (const block of message.content) if (block.type === "text") is<string>()(block.text, true);
  // @ts-expect-error a message is nothing to iterate over
  for await (const _ of client.messages.create(params));
  // @ts-expect-error the number of tokens is missing
  client.messages.create({ model: "claude-opus-4-8", messages: [] });
  // @ts-expect-error the option is unknown
  new BaseAnthropic({ apikey: "key" });
  // @ts-expect-error a string is no file
  client.files.upload({ file: "photo.png" });
}

it("the client has its resources, each of them once", () => {
  const client = new Anthropic({ apiKey: "key" });
  assert.equal(client.messages.batches, client.messages.batches);
  assert.ok(client instanceof BaseAnthropic);
  assert.deepEqual(Object.keys(client.messages).sort(), [
    "batches",
    "countTokens",
    "create",
    "stream",
  ]);
});

it("methods can be replaced in tests", async () => {
  const client = new Anthropic({ apiKey: "key" });
  client.models.list = () => "mine" as never;
  assert.equal(client.models.list(), "mine");
});
