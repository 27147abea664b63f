/** Ask a model for the next message of a conversation, and measure prompts beforehand. */

import { MessageStream } from "../lib/message-stream.js";
import { json } from "../runtime/bodies.js";
import { call } from "../runtime/call.js";
import type { Caller } from "../runtime/config.js";
import { events } from "../runtime/events.js";
import type { Operation } from "../runtime/operation.js";
import type { RequestOptions } from "../runtime/options.js";
import type { APIPromise, IterablePromise } from "../runtime/promise.js";
import { resource } from "../runtime/resource.js";
import type { Stream } from "../runtime/stream.js";
import type {
  Message,
  MessageCreateParams,
  MessageCreateParamsBase,
  MessageCreateParamsNonStreaming,
  MessageCreateParamsStreaming,
} from "../types/message.js";
import type { RawMessageStreamEvent } from "../types/streaming.js";
import { type Batches, batches } from "./messages/batches.js";

const OPERATIONS = {
  create: {
    method: "POST",
    path: "/v1/messages",
    headerParams: { workspace_id: "anthropic-workspace-id" },
    body: json,
    stream: events,
  },
} satisfies Record<string, Operation>;

/** Create a message. */
export function create(
  client: Caller,
  params: MessageCreateParamsNonStreaming,
  options?: RequestOptions,
): APIPromise<Message>;
export function create(
  client: Caller,
  params: MessageCreateParamsStreaming,
  options?: RequestOptions,
): IterablePromise<Stream<RawMessageStreamEvent>>;
export function create(
  client: Caller,
  params: MessageCreateParams,
  options?: RequestOptions,
): APIPromise<Message | Stream<RawMessageStreamEvent>>;
export function create(client: Caller, ...args: unknown[]): APIPromise<any> {
  return call(client, OPERATIONS.create, args);
}

/** Create a message and give it as it is written. */
export function stream(
  client: Caller,
  params: Omit<MessageCreateParamsBase, "stream">,
  options?: RequestOptions,
): MessageStream<RawMessageStreamEvent, Message> {
  const open = (signal: AbortSignal) =>
    call<IterablePromise<Stream<RawMessageStreamEvent>>>(client, OPERATIONS.create, [
      { ...params, stream: true },
      { ...options, signal },
    ]);
  return new MessageStream(open, options?.signal);
}

/** Ask a model for the next message of a conversation, and measure prompts beforehand. */
export interface Messages {
  /** Ask for many messages at once, and fetch them when they are done. */
  readonly batches: Batches;

  /** Create a message. */
  create(params: MessageCreateParamsNonStreaming, options?: RequestOptions): APIPromise<Message>;
  create(
    params: MessageCreateParamsStreaming,
    options?: RequestOptions,
  ): IterablePromise<Stream<RawMessageStreamEvent>>;
  create(
    params: MessageCreateParams,
    options?: RequestOptions,
  ): APIPromise<Message | Stream<RawMessageStreamEvent>>;

  /** Create a message and give it as it is written. */
  stream(
    params: Omit<MessageCreateParamsBase, "stream">,
    options?: RequestOptions,
  ): MessageStream<RawMessageStreamEvent, Message>;
}

/** The resource, as an accessor of one client. */
export function messages(client: Caller): Messages {
  return resource(client, { ...OPERATIONS, stream }, { batches });
}
