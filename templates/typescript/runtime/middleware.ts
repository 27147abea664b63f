/** A client's middleware in, one function out that sends each attempt through all of it. */

import type { Content } from "./operation.js";
import type { Strings } from "./settings.js";

/** One attempt, as middleware sees it before it is sent; a changed one is a copy: `{...attempt, ...}`. */
export interface Attempt {
  /** What was called, for example `GET /v1/models/{model_id}`. */
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  /** By lower-case name. */
  readonly headers: Strings;
  readonly body: Content | null;
  /** 0 at the first attempt. */
  readonly retries: number;
  /** Whether the response is handed on before its body is read. */
  readonly unread: boolean;
  readonly signal: AbortSignal;
}

export type Next = (attempt: Attempt) => Promise<Response>;

/**
 * Sees every attempt, and the response of whatever status; lost connections throw.
 *
 * Whoever reads the body of a response hands on a new one, or reads a clone of it.
 */
export type Middleware = (attempt: Attempt, next: Next) => Promise<Response>;

export function chain(middleware: readonly Middleware[], last: Next): Next {
  return middleware.reduceRight<Next>((next, each) => (attempt) => each(attempt, next), last);
}
