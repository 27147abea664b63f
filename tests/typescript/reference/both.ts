/**
 * Two clients, and calls with their answers as JSON, in; what each sent and gave, as JSON, out.
 *
 * `node both.js <module of the one> <module of the other> <file of calls>`
 */

import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { type Heard, hear, revive } from "../support/hearing.js";

interface Reply {
  readonly status: number;
  readonly headers: [string, string][];
  /** In base64. */
  readonly body: string;
}

interface Call {
  readonly accessor: readonly string[];
  readonly method: string;
  readonly args: readonly unknown[];
  readonly replies: readonly Reply[];
}

interface Happened extends Heard {
  readonly sent: unknown[];
}

const [one = "", other = "", file = ""] = process.argv.slice(2);
const clients = await Promise.all([one, other].map((path) => import(pathToFileURL(path).href)));
const calls: Call[] = JSON.parse(await readFile(file, "utf8"));
const happened: Happened[][] = [];
for (const call of calls) {
  happened.push(await Promise.all(clients.map(({ default: Client }) => happen(Client, call))));
}
console.log(JSON.stringify(happened));

async function happen(Client: any, { accessor, method, args, replies }: Call): Promise<Happened> {
  const sent: unknown[] = [];
  const rest = [...replies];
  const fetch = async (url: string | URL, init: RequestInit) => {
    // With this the reference finds out whether forms can be sent.
    if (String(url).startsWith("data:")) return new Response();
    sent.push(await toldOf(new Request(url, { ...init, duplex: "half" } as RequestInit)));
    const { status, headers, body } = rest.shift() as Reply;
    return new Response(body ? Buffer.from(body, "base64") : null, { status, headers });
  };
  const client = new Client({ apiKey: "none", maxRetries: 0, fetch });
  const heard = await hear(async () => {
    const resource = accessor.reduce((holder, name) => holder[name], client);
    return resource[method](...args.map(revive));
  });
  return { sent, ...heard };
}

async function toldOf(request: Request): Promise<object> {
  const { origin, pathname, searchParams } = new URL(request.url);
  const type = request.headers.get("content-type") ?? "";
  return {
    method: request.method,
    address: origin + pathname,
    query: [...searchParams].sort(),
    headers: { ...Object.fromEntries(request.headers), "content-type": type.split(";", 1)[0] },
    body: type.startsWith("multipart/") ? await partsOf(request) : await bodyOf(request),
  };
}

async function bodyOf(request: Request): Promise<unknown> {
  const text = await request.text();
  return text ? JSON.parse(text) : null;
}

async function partsOf(request: Request): Promise<unknown[]> {
  const parts = [...(await request.formData())].map(async ([name, value]) =>
    typeof value === "string"
      ? { name, value }
      : { name, file: value.name, type: value.type, value: await value.text() },
  );
  return Promise.all(parts);
}
