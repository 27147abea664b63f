/**
 * Calls, one on each line of JSON, in; what came of each, as a line of JSON, out.
 *
 * The client is in a hurry: the waits of its own choosing are short.
 */

import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import Anthropic from "../../src/index.js";
import { SETTINGS } from "../../src/settings.js";

Object.assign(SETTINGS.retry, { initial: 0.002, maximum: 0.004 });

const QUESTION: Anthropic.MessageCreateParams = {
  model: "claude-opus-4-8",
  max_tokens: 100,
  messages: [{ role: "user", content: "How is it?" }],
};
const pipe = () => Readable.toWeb(Readable.from([Buffer.from("abc")])) as ReadableStream;

const CALLS: Record<string, (client: Anthropic) => Promise<string | undefined>> = {
  async create(client) {
    const { content } = await client.messages.create({ ...QUESTION, stream: false });
    return content[0]?.type === "text" ? content[0].text : "";
  },
  async events(client) {
    let count = 0;
    for await (const _ of client.messages.create({ ...QUESTION, stream: true })) count += 1;
    return `${count} events`;
  },
  helper: (client) => client.messages.stream(QUESTION).finalText(),
  async results(client) {
    let count = 0;
    for await (const _ of client.messages.batches.results("b")) count += 1;
    return `${count} results`;
  },
  "upload a file": async (client) =>
    (await client.files.upload({ file: new File(["abc"], "a.txt") })).id,
  "upload a pipe": async (client) => (await client.files.upload({ file: pipe() })).id,
};

for await (const line of createInterface({ input: process.stdin })) {
  const { call, url, options } = JSON.parse(line);
  const client = new Anthropic({ apiKey: "none", baseURL: url, ...options });
  console.log(JSON.stringify(await suffer(() => CALLS[call]?.(client))));
}

async function suffer(call: () => Promise<string | undefined> | undefined): Promise<object> {
  try {
    return { value: await call() };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { name, message, attempts } = error as Error & { attempts?: number };
    return { error: name, message, attempts };
  }
}
