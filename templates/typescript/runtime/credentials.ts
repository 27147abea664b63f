/** A client's credentials in, headers and query values out. */

import type { Given } from "./config.js";
import { type HeaderSet, lay } from "./headers.js";
import type { Call, Security } from "./operation.js";
import type { Credential, Strings } from "./settings.js";

/** The headers and query values that say who calls. */
export async function identify(
  given: readonly Given[],
  call: Call,
): Promise<[headers: HeaderSet, query: Strings]> {
  const headers: HeaderSet = {};
  const query: Strings = {};
  for (const [{ header, parameter, prefix = "", encode }, ...secrets] of given) {
    const parts = secrets.map((each) => (typeof each === "function" ? each() : each));
    const texts = await Promise.all(parts);
    const text = prefix + (encode ? await encode(texts, call) : texts[0]);
    if (parameter) query[parameter] = text;
    const name = header?.toLowerCase();
    // Several cookies are one header.
    if (name) lay(headers, { [name]: [headers[name], text].filter(Boolean).join("; ") });
  }
  return [headers, query];
}

/** All that are given; one has to be, unless a caller gave its header, or removed it on purpose. */
export const allGiven: Security = ({ credentials, settings }, headers) => {
  const kinds = settings.credentials;
  if (kinds.length && !credentials.length && !kinds.some((each) => isByHand(each, headers))) {
    throw missing(kinds.map((each) => [each]));
  }
  return credentials;
};

export function isByHand({ header }: Credential, headers: HeaderSet): boolean {
  return header !== undefined && headers[header.toLowerCase()] !== undefined;
}

/** None of the alternatives is there whose credentials go together. */
export function missing(alternatives: readonly (readonly Credential[])[]): TypeError {
  const names = alternatives
    .map((kinds) => kinds.flatMap(({ options }) => Object.keys(options)).join("` and `"))
    .join("` or `");
  return new TypeError(
    `Expected \`${names}\` to be set, or its header to be given, or to be \`null\``,
  );
}

/** As `basic` credentials are written: a name and a secret. */
export function base64(texts: readonly string[]): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(texts.join(":"))));
}
