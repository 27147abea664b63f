/** An operation and a call's arguments in, a `Prepared` request out: what is sent, attempt by attempt. */

import { type Config, milliseconds } from "./config.js";
import { identify, requireCredential } from "./credentials.js";
import { type Facts, RequestTooLargeError } from "./errors.js";
import { append, type HeaderSet, lay, settled } from "./headers.js";
import type { Operation, Values } from "./operation.js";
import type { RequestOptions } from "./options.js";
import { expandPath, placesOf } from "./path.js";
import { encodeQuery } from "./query.js";
import { withoutSecrets } from "./redact.js";
import type { Strings } from "./settings.js";

/** A request with everything decided but the number of the attempt. */
export interface Prepared {
  readonly operation: Operation;
  readonly method: string;
  readonly url: string;
  /** By lower-case name. */
  readonly headers: Strings;
  readonly body: BodyInit | null;
  /** Whether it can be sent only once. */
  readonly once: boolean;
  /** Whether the body of a good response is left unread. */
  readonly unread: boolean;
  /** Milliseconds for each attempt. */
  readonly timeout: number;
  readonly signals: readonly AbortSignal[];
  readonly fetchOptions: RequestInit;
}

/** What is known of an attempt, for exceptions. */
export function factsOf({ operation }: Pick<Prepared, "operation">, retries: number): Facts {
  return { operation: operation.id, attempts: retries + 1 };
}

/** Parameters by where they go. */
export interface Placed {
  readonly path: Values;
  readonly query: Values;
  readonly headers: Values;
  readonly body: unknown;
}

/** Where each parameter goes: what the descriptor names goes there, the rest is body or query. */
export function place(operation: Operation, params: Values): Placed {
  const { headerParams = {}, queryParams = {}, bodyParam } = operation;
  const places = placesOf(operation.path);
  const placed = { path: bare(), query: bare(), headers: bare(), body: bare() };
  let whole: unknown;
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined) continue;
    if (places.includes(name)) placed.path[name] = value;
    else if (Object.hasOwn(headerParams, name)) placed.headers[headerParams[name] as string] = value;
    else if (Object.hasOwn(queryParams, name)) placed.query[queryParams[name] as string] = value;
    else if (name === bodyParam) whole = value;
    else (operation.body ? placed.body : placed.query)[name] = value;
  }
  return bodyParam === undefined ? placed : { ...placed, body: whole };
}

/** Everything put together; a body that is too large is refused. */
export async function prepare(
  config: Config,
  operation: Operation,
  params: Values,
  options: RequestOptions,
  address: string | undefined,
): Promise<Omit<Prepared, "unread">> {
  const placed = place(operation, params);
  const encoded = placed.body === undefined ? undefined : await operation.body?.(placed.body, operation);
  const base = address ?? joinURL(config.baseURL, expandPath(operation.path, placed.path));
  const isTrusted = config.trusted.includes(new URL(base).origin);
  const identity = await (isTrusted && !operation.open ? identify(config) : NOBODY);
  const common = { ...identity.headers, ...config.custom };
  // An address that leads elsewhere, such as one the server gave, gets no secrets.
  const layers = isTrusted ? common : withoutSecrets(common);
  const headers = headersOf(config, operation, placed, options, encoded?.type, layers);
  if (isTrusted && !operation.open) requireCredential(config.settings, headers, identity.query);
  const own = address === undefined ? { ...operation.query, ...placed.query } : placed.query;
  const query = { ...config.query, ...identity.query, ...own, ...options.query };
  const limit = operation.limit ?? config.settings.requestLimit ?? Infinity;
  if ((encoded?.size ?? 0) > limit) throw tooLarge(operation, encoded?.size ?? 0, limit);
  return {
    operation,
    method: operation.method,
    url: withQuery(base, encodeQuery(query, operation.lists)),
    headers: settled(headers),
    body: encoded?.content ?? null,
    once: encoded?.once ?? false,
    timeout: milliseconds(options.timeout, config.timeout),
    signals: [config.signal, options.signal].filter((signal) => signal != null),
    fetchOptions: { ...config.fetchOptions, ...options.fetchOptions },
  };
}

const NOBODY = { headers: {}, query: {} };

function headersOf(
  config: Config,
  operation: Operation,
  placed: Placed,
  options: RequestOptions,
  type: string | undefined,
  common: HeaderSet,
): HeaderSet {
  const headers: HeaderSet = { accept: operation.accept ?? "application/json", ...config.headers };
  if (type) headers["content-type"] = type;
  Object.assign(headers, common);
  lay(headers, operation.headers);
  lay(headers, placed.headers as Record<string, string>);
  lay(headers, options.headers);
  for (const [name, values] of Object.entries(operation.always ?? {})) append(headers, name, values);
  const { idempotencyHeader } = config.settings;
  if (idempotencyHeader && operation.method !== "GET" && !operation.idempotent) {
    headers[idempotencyHeader] ??= options.idempotencyKey ?? config.system.unique();
  }
  return headers;
}

function joinURL(base: string, path: string): string {
  if (path.includes("://")) return path;
  // Some gateways have their base URL end in a query, which belongs behind the path.
  const [address, query] = base.split("?", 2) as [string, string | undefined];
  return withQuery(`${address.replace(/\/+$/, "")}/${path.replace(/^\/+/, "")}`, query);
}

function withQuery(url: string, query: string | undefined): string {
  return query ? `${url}${url.includes("?") ? "&" : "?"}${query}` : url;
}

function tooLarge(operation: Operation, size: number, limit: number): RequestTooLargeError {
  return new RequestTooLargeError(
    `413 the request body has ${size} bytes, the API takes at most ${limit}; it was not sent`,
    { operation: operation.id, status: 413, headers: new Headers(), notSent: true },
  );
}

/** Without a prototype, so that no name means anything. */
function bare(): Record<string, unknown> {
  return Object.create(null);
}
