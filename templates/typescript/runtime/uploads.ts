/** Whatever holds bytes in, what `fetch` sends out: files, blobs, buffers, responses, streams. */

import { readableOf } from "./readable.js";

/** What may be uploaded. A path is none: `fileFromPath` of the entry point for Node reads it. */
export type Uploadable =
  | Blob
  | ArrayBuffer
  | ArrayBufferView<ArrayBuffer>
  | Response
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>;

/** What is said of a file beside its name. */
export interface FileOptions {
  type?: string;
  /** Milliseconds since 1970. */
  lastModified?: number;
}

/** A file of any content, with a name. */
export async function toFile(
  value: Uploadable | PromiseLike<Uploadable>,
  name?: string | null,
  options?: FileOptions,
): Promise<File> {
  const given = await value;
  const content = contentOf(given);
  // A stream has no length, which the parts of a form need.
  const blob = content instanceof Blob ? content : await new Response(content).blob();
  const type =
    options?.type ?? (given instanceof Response ? given.headers.get("content-type") : blob.type);
  return new File([blob], name || nameOf(given) || "upload", { ...options, type: type ?? "" });
}

/** Bytes as a text, for members that are base64. */
export async function toBase64(value: Uploadable | PromiseLike<Uploadable>): Promise<string> {
  const bytes = new Uint8Array(await new Response(contentOf(await value)).arrayBuffer());
  const step = 0x8000;
  let text = "";
  for (let start = 0; start < bytes.length; start += step) {
    text += String.fromCharCode(...bytes.subarray(start, start + step));
  }
  return btoa(text);
}

/** The bytes as `fetch` takes them. */
export function contentOf(value: Uploadable): Blob | ReadableStream<Uint8Array> {
  if (value instanceof Blob || value instanceof ReadableStream) return value;
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return new Blob([value]);
  if (value instanceof Response && value.body) return value.body;
  if (typeof value === "object" && Symbol.asyncIterator in value) {
    return readableOf(value[Symbol.asyncIterator](), (chunk) => chunk);
  }
  throw new TypeError("Expected a File, bytes or a stream; `fileFromPath` reads that of a path");
}

/** Whether it holds bytes, and is no text or value. */
export function isUploadable(value: unknown): boolean {
  const kinds = [Blob, ArrayBuffer, Response, ReadableStream];
  return (
    ArrayBuffer.isView(value) ||
    kinds.some((kind) => value instanceof kind) ||
    (typeof value === "object" && value !== null && Symbol.asyncIterator in value)
  );
}

/** What a file, a response or an open file of Node is called, without its folders. */
function nameOf(value: object): string | undefined {
  const { name, url, path } = value as { name?: unknown; url?: unknown; path?: unknown };
  const found = [name, url, path].find((each) => each !== undefined && each !== "");
  return found === undefined ? undefined : String(found).split(/[\\/]/).pop();
}
