/** Layers of headers in, one record of headers out: later layers win, names ignore case, `null` removes. */

import type { Strings } from "./settings.js";

// What a name and a value may be made of: looked at here, as `new Headers` takes a while.
const HEADER = /^[\w!#$%&'*+.^`|~-]+:[\t -~\x80-\xff]*$/;

/** What a caller may give as headers. */
export type HeaderLayer =
  | Headers
  | readonly (readonly [string, string])[]
  | { readonly [name: string]: string | number | readonly string[] | null | undefined };

/** Headers by lower-case name; `null` is one that was removed on purpose. */
export type HeaderSet = Record<string, string | null>;

/** Put a layer on top; `undefined` says nothing. */
export function lay(headers: HeaderSet, layer: HeaderLayer | undefined): void {
  if (layer === undefined) return;
  const isList = layer instanceof Headers || Array.isArray(layer);
  for (const [name, value] of isList ? layer : Object.entries(layer)) {
    if (value === undefined) continue;
    const text = value === null ? null : String(value).trim();
    if (!HEADER.test(`${name}:${text ?? ""}`)) {
      // The value may be a secret, so the message does not repeat it.
      throw new TypeError(
        `The header ${JSON.stringify(name)} has a name or a value that can't be sent`,
      );
    }
    headers[name.toLowerCase()] = text;
  }
}

/** The headers that are left. */
export function settled(headers: HeaderSet): Strings {
  return Object.fromEntries(Object.entries(headers).filter(hasText));
}

function hasText(entry: [string, string | null]): entry is [string, string] {
  return entry[1] !== null;
}

/** `Name: value` lines, as an environment variable holds them; lines without a colon are skipped. */
export function parseHeaderLines(text: string): [string, string][] {
  return text.split("\n").flatMap((line): [string, string][] => {
    const colon = line.indexOf(":");
    return colon > 0 ? [[line.slice(0, colon).trim(), line.slice(colon + 1).trim()]] : [];
  });
}
