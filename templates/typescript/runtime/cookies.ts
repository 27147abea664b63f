/** Cookies by name in, the header that holds them out. */

import { type Values, Written } from "./operation.js";
import { toText } from "./text.js";

/** `{a: 1, b: "x;y"}` -> `a=1; b=x%3By`, behind those that are there; null where there is none. */
export function cookieOf(values: Values, before?: string | null): string | null {
  const pairs = Object.entries(values).map(([name, value]) =>
    value instanceof Written ? value.join("; ") : `${name}=${encodeURIComponent(toText(value))}`,
  );
  return [before, ...pairs].filter(Boolean).join("; ") || null;
}
