/**
 * A client, and calls as JSON, in; what each sent and gave, as JSON, out.
 *
 * `node send.js <module of the client> < calls`
 */

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

interface Reply {
  readonly status?: number;
  readonly type?: string;
  readonly body?: string;
}

interface Call {
  /** What the client is made with. */
  readonly options: object;
  /** `pets.retrieve` */
  readonly method: string;
  readonly args: readonly unknown[];
  /** What the server answers, one after the other; the last one for ever. */
  readonly replies: readonly Reply[];
}

interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  /** Each byte as a character. */
  readonly body: string;
}

const [module = ""] = process.argv.slice(2);
const { default: Client } = await import(pathToFileURL(module).href);
const told: object[] = [];
for (const { options, method, args, replies } of JSON.parse(readFileSync(0, "utf8")) as Call[]) {
  const sent: Sent[] = [];
  const fetch = async (input: string, init: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const bytes = Buffer.from(await request.arrayBuffer());
    sent.push({
      method: request.method,
      url: request.url,
      headers: Object.fromEntries(request.headers),
      body: bytes.toString("latin1"),
    });
    const { status = 204, type, body } = replies[Math.min(sent.length, replies.length) - 1] ?? {};
    return new Response(body ?? null, { status, headers: type ? { "content-type": type } : {} });
  };
  try {
    const client = new Client({ ...options, fetch, maxRetries: 0 });
    const [name = "", ...way] = method.split(".").reverse();
    const resource = way.reduceRight((holder, each) => holder[each], client);
    const data = await resource[name](...args.map(revive));
    told.push({ sent, data: data instanceof Response ? { $bytes: await data.text() } : data });
  } catch (error) {
    told.push({ sent, error: `${error}` });
  }
}
console.log(JSON.stringify(told));

/** Files and bytes are objects in JSON. */
function revive(value: any): unknown {
  if (Array.isArray(value)) return value.map(revive);
  if (typeof value !== "object" || value === null) return value;
  if ("$bytes" in value) return new Uint8Array(Buffer.from(value.$bytes, "base64"));
  if ("$file" in value) {
    const { $file, name, type = "" } = value;
    return new File([Buffer.from($file, "base64")], name, { type });
  }
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, revive(each)]));
}
