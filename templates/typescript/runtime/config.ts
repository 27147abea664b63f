/** Settings, options and the environment in, the parts of a client out. */

import { type HeaderSet, lay, parseHeaderLines } from "./headers.js";
import type { CommonOptions, Secret } from "./options.js";
import type { Credential, Settings, Strings } from "./settings.js";
import type { System } from "./system.js";

/** What a client is made of; it holds secrets and is shown to nobody. */
export interface Config {
  readonly settings: Settings;
  /** As the caller gave them; what stands below is made of them. */
  readonly options: CommonOptions;
  readonly system: System;
  readonly baseURL: string;
  /** Origins that credentials may be sent to. */
  readonly trusted: readonly string[];
  /** The API's and the runtime's own headers. */
  readonly headers: HeaderSet;
  readonly credentials: readonly Given[];
  /** The environment's and the caller's headers. */
  readonly custom: HeaderSet;
  /** Query values that everything below a mounted resource sends. */
  readonly mounted: Strings;
  readonly timeout: number;
  readonly maxRetries: number;
  readonly maxRetryWait: number;
  readonly fetch: typeof fetch;
  /** What was asked for with the credentials, until one is refused: copies of a client share it. */
  readonly kept: Map<string, unknown>;
}

/** A credential with the values of its options. */
export type Given = readonly [Credential, ...Secret[]];

/** Where a client keeps its config: a symbol, so that neither JSON nor a console shows it. */
export const CONFIG = /* @__PURE__ */ Symbol("config");

/** Whatever calls can be made with: a client. */
export interface Caller {
  readonly [CONFIG]: Config;
}

/** The header that tells how often a request was sent before. */
export const RETRY_COUNT = "x-retry-count";

const LONGEST_RETRY_WAIT = 120_000;

export function configure(settings: Settings, options: CommonOptions, system: System): Config {
  const variable = (name = "") => system.variable(name);
  const { environment } = settings;
  if (system.isBrowser && settings.credentials.length && !options.dangerouslyAllowBrowser) {
    throw new TypeError(
      "Whoever uses a page can read its credentials; `dangerouslyAllowBrowser` allows that",
    );
  }
  const found = variable(environment.baseURL);
  const baseURL =
    options.baseURL || settings.choose?.(settings, options, found) || found || settings.baseURL;
  const custom: HeaderSet = {};
  lay(custom, parseHeaderLines(variable(environment.headers) ?? ""));
  lay(custom, options.defaultHeaders);
  return {
    settings,
    options,
    system,
    baseURL,
    trusted: [baseURL, settings.baseURL || baseURL].map(originOf),
    headers: fixedHeaders(settings, system),
    credentials: credentialsOf(settings, options, variable),
    custom,
    mounted: {},
    timeout: milliseconds(options.timeout, settings.timeout * 1000),
    maxRetries: options.maxRetries ?? settings.retry.max,
    maxRetryWait: milliseconds(options.maxRetryWait, LONGEST_RETRY_WAIT),
    fetch: options.fetch ?? ((...given) => fetch(...given)),
    kept: new Map(),
  };
}

/** `https://host:443/path` -> `https://host`; what is no address of the web is refused. */
export function originOf(text: string): string {
  const url = URL.canParse(text) && new URL(text);
  if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password) return url.origin;
  // A user and a password may be secrets, so the message does not repeat them.
  throw new TypeError("Expected a URL of HTTP without a password");
}

/** A timeout that a caller gave, where `null` is none at all. */
export function milliseconds(given: number | null | undefined, otherwise: number): number {
  return given === undefined ? otherwise : (given ?? Infinity);
}

function fixedHeaders(settings: Settings, { platform = "", isBrowser }: System): HeaderSet {
  const headers: HeaderSet = { accept: "application/json", [RETRY_COUNT]: "0" };
  lay(headers, settings.headers);
  // A browser says itself who it is.
  if (isBrowser) lay(headers, settings.browserHeaders);
  else headers["user-agent"] = `${settings.package}/${settings.version} ${platform}`.trim();
  return headers;
}

/**
 * The values given; only if none is, those of the environment.
 *
 * Of a name and a secret of which one is given, the other may come from the environment.
 */
function credentialsOf(
  { credentials }: Settings,
  options: object,
  variable: (name?: string) => string | undefined,
): Given[] {
  const values = options as Record<string, Secret | null | undefined>;
  const isGiven = ({ options }: Credential) =>
    Object.keys(options).some((name) => values[name] != null);
  const nothing = !credentials.some(isGiven);
  return credentials.flatMap((kind): Given[] => {
    const isAsked = nothing || isGiven(kind);
    const found = Object.entries(kind.options).map(
      ([name, from]) => values[name] ?? (isAsked ? variable(from) : null),
    );
    return found[0] && found.every((each) => each != null) ? [[kind, ...(found as Secret[])]] : [];
  });
}
