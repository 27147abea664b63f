/**
 * A client, and calls as JSON, in; what came of each, as JSON, out.
 *
 * `node hear.js <folder of the client> <address> <file of calls>`: each call is made by the client's
 * method, and by the function beside it.
 */

import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

interface Call {
  readonly accessor: readonly string[];
  readonly file: string;
  readonly method: string;
  readonly args: readonly unknown[];
}

interface Heard {
  data?: unknown;
  error?: unknown;
}

const [folder = "", baseURL = "", file = ""] = process.argv.slice(2);
const root = pathToFileURL(`${folder}/`);
const { default: Client } = await import(new URL("index.js", root).href);
const client = new Client({ apiKey: "none", baseURL, maxRetries: 0 });
const calls: Call[] = JSON.parse(await readFile(file, "utf8"));
const heard: { method: Heard; function: Heard }[] = [];
for (const { accessor, file, method, args } of calls) {
  const resource = accessor.reduce((holder, name) => holder[name], client);
  const module = await import(new URL(`resources/${file}.js`, root).href);
  heard.push({
    method: await hear(() => resource[method](...args.map(revive))),
    function: await hear(() => module[method](client, ...args.map(revive))),
  });
}
console.log(JSON.stringify(heard));

/** What a call gives: items of many one by one, bytes in base64. */
async function hear(make: () => Promise<any>): Promise<Heard> {
  const heard: Heard = {};
  try {
    const result = await make();
    if (result?.[Symbol.asyncIterator]) {
      const items: unknown[] = [];
      heard.data = items;
      for await (const item of result) items.push(item);
    } else if (result instanceof Response) {
      heard.data = { $bytes: Buffer.from(await result.arrayBuffer()).toString("base64") };
    } else heard.data = result ?? null;
  } catch (error) {
    heard.error = error instanceof Error ? told(error) : String(error);
  }
  return heard;
}

function told(error: Error): object {
  const { name, message, stack } = error;
  return { ...JSON.parse(JSON.stringify(error)), name, message, stack };
}

/** Files and bytes are objects in JSON. */
function revive(value: any): unknown {
  if (Array.isArray(value)) return value.map(revive);
  if (typeof value !== "object" || value === null) return value;
  if ("$bytes" in value) return Buffer.from(value.$bytes, "base64");
  if ("$file" in value) {
    return new File([Buffer.from(value.$file, "base64")], value.name);
  }
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, revive(each)]));
}
