/**
 * Every exception that a client throws; `failures.ts` chooses among them.
 *
 * ClientError
 * ├── RetryableError                    middleware asks for another attempt
 * └── APIError                          message, operation, attempts
 *     ├── APIUserAbortError             the caller's signal was aborted
 *     ├── APIConnectionError            no (whole) response
 *     │   ├── APIConnectionTimeoutError
 *     │   └── StreamInterruptedError    the connection broke after the response had begun
 *     ├── APIResponseValidationError    a response that makes no sense
 *     └── APIStatusError                status, headers, error, type, requestID, ...
 *         ├── BadRequestError           400
 *         ├── AuthenticationError       401
 *         ├── PermissionDeniedError     403
 *         ├── NotFoundError             404
 *         ├── ConflictError             409
 *         ├── RequestTooLargeError      413, also thrown before sending
 *         ├── UnprocessableEntityError  422
 *         ├── RateLimitError            429
 *         └── InternalServerError       500 and above
 *             ├── ServiceUnavailableError 503
 *             ├── DeadlineExceededError   504
 *             └── OverloadedError         529
 */

import type { RateLimits } from "./rate-limits.js";

/** The root of everything that a client throws on its own account. */
export class ClientError extends Error {
  static {
    this.prototype.name = "ClientError";
  }
}

/** Thrown by middleware to have an attempt made again, as long as retries are left. */
export class RetryableError extends ClientError {
  static {
    this.prototype.name = "RetryableError";
  }
}

/** What is known of a failure beyond its text. */
export interface Facts {
  /** What was called, for example `GET /v1/models/{model_id}`. */
  operation?: string;
  /** How often the request was sent. */
  attempts?: number;
  /** The status of the response, or of an error in a stream. */
  status?: number;
  /** The headers of the response. */
  headers?: Headers;
  /** The decoded JSON of the response, its text if it is not JSON. */
  error?: unknown;
  /** The error's type as the body names it, which may be a new one. */
  type?: string | null;
  /** The id that the server gave the request. */
  requestID?: string | null;
  organizationID?: string | null;
  workspaceID?: string | null;
  /** Milliseconds that the server asks to wait. */
  retryAfter?: number;
  rateLimits?: RateLimits;
  /** Whether the request was refused before it was sent. */
  notSent?: boolean;
  /** How many items of a stream had come. */
  received?: number;
  /** The beginning of the item that was not complete. */
  partial?: string;
  /** A message as far as it had come. */
  snapshot?: unknown;
}

/** Something went wrong with a request or its response. */
export class APIError extends ClientError {
  static {
    this.prototype.name = "APIError";
  }

  constructor(message: string, facts: Facts = {}, options?: ErrorOptions) {
    const { operation, attempts = 1, requestID } = facts;
    const circumstances = [
      operation,
      attempts > 1 && `${attempts} attempts`,
      requestID && !message.includes(requestID) && `request ${requestID}`,
    ].filter(Boolean);
    super(circumstances.length ? `${message} (${circumstances.join(", ")})` : message, options);
    Object.assign(this, facts);
  }
}

export interface APIError extends Readonly<Facts> {}

/** The caller's signal was aborted. */
export class APIUserAbortError extends APIError {
  static {
    this.prototype.name = "APIUserAbortError";
  }
}

/** The request could not be sent, or its response not be received. */
export class APIConnectionError extends APIError {
  static {
    this.prototype.name = "APIConnectionError";
  }
}

/** The server did not answer in time. */
export class APIConnectionTimeoutError extends APIConnectionError {
  static {
    this.prototype.name = "APIConnectionTimeoutError";
  }
}

/** The connection was lost while a stream was being read; what came before it is valid. */
export class StreamInterruptedError extends APIConnectionError {
  static {
    this.prototype.name = "StreamInterruptedError";
  }
}

/** A response came that is not what the operation promises. */
export class APIResponseValidationError extends APIError {
  static {
    this.prototype.name = "APIResponseValidationError";
  }
}

/** The server answered with a status of 400 or above, or with an error event in a stream. */
export class APIStatusError extends APIError {
  static {
    this.prototype.name = "APIStatusError";
  }
}

export interface APIStatusError {
  readonly status: number;
  readonly headers: Headers;
}

/** The request is not valid. */
export class BadRequestError extends APIStatusError {
  static {
    this.prototype.name = "BadRequestError";
  }
}

/** The credentials are missing or wrong. */
export class AuthenticationError extends APIStatusError {
  static {
    this.prototype.name = "AuthenticationError";
  }
}

/** The credentials do not allow this. */
export class PermissionDeniedError extends APIStatusError {
  static {
    this.prototype.name = "PermissionDeniedError";
  }
}

/** There is no such thing, or not for these credentials. */
export class NotFoundError extends APIStatusError {
  static {
    this.prototype.name = "NotFoundError";
  }
}

/** The request conflicts with the state of what it is about. */
export class ConflictError extends APIStatusError {
  static {
    this.prototype.name = "ConflictError";
  }
}

/** The body is larger than the API takes; `notSent` if that was seen before sending. */
export class RequestTooLargeError extends APIStatusError {
  static {
    this.prototype.name = "RequestTooLargeError";
  }
}

/** The request is well formed and makes no sense. */
export class UnprocessableEntityError extends APIStatusError {
  static {
    this.prototype.name = "UnprocessableEntityError";
  }
}

/** Too much was asked in too short a time. */
export class RateLimitError extends APIStatusError {
  static {
    this.prototype.name = "RateLimitError";
  }
}

/** The server failed (500 and above). */
export class InternalServerError extends APIStatusError {
  static {
    this.prototype.name = "InternalServerError";
  }
}

/** The server is not available for now. */
export class ServiceUnavailableError extends InternalServerError {
  static {
    this.prototype.name = "ServiceUnavailableError";
  }
}

/** The server took too long. */
export class DeadlineExceededError extends InternalServerError {
  static {
    this.prototype.name = "DeadlineExceededError";
  }
}

/** The server has too much to do. */
export class OverloadedError extends InternalServerError {
  static {
    this.prototype.name = "OverloadedError";
  }
}
