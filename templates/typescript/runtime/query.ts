/** Query values in, a query string out. */

import type { Operation, Values } from "./operation.js";
import { toText } from "./text.js";

const SEPARATORS = { comma: ",", pipe: "%7C", space: "%20" };

/** `{a: [1, 2], b: {c: true}}` -> `a=1&a=2&b%5Bc%5D=true`. */
export function encodeQuery(values: Values, lists: Operation["lists"] = {}): string {
  return Object.entries(values)
    .flatMap(([key, value]) => {
      const style = lists[key];
      if (style && Array.isArray(value)) {
        // Only the values are encoded: `ids=a%2Cb,c` are the two values `a,b` and `c`.
        const items = value.filter(isSaid).map((item) => encode(toText(item)));
        return items.length ? [`${encode(key)}=${items.join(SEPARATORS[style])}`] : [];
      }
      return flatten(key, value).map(([name, text]) => `${encode(name)}=${encode(text)}`);
    })
    .join("&");
}

/** `("b", {c: [1, 2]})` -> `[["b[c]", "1"], ["b[c]", "2"]]`, as queries and forms hold it. */
export function flatten(key: string, value: unknown): [string, string][] {
  if (!isSaid(value)) return [];
  if (Array.isArray(value)) return value.flatMap((item) => flatten(key, item));
  if (typeof value === "object" && !(value instanceof Date)) {
    return Object.entries(value).flatMap(([name, inner]) => flatten(`${key}[${name}]`, inner));
  }
  return [[key, toText(value)]];
}

function isSaid(value: unknown): value is {} {
  return value !== undefined && value !== null;
}

/** As forms are encoded, where a space is a plus. */
function encode(text: string): string {
  return new URLSearchParams([["", text]]).toString().slice(1);
}
