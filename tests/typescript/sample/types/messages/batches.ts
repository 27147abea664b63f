/** Batches of messages. */

import type { FromResponse } from "../../runtime/results.js";
import type { Message } from "../message.js";

export interface MessageBatch extends FromResponse {
  type: "message_batch";
  id: string;
  processing_status: "in_progress" | "canceling" | "ended" | (string & {});
  results_url: string | null;
}

export interface MessageBatchIndividualResponse {
  custom_id: string;
  result: { type: "succeeded"; message: Message } | { type: "expired" };
}

export interface BatchRetrieveParams {
  workspace_id?: string | undefined;
}

export interface BatchResultsParams {
  workspace_id?: string | undefined;
}
