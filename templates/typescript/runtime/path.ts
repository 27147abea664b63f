/** A path template and its values in, a percent-encoded path out that no value can change the shape of. */

import { type Values, Written } from "./operation.js";
import { toText } from "./text.js";

/** `/v1/files/{id}` and `{id: "a/b"}` -> `/v1/files/a%2Fb`. */
export function expandPath(template: string, values: Values): string {
  return template.replace(/\{([^{}]+)\}/g, (_, name: string) => encoded(name, values[name]));
}

function encoded(name: string, value: unknown): string {
  const written = value instanceof Written ? value.join("") : undefined;
  const text = written ?? toText(value ?? "");
  // An empty value would name the collection; servers and proxies resolve `.` and `..`
  // even when they are percent-encoded.
  if (/^\.{0,2}$/.test(text)) {
    throw new TypeError(`Expected a value for the path parameter \`${name}\`, not "${text}"`);
  }
  return written ?? encodeURIComponent(text);
}
