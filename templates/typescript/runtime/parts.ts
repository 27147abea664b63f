/** Properties, files and what parts are sent as in, a multipart form out whose parts say so. */

import { lay } from "./headers.js";
import { itemsOf } from "./multipart.js";
import type { Encoder } from "./operation.js";
import type { Strings } from "./settings.js";
import { SYSTEM } from "./system.js";
import { toText } from "./text.js";

interface Part {
  readonly content: Blob | string;
  readonly type?: string;
  readonly file?: string;
}

/**
 * The same as `multipart`, with the media types that parts may have (`image/png, image/*`), and
 * their headers: what `FormData` can't say.
 */
export function parts(
  files: readonly string[],
  types: Strings,
  headers: { readonly [name: string]: Strings } = {},
): Encoder {
  return async (body) => {
    const boundary = `form-${SYSTEM.unique()}`;
    const pieces: (Blob | string)[] = [];
    for (const [name, item] of await itemsOf(body as object, files)) {
      const part = partOf(item, types[name]?.split(",").map((each) => each.trim()) ?? []);
      pieces.push(
        `--${boundary}\r\n${headOf(name, part, headers[name])}\r\n`,
        part.content,
        "\r\n",
      );
    }
    const content = new Blob([...pieces, `--${boundary}--\r\n`]);
    return { content, type: `multipart/form-data; boundary=${boundary}`, size: content.size };
  };
}

function partOf(item: unknown, allowed: readonly string[]): Part {
  const [declared] = allowed;
  if (item instanceof Blob) {
    const type = typeOf(item.type, allowed);
    return item instanceof File
      ? { content: item, type, file: item.name }
      : { content: item, type };
  }
  const isObject = typeof item === "object" && !(item instanceof Date);
  if (isObject || declared?.includes("json")) {
    return { content: JSON.stringify(item), type: declared ?? "application/json" };
  }
  return { content: toText(item), ...(declared && { type: declared }) };
}

/** The type that a file says it has, if it may have that; else the first that is one alone. */
function typeOf(said: string, allowed: readonly string[]): string {
  const isAllowed = allowed.some((each) => {
    const [start = "", end] = each.split("*");
    return end === undefined ? said === each : said.startsWith(start) && said.endsWith(end);
  });
  const single = allowed.find((each) => !each.includes("*"));
  return (isAllowed ? said : single) || said || "application/octet-stream";
}

function headOf(name: string, { type, file }: Part, own: Strings = {}): string {
  const named = file === undefined ? "" : `; filename="${quoted(file)}"`;
  const said = { ...(type && { "content-type": type }) };
  // A header that can't be sent is refused.
  lay(said, own);
  const disposition = `form-data; name="${quoted(name)}"${named}`;
  return Object.entries({ "content-disposition": disposition, ...said })
    .map(([header, value]) => `${header}: ${value}\r\n`)
    .join("");
}

/** As the HTML standard writes a name in a header, from which nothing can break out. */
function quoted(text: string): string {
  return text.replaceAll('"', "%22").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
