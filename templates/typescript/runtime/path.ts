/** A path template and its values in, a percent-encoded path out that no value can change the shape of. */

import type { Values } from "./operation.js";
import { toText } from "./text.js";

/** `/v1/files/{id}` and `{id: "a/b"}` -> `/v1/files/a%2Fb`, and the set of `id`. */
export function expandPath(template: string, values: Values): [path: string, places: Set<string>] {
  const places = new Set<string>();
  const path = template.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    places.add(name);
    return encoded(name, values[name]);
  });
  return [path, places];
}

function encoded(name: string, value: unknown): string {
  const text = toText(value ?? "");
  // An empty value would name the collection; servers and proxies resolve `.` and `..`
  // even when they are percent-encoded.
  if (/^\.{0,2}$/.test(text)) {
    throw new TypeError(`Expected a value for the path parameter \`${name}\`, not "${text}"`);
  }
  return encodeURIComponent(text);
}
