/** A call in, a `Prepared` request out: what is sent, attempt by attempt. */

import { milliseconds, originOf } from "./config.js";
import { allGiven, identify } from "./credentials.js";
import { RequestTooLargeError } from "./errors.js";
import { type HeaderSet, lay, settled } from "./headers.js";
import type { Call, Content, Encoded, Operation, Place, Values } from "./operation.js";
import { expandPath } from "./path.js";
import { encodeQuery } from "./query.js";
import { withoutSecrets } from "./redact.js";
import type { Strings } from "./settings.js";

/** A request with everything decided but the number of the attempt. */
export interface Prepared {
  /** What is called, for example `GET /v1/models/{model_id}`. */
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  /** By lower-case name. */
  readonly headers: Strings;
  readonly body: Content | null;
  /** Whether it can be sent only once. */
  readonly once: boolean;
  /** Whether the body of a good response is left unread. */
  readonly unread: boolean;
  /** Milliseconds for each attempt. */
  readonly timeout: number;
  readonly signals: readonly AbortSignal[];
  readonly fetchOptions: RequestInit;
}

/** Parameters by where they go. */
export interface Placed {
  /** The expanded path. */
  readonly path: string;
  readonly query: Values;
  readonly headers: Values;
  readonly cookies: Values;
  readonly body: unknown;
}

const PLACES = ["path", "header", "cookie", "query", "body"] as const;

/** Where each parameter goes: what the descriptor names goes there, the rest is body or query. */
export function place(operation: Operation, params: Values): Placed {
  const { bodyParam } = operation;
  // Without prototypes, so that no name means anything.
  const found = {} as Record<Place, Record<string, unknown>>;
  for (const each of PLACES) found[each] = Object.create(null);
  let body: unknown = bodyParam === undefined ? found.body : undefined;
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined) continue;
    const inPath = operation.path.includes(`{${name}}`) ? "path" : undefined;
    const named = (each: Place) => {
      const names = operation[`${each}Params`] ?? {};
      return Object.hasOwn(names, name) ? names[name] : undefined;
    };
    const said = PLACES.find(named) ?? inPath;
    const where = said ?? (operation.body ? "body" : "query");
    const wireName = named(where) ?? name;
    if (name === bodyParam && !said) body = value;
    else found[where][wireName] = operation.style?.(where, name, wireName, value) ?? value;
  }
  const path = expandPath(operation.path, found.path);
  return { path, query: found.query, headers: found.header, cookies: found.cookie, body };
}

/** Everything put together; a body that is too large is refused. */
export async function prepare(call: Call, unread = false): Promise<Prepared> {
  const { config, options } = call;
  const { options: own } = config;
  const [body, params] = call.operation.choose?.(call.params) ?? [undefined, call.params];
  const operation = body ? { ...call.operation, ...body } : call.operation;
  const placed = place(operation, params);
  const encoded = placed.body === undefined ? undefined : await operation.body?.(placed.body);
  if (encoded) refuseTooLarge(call, encoded);
  const address = await operation.address?.(call);
  const base = address ?? joinURL(operation.server?.(config) ?? config.baseURL, placed.path);
  const isOwn = address === undefined && !placed.path.includes("://");
  const isTrusted = isOwn || config.trusted.includes(originOf(base));
  // An address that leads elsewhere, such as one the server gave, gets no secrets.
  const shown = <T>(values: Record<string, T>) => (isTrusted ? values : withoutSecrets(values));
  const said = headersOf(call, placed.headers, shown({ ...config.headers, ...config.custom }));
  const needed = operation.security ?? config.settings.security ?? allGiven;
  const sent = isTrusted && !operation.open ? needed(config, said) : [];
  const [headers, query] = await identify(sent, call);
  const all: HeaderSet = { ...typeOf(operation, encoded), ...headers, ...said };
  if (operation.cookie) all.cookie = operation.cookie(placed.cookies, all.cookie);
  // One that the server gave has a query of its own.
  const constant = address === undefined ? { ...operation.query, ...config.mounted } : {};
  const always = { ...shown(own.defaultQuery ?? {}), ...query, ...constant };
  const values = { ...always, ...placed.query, ...options.query };
  return {
    operation: called(operation),
    method: operation.method,
    url: withQuery(base, encodeQuery(values)),
    headers: settled(all),
    body: encoded?.content ?? null,
    once: encoded?.once ?? false,
    unread,
    timeout: milliseconds(options.timeout, config.timeout),
    signals: [own.signal, options.signal].filter((signal) => signal != null),
    fetchOptions: { ...own.fetchOptions, ...options.fetchOptions },
  };
}

function headersOf(
  { config, operation, options }: Call,
  given: Values,
  common: HeaderSet,
): HeaderSet {
  const headers = { ...common };
  if (operation.accept) headers.accept = operation.accept;
  lay(headers, operation.headers);
  lay(headers, given as Strings);
  lay(headers, options.headers);
  operation.always?.(headers);
  const { idempotencyHeader } = config.settings;
  if (idempotencyHeader && operation.method !== "GET" && !operation.idempotent) {
    headers[idempotencyHeader] ??= options.idempotencyKey ?? config.system.unique();
  }
  return headers;
}

/** What the operation calls its body; the boundary between its parts goes with it. */
function typeOf({ contentType }: Operation, encoded: Encoded | undefined): HeaderSet {
  const [boundary = ""] = /; boundary=.*/.exec(encoded?.type ?? "") ?? [];
  const type = encoded && (contentType === undefined ? encoded.type : contentType + boundary);
  return type ? { "content-type": type } : {};
}

function joinURL(base: string, path: string): string {
  if (path.includes("://")) return path;
  // Some gateways have their base URL end in a query, which belongs behind the path.
  const [address = "", query] = base.split("?", 2);
  return withQuery(`${address.replace(/\/+$/, "")}/${path.replace(/^\/+/, "")}`, query);
}

function withQuery(url: string, query: string | undefined): string {
  return query ? `${url}${url.includes("?") ? "&" : "?"}${query}` : url;
}

function refuseTooLarge({ config, operation }: Call, { content, size }: Encoded): void {
  const limit = operation.limit ?? config.settings.requestLimit ?? Infinity;
  // Each unit of a text has at most three bytes as UTF-8; what is no text has said its size.
  const text = String(content);
  const bytes = size ?? (text.length * 3 > limit ? new TextEncoder().encode(text).length : 0);
  if (bytes <= limit) return;
  throw new RequestTooLargeError(`413 Not sent: the body has ${bytes} bytes, of at most ${limit}`, {
    operation: called(operation),
    status: 413,
    headers: new Headers(),
    notSent: true,
  });
}

/** Addresses that a caller gave may have secrets in their query. */
function called({ method, path }: Operation): string {
  return `${method} ${path.split("?", 1)}`;
}
