/** What a caller may say to a client, and to any of its methods. */

import type { HeaderLayer } from "./headers.js";
import type { Middleware } from "./middleware.js";

/** A credential, or what gives one before each call. */
export type Secret = string | (() => string | Promise<string>);

/** Options of one call. */
export interface RequestOptions {
  /** Headers on top of the client's; `null` removes one. */
  headers?: HeaderLayer | undefined;
  /** Query values on top of the method's own. */
  query?: Record<string, unknown> | undefined;
  /** Milliseconds for each attempt, `null` for no limit; in a stream, for each silence. */
  timeout?: number | null | undefined;
  /** Milliseconds for the call with all its attempts and waits. */
  totalTimeout?: number | undefined;
  /** How many further attempts a failed call is given. */
  maxRetries?: number | undefined;
  /** Aborts the call, or the stream that it gave. */
  signal?: AbortSignal | null | undefined;
  /** Kept across the attempts of a call that changes something. */
  idempotencyKey?: string | undefined;
  /** Further members of what `fetch` is called with. */
  fetchOptions?: RequestInit | undefined;
}

/** Options of a client, but for its credentials. */
export interface CommonOptions {
  /** The address that paths are added to. */
  baseURL?: string | null | undefined;
  /** Milliseconds for each attempt; in a stream, for each silence. */
  timeout?: number | null | undefined;
  /** Milliseconds for a call with all its attempts and waits. */
  totalTimeout?: number | undefined;
  /** How many further attempts a failed call is given. */
  maxRetries?: number | undefined;
  /**
   * Milliseconds; where the server asks for a longer wait before another attempt, the error is
   * thrown at once. 120,000 where not given, `null` for no limit.
   */
  maxRetryWait?: number | null | undefined;
  /** Headers of every request; `null` removes one. */
  defaultHeaders?: HeaderLayer | undefined;
  /** Query values of every request. */
  defaultQuery?: Record<string, unknown> | undefined;
  /** What is called instead of the global `fetch`. */
  fetch?: typeof fetch | undefined;
  /** Further members of what `fetch` is called with. */
  fetchOptions?: RequestInit | undefined;
  /** Aborts every call of the client. */
  signal?: AbortSignal | null | undefined;
  /** Hooks around every attempt, the first outermost. */
  middleware?: readonly Middleware[] | undefined;
  /** Allows use in a browser, where whoever uses the page can read its credentials. */
  dangerouslyAllowBrowser?: boolean | undefined;
}
