/** A status, an error event or an exception in, the exception that stands for it out. */

import type { Config } from "./config.js";
import * as errors from "./errors.js";
import type { Answer } from "./operation.js";
import { retryAfter } from "./retry.js";
import { jsonOf } from "./text.js";

const BY_STATUS: { readonly [status: number]: typeof errors.APIStatusError } = {
  400: errors.BadRequestError,
  401: errors.AuthenticationError,
  403: errors.PermissionDeniedError,
  404: errors.NotFoundError,
  409: errors.ConflictError,
  413: errors.RequestTooLargeError,
  422: errors.UnprocessableEntityError,
  429: errors.RateLimitError,
  503: errors.ServiceUnavailableError,
  504: errors.DeadlineExceededError,
  529: errors.OverloadedError,
};
const LONGEST_TEXT = 2000;

/** The class of a status of 400 or above. */
function errorClass(status: number): typeof errors.APIStatusError {
  return BY_STATUS[status] ?? (status >= 500 ? errors.InternalServerError : errors.APIStatusError);
}

/** The exception for a response of another status than 2xx. */
export function statusError(answer: Answer, config: Config): errors.APIStatusError {
  return stated(answer.response.status, answer.text, answer, config);
}

/** The exception for an error event: the class its `error.type` belongs to. */
export function streamError(data: string, answer: Answer, config: Config): errors.APIStatusError {
  const statuses = new Map(Object.entries(config.settings.errors ?? {}));
  // The response began with 200; what the caller decides on is the error's own status.
  const status = statuses.get(textAt(jsonOf(data), "error", "type") ?? "") ?? 200;
  return stated(status, data, answer, config);
}

function stated(
  status: number,
  text: string,
  { response: { headers }, guard }: Answer,
  { system }: Config,
): errors.APIStatusError {
  const value = jsonOf(text);
  const error = value === undefined ? text.trim() || undefined : value;
  const wait = retryAfter(headers, system.now());
  return new (errorClass(status))(`${status} ${shortened(text)}`.trim(), {
    ...guard.facts,
    status,
    headers,
    error,
    type: textAt(error, "error", "type"),
    requestID: guard.facts.requestID ?? textAt(error, "request_id"),
    ...(wait && { retryAfter: wait }),
  });
}

/** The text at a path of a decoded body; whatever else stands there is null. */
function textAt(body: unknown, ...path: string[]): string | null {
  let value: any = body;
  for (const name of path) value = Object(value)[name];
  return typeof value === "string" ? value : null;
}

function shortened(text: string): string {
  const trimmed = text.trim();
  return trimmed.length <= LONGEST_TEXT ? trimmed : `${trimmed.slice(0, LONGEST_TEXT)}…`;
}
