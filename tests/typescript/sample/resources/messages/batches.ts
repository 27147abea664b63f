/** Ask for many messages at once, and fetch them when they are done. */

import { call } from "../../runtime/call.js";
import type { Caller } from "../../runtime/config.js";
import { follow } from "../../runtime/follow.js";
import { lines } from "../../runtime/lines.js";
import type { Operation } from "../../runtime/operation.js";
import type { RequestOptions } from "../../runtime/options.js";
import type { APIPromise, IterablePromise } from "../../runtime/promise.js";
import { resource } from "../../runtime/resource.js";
import type { Stream } from "../../runtime/stream.js";
import type {
  BatchResultsParams,
  BatchRetrieveParams,
  MessageBatch,
  MessageBatchIndividualResponse,
} from "../../types/messages/batches.js";

const OPERATIONS = {
  retrieve: {
    method: "GET",
    path: "/v1/messages/batches/{message_batch_id}",
    positional: ["message_batch_id"],
    headerParams: { workspace_id: "anthropic-workspace-id" },
  },
  results: {
    method: "GET",
    path: "/v1/messages/batches/{message_batch_id}/results",
    positional: ["message_batch_id"],
    headerParams: { workspace_id: "anthropic-workspace-id" },
    accept: "application/binary",
    result: lines,
    address: /* @__PURE__ */ follow((): Operation => OPERATIONS.retrieve, "results_url"),
  },
} satisfies Record<string, Operation>;

/** Get a batch, to see how far it is. */
export function retrieve(
  client: Caller,
  messageBatchID: string,
  params?: BatchRetrieveParams | null,
  options?: RequestOptions,
): APIPromise<MessageBatch> {
  return call(client, OPERATIONS.retrieve, [messageBatchID, params, options]);
}

/** Get the results of a batch that has ended. */
export function results(
  client: Caller,
  messageBatchID: string,
  params?: BatchResultsParams | null,
  options?: RequestOptions,
): IterablePromise<Stream<MessageBatchIndividualResponse>> {
  return call(client, OPERATIONS.results, [messageBatchID, params, options]);
}

/** Ask for many messages at once, and fetch them when they are done. */
export interface Batches {
  /** Get a batch, to see how far it is. */
  retrieve(
    messageBatchID: string,
    params?: BatchRetrieveParams | null,
    options?: RequestOptions,
  ): APIPromise<MessageBatch>;

  /** Get the results of a batch that has ended. */
  results(
    messageBatchID: string,
    params?: BatchResultsParams | null,
    options?: RequestOptions,
  ): IterablePromise<Stream<MessageBatchIndividualResponse>>;
}

/** The resource, as an accessor of one client. */
export function batches(client: Caller): Batches {
  return resource(client, OPERATIONS);
}
