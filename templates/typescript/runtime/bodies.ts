/** The properties of a call in, a body of JSON, of a form, or of raw bytes out. */

import type { Encoded, Values } from "./operation.js";
import { encodeQuery } from "./query.js";
import { contentOf, type Uploadable } from "./uploads.js";

export function json(body: unknown): Encoded {
  return { content: JSON.stringify(body), type: "application/json" };
}

export function form(body: unknown): Encoded {
  const content = encodeQuery(body as Values);
  return { content, type: "application/x-www-form-urlencoded", size: content.length };
}

/** A text or bytes; a stream is sent as it comes, and so but once. */
export function bytes(body: unknown): Encoded {
  const content = contentOf(typeof body === "string" ? new Blob([body]) : (body as Uploadable));
  const type = "application/octet-stream";
  if (content instanceof ReadableStream) return { content, type, once: true };
  return content instanceof Blob ? { content, type, size: content.size } : { content, type };
}
