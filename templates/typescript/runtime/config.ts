/** Settings, options and the environment in, the parts of a client out. */

import { type HeaderSet, lay, parseHeaderLines } from "./headers.js";
import type { Middleware } from "./middleware.js";
import type { CommonOptions, Secret } from "./options.js";
import type { Credential, Settings } from "./settings.js";
import type { System } from "./system.js";

/** What a client is made of; it holds secrets and is shown to nobody. */
export interface Config {
  readonly settings: Settings;
  readonly system: System;
  /** Without a slash at the end. */
  readonly baseURL: string;
  /** Origins that credentials may be sent to. */
  readonly trusted: readonly string[];
  /** The API's and the runtime's own headers. */
  readonly headers: HeaderSet;
  readonly credentials: readonly (readonly [Credential, Secret])[];
  /** The environment's and the caller's headers. */
  readonly custom: HeaderSet;
  readonly query: Record<string, unknown>;
  readonly timeout: number;
  /** Whether the caller set the timeout. */
  readonly hasOwnTimeout: boolean;
  readonly totalTimeout: number;
  readonly maxRetries: number;
  readonly fetch: typeof fetch;
  readonly fetchOptions: RequestInit;
  readonly middleware: readonly Middleware[];
  readonly signal: AbortSignal | undefined;
  /** The header that tells how often a request was sent before. */
  readonly retryCount: string;
}

/** Where a client keeps its config: a symbol, so that neither JSON nor a console shows it. */
export const CONFIG = /* @__PURE__ */ Symbol("config");

/** Whatever calls can be made with: a client. */
export interface Caller {
  readonly [CONFIG]: Config;
}

const RETRY_COUNT = "x-retry-count";

export function configure(settings: Settings, options: CommonOptions, system: System): Config {
  const { environment } = settings;
  const variable = (name: string | undefined) => (name ? system.variable(name) : undefined);
  if (system.isBrowser && settings.credentials.length && !options.dangerouslyAllowBrowser) {
    throw new TypeError(
      "In a browser, whoever uses the page can read the credentials of this client. " +
        "If that is no danger, say so with the option `dangerouslyAllowBrowser: true`.",
    );
  }
  const given = options.baseURL || variable(environment.baseURL) || settings.baseURL;
  if (!/^https?:\/\//i.test(given)) {
    throw new TypeError(`A base URL begins with \`https://\` or \`http://\`, not "${given}"`);
  }
  const custom: HeaderSet = {};
  lay(custom, parseHeaderLines(variable(environment.headers) ?? ""));
  lay(custom, options.defaultHeaders);
  return {
    settings,
    system,
    baseURL: given.replace(/\/+$/, ""),
    trusted: [new URL(given).origin, new URL(settings.baseURL).origin],
    headers: fixedHeaders(settings, system),
    credentials: credentialsOf(settings, options, variable),
    custom,
    query: options.defaultQuery ?? {},
    timeout: milliseconds(options.timeout, settings.timeout),
    hasOwnTimeout: options.timeout !== undefined,
    totalTimeout: options.totalTimeout ?? Infinity,
    maxRetries: options.maxRetries ?? settings.retry.max,
    fetch: options.fetch ?? ((...given) => globalThis.fetch(...given)),
    fetchOptions: options.fetchOptions ?? {},
    middleware: options.middleware ?? [],
    signal: options.signal ?? undefined,
    retryCount: RETRY_COUNT,
  };
}

/** A timeout that a caller gave, where `null` is none at all. */
export function milliseconds(given: number | null | undefined, otherwise: number): number {
  return given === undefined ? otherwise : (given ?? Infinity);
}

function fixedHeaders(settings: Settings, { platform, isBrowser }: System): HeaderSet {
  const headers: HeaderSet = { [RETRY_COUNT]: "0" };
  // A browser says itself who it is.
  if (!isBrowser) {
    headers["user-agent"] = [`${settings.package}/${settings.version}`, platform].filter(Boolean).join(" ");
  }
  lay(headers, settings.headers);
  if (isBrowser) lay(headers, settings.browserHeaders);
  return headers;
}

/** The values given; only if none is, those of the environment. */
function credentialsOf(
  { credentials }: Settings,
  options: object,
  variable: (name: string | undefined) => string | undefined,
): [Credential, Secret][] {
  const values = options as Record<string, Secret | null | undefined>;
  const isGiven = credentials.some(({ option }) => values[option] != null);
  return credentials.flatMap((kind) => {
    const value = isGiven ? values[kind.option] : variable(kind.environment);
    return value ? [[kind, value] as [Credential, Secret]] : [];
  });
}
