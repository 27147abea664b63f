/** Properties and files in, a multipart form out. */

import { type Encoder, Written } from "./operation.js";
import { toText } from "./text.js";
import { toFile, type Uploadable } from "./uploads.js";

/**
 * What encodes properties of which some are files.
 *
 * `{files: [a, b]}` with `files[]` among their names gives two parts called `files[]`.
 */
export function multipart(...files: readonly string[]): Encoder {
  return async (body) => {
    const form = new FormData();
    let size = 0;
    for (const [name, value] of Object.entries(body as object)) {
      if (value instanceof Written) {
        for (const [part, text] of value as Written<[string, string]>) form.append(part, text);
        continue;
      }
      const sent = files.find((file) => file === name || file === `${name}[]`);
      for (const item of Array.isArray(value) ? value : [value]) {
        if (item === undefined || item === null) continue;
        const part = sent ? await fileOf(name, item) : valuePart(item);
        size += typeof part === "string" ? part.length : part.size;
        form.append(sent ?? name, part);
      }
    }
    return { content: form, size };
  };
}

/** A file as it is; whatever else holds bytes gets a name. */
async function fileOf(name: string, value: Uploadable | string): Promise<File> {
  if (typeof value === "string") {
    throw new TypeError(
      `\`${name}\` takes a file, not a string; for that of a path there is \`fileFromPath\``,
    );
  }
  return value instanceof File ? value : toFile(value);
}

function valuePart(value: unknown): string | Blob {
  if (typeof value !== "object" || value instanceof Date) return toText(value);
  return value instanceof Blob
    ? value
    : new Blob([JSON.stringify(value)], { type: "application/json" });
}
