/** What one API's clients have in common, as data: generated code makes one `Settings`. */

import type { Call, Security } from "./operation.js";

export type Strings = Record<string, string>;

/**
 * One way to say who calls: the option of the client, and where its value goes; of a name and a
 * secret both options.
 *
 * `{header: "authorization", prefix: "Bearer "}`, `{parameter: "key"}`, `{header: "cookie", prefix: "session="}`
 */
export interface Credential {
  /** Option of the client -> environment variable, empty where there is none. */
  readonly options: Strings;
  /** The header. */
  readonly header?: string;
  /** The query parameter. */
  readonly parameter?: string;
  readonly prefix?: string;
  /** What is sent for the values of the options; the first of them as it is, where it is not said. */
  readonly encode?: (values: readonly string[], call: Call) => string | Promise<string>;
}

/** How often, how long after, and on which answers a request is sent again. */
export interface Retry {
  readonly max: number;
  /** Seconds before the first retry; each further one waits twice as long. */
  readonly initial: number;
  readonly maximum: number;
  readonly statuses: readonly number[];
  readonly serverErrors: boolean;
}

/** Names of the response headers that become properties of results and errors. */
export interface ResponseHeaders {
  readonly requestID?: string;
  readonly organizationID?: string;
  readonly workspaceID?: string;
  readonly rateLimitPrefix?: string;
}

/** Everything that the runtime has to know of one API. */
export interface Settings {
  readonly package: string;
  readonly version: string;
  /** The name of the client's class. */
  readonly title: string;
  readonly baseURL: string;
  readonly environment: { readonly baseURL?: string; readonly headers?: string };
  /** Finds the base URL, where that is not one and the same. */
  readonly choose?: (settings: Settings, options: object, variable?: string) => string;
  /** Parts of addresses that are options, with their values where nothing is given. */
  readonly parts?: { readonly [option: string]: string | null };
  readonly credentials: readonly Credential[];
  /** Finds the credentials that are sent; all that are given, where it is not said. */
  readonly security?: Security;
  readonly headers?: Strings;
  /** Headers that tell the server of a caller in a browser. */
  readonly browserHeaders?: Strings;
  /** Seconds for each attempt. */
  readonly timeout: number;
  readonly retry: Retry;
  readonly idempotencyHeader?: string;
  readonly responseHeaders: ResponseHeaders;
  /** Bytes that a request's body may have. */
  readonly requestLimit?: number;
  /** Error type -> the status whose class it throws in a stream. */
  readonly errors?: { readonly [type: string]: number };
  /** Server-sent events that are not items: those skipped, and the one that is an error. */
  readonly streamEvents: { readonly ignore?: readonly string[]; readonly error?: string };
  /** Throws for a call that is not worth sending. */
  readonly check?: (call: Call) => void;
}
