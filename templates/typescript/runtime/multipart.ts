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
    for (const [name, value] of await itemsOf(body as object, files)) {
      const part = valuePart(value);
      size += typeof part === "string" ? part.length : part.size;
      form.append(name, part);
    }
    return { content: form, size };
  };
}

/** What is a part of its own, by name: files, and values as they were given. */
export async function itemsOf(
  body: object,
  files: readonly string[],
): Promise<readonly (readonly [name: string, item: unknown])[]> {
  const items: (readonly [string, unknown])[] = [];
  for (const [name, value] of Object.entries(body)) {
    if (value instanceof Written) {
      items.push(...(value as Written<[string, string]>));
      continue;
    }
    const sent = files.find((file) => file === name || file === `${name}[]`);
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item === undefined || item === null) continue;
      items.push([sent ?? name, sent ? await fileOf(name, item) : item]);
    }
  }
  return items;
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
