/** Query values in, a query string out. */

import { type Values, Written } from "./operation.js";
import { toText } from "./text.js";

/** `{a: [1, 2], b: {c: true}}` -> `a=1&a=2&b%5Bc%5D=true`. */
export function encodeQuery(values: Values): string {
  return Object.entries(values)
    .map(([name, value]) =>
      value instanceof Written
        ? value.join("&")
        : new URLSearchParams(flatten(name, value)).toString(),
    )
    .filter(Boolean)
    .join("&");
}

/** `("b", {c: [1, 2]})` -> `[["b[c]", "1"], ["b[c]", "2"]]`, as queries and forms hold it. */
function flatten(key: string, value: unknown): [string, string][] {
  if (!isSaid(value)) return [];
  if (Array.isArray(value)) return value.flatMap((item) => flatten(key, item));
  if (typeof value === "object" && !(value instanceof Date)) {
    return Object.entries(value).flatMap(([name, inner]) => flatten(`${key}[${name}]`, inner));
  }
  return [[key, toText(value)]];
}

/** Whether it is sent at all. */
export function isSaid(value: unknown): value is NonNullable<unknown> {
  return value !== undefined && value !== null;
}
