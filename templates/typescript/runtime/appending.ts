/** Values that an operation always sends in headers in, what puts them behind a caller's own there out. */

import type { HeaderSet } from "./headers.js";

/** `appended({"api-beta": ["files"]})`: behind the caller's comma list of a header, each value once. */
export function appended(lists: { readonly [header: string]: readonly string[] }) {
  return (headers: HeaderSet): void => {
    for (const [name, values] of Object.entries(lists)) {
      const given = (headers[name] ?? "").split(",").map((item) => item.trim());
      headers[name] = [...new Set([...given, ...values])].filter(Boolean).join(",");
    }
  };
}
