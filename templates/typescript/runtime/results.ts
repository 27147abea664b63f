/** A good response in, what a method returns out: JSON, text, nothing, or the response itself. */

import { APIResponseValidationError } from "./errors.js";
import type { Answer, Result } from "./operation.js";

/** What an object that came as JSON says, on the side, of its response. */
export interface FromResponse {
  /** The id that the server gave the request. */
  readonly _request_id?: string | null;
}

export const json: Result = {
  decode: (answer) => withRequestID(parse(answer), answer),
};

export const text: Result = { decode: (answer) => answer.text };

export const none: Result = { decode: () => undefined };

/** A download: its body can be read as a stream, whole, or as a `Blob`. */
export const binary: Result = {
  unread: true,
  decode({ response, guard }) {
    guard.release();
    return response;
  },
};

/** The JSON of a response; an empty one has none. */
export function parse({ response, text, guard }: Answer): unknown {
  if (response.status === 204 || response.status === 205) return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new APIResponseValidationError(
      `The response is not JSON: ${(cause as Error).message}`,
      { ...guard.facts, status: response.status, headers: response.headers, error: text },
      { cause },
    );
  }
}

/** Not enumerable, so that a result is shown and sent as it came. */
export function withRequestID(value: unknown, { guard }: Answer): unknown {
  const { requestID } = guard.facts;
  if (requestID !== undefined && typeof value === "object" && value !== null) {
    Object.defineProperty(value, "_request_id", { value: requestID });
  }
  return value;
}
