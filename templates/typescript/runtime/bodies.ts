/** The properties of a call in, a body of JSON, of a form, or of raw bytes out. */

import type { Encoded } from "./operation.js";
import { flatten } from "./query.js";
import { contentOf, type Uploadable } from "./uploads.js";

export function json(body: unknown): Encoded {
  const content = JSON.stringify(body);
  return { content, type: "application/json", size: sizeOf(content) };
}

export function form(body: unknown): Encoded {
  const pairs = Object.entries(body as object).flatMap(([name, value]) => flatten(name, value));
  const content = new URLSearchParams(pairs).toString();
  return { content, type: "application/x-www-form-urlencoded", size: content.length };
}

/** A stream is sent as it comes, and so but once. */
export function bytes(body: unknown): Encoded {
  const content = contentOf(body as Uploadable);
  const type = "application/octet-stream";
  if (content instanceof ReadableStream) return { content, type, once: true };
  return content instanceof Blob ? { content, type, size: content.size } : { content, type };
}

/** The bytes of a text as UTF-8. */
function sizeOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
