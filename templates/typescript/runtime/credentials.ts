/** A client's credentials in, headers and query values out. */

import type { Config } from "./config.js";
import { type HeaderSet, lay } from "./headers.js";
import type { Credential, Settings, Strings } from "./settings.js";

/** The headers and query values that say who calls. */
export async function identify(config: Config): Promise<{ headers: HeaderSet; query: Strings }> {
  const headers: HeaderSet = {};
  const query: Strings = {};
  for (const [kind, secret] of config.credentials) {
    const value = typeof secret === "function" ? await secret() : secret;
    if (kind.scheme === "query") query[kind.name] = value;
    else lay(headers, { [headerOf(kind)]: written(kind, value, headers) });
  }
  return { headers, query };
}

/** Throw unless a credential is there, or was removed on purpose. */
export function requireCredential({ credentials }: Settings, headers: HeaderSet, query: Strings): void {
  const isThere = (kind: Credential) =>
    kind.scheme === "query" ? query[kind.name] : headers[headerOf(kind)] !== undefined;
  if (!credentials.length || credentials.some(isThere)) return;
  throw new TypeError(
    `Could not resolve authentication method. Expected ` +
      `${credentials.map(({ option }) => `\`${option}\``).join(" or ")} to be set, or a header ` +
      `${credentials.map((kind) => `\`${headerOf(kind)}\``).join(" or ")} to be given, ` +
      "or to be removed with `null`.",
  );
}

function written({ scheme, name }: Credential, value: string, headers: HeaderSet): string {
  if (scheme === "bearer") return `Bearer ${value}`;
  if (scheme === "basic") {
    return `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(value)))}`;
  }
  if (scheme === "cookie") return [headers["cookie"], `${name}=${value}`].filter(Boolean).join("; ");
  return value;
}

function headerOf({ scheme, name }: Credential): string {
  if (scheme === "cookie") return "cookie";
  return scheme === "header" ? name.toLowerCase() : "authorization";
}
