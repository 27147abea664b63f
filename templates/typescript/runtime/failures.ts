/** A status, an error event or an exception in, the exception that stands for it out. */

import type { Facts } from "./errors.js";
import * as errors from "./errors.js";
import type { Answer } from "./operation.js";
import { rateLimits } from "./rate-limits.js";
import { retryAfter } from "./retry.js";
import type { Settings } from "./settings.js";
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
export function statusError(
  { response, text }: Answer,
  settings: Settings,
  facts: Facts,
  now: number,
): errors.APIStatusError {
  return stated(response.status, text, response.headers, settings, facts, now);
}

/** The exception for an error event: the class its `error.type` belongs to. */
export function streamError(
  data: string,
  headers: Headers,
  settings: Settings,
  facts: Facts,
): errors.APIStatusError {
  const type = textAt(jsonOf(data), "error", "type");
  // The response began with 200; what the caller decides on is the error's own status.
  return stated(
    new Map(Object.entries(settings.errors)).get(type ?? "") ?? 200,
    data,
    headers,
    settings,
    facts,
    Date.now(),
  );
}

function stated(
  status: number,
  text: string,
  headers: Headers,
  settings: Settings,
  facts: Facts,
  now: number,
): errors.APIStatusError {
  const names = settings.responseHeaders;
  const header = (name: string | undefined) => (name ? headers.get(name) : null);
  const value = jsonOf(text);
  const error = value === undefined ? text.trim() || undefined : value;
  const wait = retryAfter(headers, now);
  return new (errorClass(status))(text ? `${status} ${shortened(text)}` : `${status}`, {
    ...facts,
    status,
    headers,
    error,
    type: textAt(error, "error", "type"),
    requestID: header(names.requestID) ?? textAt(error, "request_id"),
    organizationID: header(names.organizationID),
    workspaceID: header(names.workspaceID),
    rateLimits: rateLimits(headers, names.rateLimitPrefix),
    ...(wait !== undefined && { retryAfter: wait }),
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
