/** A client's credentials in, headers and query values out. */

import type { Config } from "./config.js";
import { type HeaderSet, lay } from "./headers.js";
import type { Settings, Strings } from "./settings.js";

/** The headers and query values that say who calls. */
export async function identify({
  credentials,
}: Config): Promise<[headers: HeaderSet, query: Strings]> {
  const headers: HeaderSet = {};
  const query: Strings = {};
  for (const [{ header, parameter, prefix = "", encode }, ...given] of credentials) {
    const parts = given.map((each) => (typeof each === "function" ? each() : each));
    const value = (await Promise.all(parts)).join(":");
    const text = prefix + (encode ? encode(value) : value);
    if (parameter) query[parameter] = text;
    // Several cookies are one header.
    const name = header?.toLowerCase();
    if (name) lay(headers, { [name]: [headers[name], text].filter(Boolean).join("; ") });
  }
  return [headers, query];
}

/** Throw unless a credential is there, or was removed on purpose. */
export function requireCredential(
  { credentials }: Settings,
  headers: HeaderSet,
  query: Strings,
): void {
  const isThere = ({ header, parameter }: Settings["credentials"][number]) =>
    (header && headers[header.toLowerCase()] !== undefined) || (parameter && query[parameter]);
  if (!credentials.length || credentials.some(isThere)) return;
  const options = credentials
    .map(({ options }) => `\`${Object.keys(options).join("` and `")}\``)
    .join(" or ");
  throw new TypeError(
    `Expected ${options} to be set, or its header to be given, or to be \`null\``,
  );
}

/** As `basic` credentials are written. */
export function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
