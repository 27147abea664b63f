/**
 * `node speed.mjs <package> <address> <what>` -> how many a second: `calls`, `events` of a stream as
 * they are, or of the `helper`.
 */

const [name, address, what] = process.argv.slice(2);
const { default: Client } = await import(name);
const { messages } = new Client({ apiKey: "none", baseURL: `${address}/small` });
const question = {
  model: "claude-opus-4-8",
  max_tokens: 100,
  messages: [{ role: "user", content: "Hello" }],
};

/** The best of several rounds, the least disturbed; a second is one of the processor's. */
async function rate(count, run) {
  let best = 0;
  for (let round = 0; round < 10; round += 1) {
    const start = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(start);
    best = Math.max(best, (count / (user + system)) * 1e6);
  }
  return best;
}

async function call() {
  for (let made = 0; made < 300; made += 1) await messages.create(question);
}

async function read(stream) {
  let deltas = 0;
  for await (const event of stream) if (event.type === "content_block_delta") deltas += 1;
  if (deltas !== 20_000) throw new Error(`There were ${deltas} events`);
}

const ways = {
  calls: () => rate(300, call),
  events: () => rate(20_000, async () => read(await messages.create({ ...question, stream: true }))),
  helper: () => rate(20_000, () => read(messages.stream(question))),
};
console.log(JSON.stringify({ [what]: await ways[what]() }));
