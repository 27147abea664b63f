/** What one operation of the API is, as data: generated code makes these, `call` reads them. */

import type { Config, Given } from "./config.js";
import type { Guard } from "./guard.js";
import type { HeaderSet } from "./headers.js";
import type { RequestOptions } from "./options.js";
import type { APIPromise } from "./promise.js";
import type { Strings } from "./settings.js";

export type Values = { readonly [name: string]: unknown };

/**
 * One operation.
 *
 * What only some operations need is a function that their descriptors refer to (`body`, `result`,
 * `stream`, `address`), so that a bundle holds nothing that its operations don't use.
 */
export interface Operation {
  readonly method: string;
  /**
   * Path template under the base URL, or an absolute URL.
   *
   * The value of its last place stands before `params`, those of others are taken from there.
   */
  readonly path: string;
  /** Whether the method has no `params`. */
  readonly bare?: boolean;
  /** Parameter -> its place in the path, where the name is another. */
  readonly pathParams?: Strings;
  /** Parameter -> the header that it is. */
  readonly headerParams?: Strings;
  /** Parameter -> the cookie that it is. */
  readonly cookieParams?: Strings;
  /** Makes a header of the cookies, with those that stand in it already. */
  readonly cookie?: (cookies: Values, before: string | null | undefined) => string | null;
  /** Parameter -> its name in the query, where a body takes the others, or the name is another. */
  readonly queryParams?: Strings;
  /** Parameter -> its name in the body, where that is another. */
  readonly bodyParams?: Strings;
  /** The parameter that is the whole body. */
  readonly bodyParam?: string;
  /** Writes parameters that are not simply a text or, in a query, repeated. */
  readonly style?: Style;
  /** Finds out which of several bodies is sent. */
  readonly choose?: (params: Values) => Chosen;
  /** How the body is encoded; parameters are query values where there is none. */
  readonly body?: Encoder;
  /** The media type of the body, where it is not the encoder's own. */
  readonly contentType?: string;
  /** What the response gives; JSON where it is not said. */
  readonly result?: Result;
  /** What it gives where the parameter `stream` is true. */
  readonly stream?: Result;
  /** Finds out the URL, where the path is not all there is to it. */
  readonly address?: (call: Call) => Promise<string>;
  readonly accept?: string;
  /** Constant headers, and constant query values. */
  readonly headers?: Strings;
  readonly query?: Strings;
  /** Appends the operation's own values to the caller's comma lists. */
  readonly always?: (headers: HeaderSet) => void;
  /** Bytes that the body may have, where it is not the API's common limit. */
  readonly limit?: number;
  /** Whether the method needs no idempotency key though it changes something. */
  readonly idempotent?: boolean;
  /** Finds the base URL, where it is not the client's. */
  readonly server?: (config: Config) => string;
  /** Whether no credentials are sent. */
  readonly open?: boolean;
  /** Finds the credentials that are sent, where not what the settings say. */
  readonly security?: Security;
  /** What a token has to allow that is asked for. */
  readonly scopes?: readonly string[];
}

/** The credentials that go with a call, of which `headers` may have some by hand; throws without. */
export type Security = (config: Config, headers: HeaderSet) => readonly Given[];

export type Place = "path" | "query" | "header" | "cookie" | "body";

/** `("query", "ids", "ids[]", [1, 2])` -> what stands there; most values stay as they are. */
export type Style = (place: Place, parameter: string, name: string, value: unknown) => unknown;

/** What a style has made of a value, encoded already: `name=text`, or pairs of a form of parts. */
export class Written<Item = string> extends Array<Item> {}

/** What an operation says of one of several bodies. */
export type BodyOf = Pick<Operation, "body" | "bodyParam" | "contentType" | "style">;

/** The body that is sent, and the parameters but the one that says which. */
export type Chosen = readonly [body: BodyOf, params: Values];

/** The properties of a call in, the body as `fetch` takes it out, if one is sent at all. */
export type Encoder = (body: unknown) => Encoded | undefined | Promise<Encoded>;

/** What `fetch` takes as a body, by no name that only browsers' types have. */
export type Content = NonNullable<RequestInit["body"]>;

export interface Encoded {
  readonly content: Content;
  /** Left out where `fetch` finds it out by itself. */
  readonly type?: string;
  /** Bytes, as far as they are known; those of a text are counted where they may be too many. */
  readonly size?: number;
  /** Whether it can be sent only once. */
  readonly once?: boolean;
}

/** How the body of a good response becomes what the method returns. */
export interface Result {
  /** Whether the response is handed on before its body is read. */
  readonly unread?: boolean;
  readonly decode: (answer: Answer, call: Call) => unknown;
}

/** A response, its text unless it is unread, and what watches over the rest of it. */
export interface Answer {
  readonly response: Response;
  readonly text: string;
  readonly guard: Guard;
}

/** One call of an operation, as those see it who find its address or decode its response. */
export interface Call {
  readonly config: Config;
  readonly operation: Operation;
  readonly params: Values;
  readonly options: RequestOptions;
  /** The same call with other parameters, or of another operation. */
  readonly again: (changes: Values, operation?: Operation) => APIPromise<unknown>;
}
