/** Properties and files in, a multipart form out. */

import type { Encoded, Operation } from "./operation.js";
import { toText } from "./text.js";
import { toFile, type Uploadable } from "./uploads.js";

/**
 * `files` of the operation names the properties that are files.
 *
 * `{files: [a, b]}` with `files[]` among the names gives two parts called `files[]`.
 */
export async function multipart(body: unknown, { files = [] }: Operation): Promise<Encoded> {
  const form = new FormData();
  let size = 0;
  for (const [name, value] of Object.entries(body as object)) {
    const listed = name.endsWith("[]") ? name : `${name}[]`;
    const sent = files.includes(listed) ? listed : name;
    const isFile = files.includes(sent);
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item === undefined || item === null) continue;
      const part = isFile ? await fileOf(sent, item) : valuePart(item);
      size += typeof part === "string" ? part.length : part.size;
      form.append(sent, part);
    }
  }
  return { content: form, size };
}

/** A file as it is; whatever else holds bytes gets a name. */
async function fileOf(name: string, value: Uploadable | string): Promise<File> {
  if (typeof value === "string") {
    throw new TypeError(
      `\`${name}\` takes a file, not a string; \`fileFromPath\` of the entry point for Node gives the file of a path`,
    );
  }
  return value instanceof File ? value : toFile(value);
}

function valuePart(value: unknown): string | Blob {
  if (typeof value !== "object" || value instanceof Date) return toText(value);
  return value instanceof Blob ? value : new Blob([JSON.stringify(value)], { type: "application/json" });
}
