/**
 * A client, and calls as JSON, in; what came of each, as JSON, out.
 *
 * `node hear.js <folder of the client> <address> <file of calls>`: each call is made by the client's
 * method, and by the function beside it.
 */

import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { type Heard, hear, revive } from "../support/hearing.js";

interface Call {
  readonly accessor: readonly string[];
  readonly file: string;
  readonly method: string;
  readonly args: readonly unknown[];
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
