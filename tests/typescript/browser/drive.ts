/**
 * A browser and the code of a page in; what the page shows as its buttons are pressed, and all that its
 * console complains of, out as JSON.
 *
 * `node drive.js <chromium> <code of the page> <empty folder>`: the page and the API are one server.
 */

import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Readable, Writable } from "node:stream";
import { text } from "node:stream/consumers";

const PAGE = `<!doctype html><title>A message</title>
<link rel="icon" href="data:,">
<button id="whole">Whole</button><button id="endless">Endless</button>
<button id="broken">Broken</button><button id="stop">Stop</button>
<p id="text"></p><p id="status"></p>
<script type="module" src="/page.js"></script>`;
const START = { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } };
const ERROR = { type: "error", error: { type: "overloaded_error", message: "Too much to do" } };

const [chromium = "", code = "", profile = ""] = process.argv.slice(2);
let closed = () => {};
/** Settled when a client hangs up before its answer has ended. */
const hungUp = new Promise<void>((resolve) => {
  closed = resolve;
});

const server = createServer(async (request, response) => {
  if (request.url === "/v1/messages") answer(JSON.parse(await text(request)).model, response);
  else if (request.url === "/page.js") {
    response.setHeader("content-type", "text/javascript");
    response.end(await readFile(code));
  } else {
    response.setHeader("content-type", "text/html");
    response.end(PAGE);
  }
});

function answer(model: string, response: ServerResponse): void {
  response.setHeader("content-type", "text/event-stream");
  const give = (event: { type: string }) =>
    response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  const say = (words: string) => {
    const delta = { type: "text_delta", text: words };
    give({ type: "content_block_delta", index: 0, delta } as { type: string });
  };
  give(START);
  say("Hello");
  if (model === "endless") response.on("close", closed);
  else {
    if (model === "broken") give(ERROR);
    else say(", world");
    give({ type: "message_stop" });
    response.end();
  }
}

await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
const options = ["--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe"];
const browser = spawn(chromium, [...options, `--user-data-dir=${profile}`], {
  stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
});
const commands = browser.stdio[3] as Writable;
const replies = browser.stdio[4] as Readable;

// The protocol: JSON with a NUL behind it; an answer has the number of its command, an event has none.
const waiting = new Map<number, (result: any) => void>();
const complaints: unknown[] = [];
let loaded = () => {};
const isLoaded = new Promise<void>((resolve) => {
  loaded = resolve;
});
let rest = "";
replies.on("data", (chunk: Buffer) => {
  const messages = (rest + chunk).split("\0");
  rest = messages.pop() ?? "";
  for (const message of messages) {
    const { id, method, params, result, error } = JSON.parse(message);
    if (id !== undefined) waiting.get(id)?.(result ?? { error });
    // The modules of a page have run by then.
    if (method === "Page.loadEventFired") loaded();
    const isError = params?.type === "error" || params?.entry?.level === "error";
    if (method === "Runtime.exceptionThrown" || isError) complaints.push(params);
  }
});

let session: string | undefined;
function command(method: string, params: object = {}): Promise<any> {
  const id = waiting.size + 1;
  const message = { id, method, params, ...(session && { sessionId: session }) };
  commands.write(`${JSON.stringify(message)}\0`);
  return new Promise((resolve) => waiting.set(id, resolve));
}

/** What stands in the page once an element says what it should. */
async function shown(id: string, says: string): Promise<{ text: string; status: string }> {
  const expression = `new Promise((resolve) => {
    const has = (id) => document.getElementById(id)?.textContent ?? "";
    const look = () =>
      new RegExp(${JSON.stringify(says)}).test(has(${JSON.stringify(id)}))
        ? resolve({ text: has("text"), status: has("status") })
        : setTimeout(look, 5);
    look();
  })`;
  const found = await command("Runtime.evaluate", {
    expression,
    awaitPromise: true,
    returnByValue: true,
  });
  return found.result.value;
}

async function press(id: string): Promise<void> {
  await command("Runtime.evaluate", { expression: `document.getElementById("${id}").click()` });
}

try {
  const { targetId } = await command("Target.createTarget", { url: "about:blank" });
  const attached = await command("Target.attachToTarget", { targetId, flatten: true });
  session = attached.sessionId;
  for (const domain of ["Runtime", "Log", "Page"]) await command(`${domain}.enable`);
  await command("Page.navigate", { url: address });
  await isLoaded;
  await press("whole");
  const whole = await shown("status", "done");
  await press("endless");
  const before = await shown("text", "Hello");
  await press("stop");
  const stopped = await shown("status", "Error");
  await hungUp;
  await press("broken");
  const broken = await shown("status", "Overloaded");
  console.log(JSON.stringify({ whole, before, stopped, broken, complaints }));
} finally {
  browser.kill();
  server.close();
  server.closeAllConnections();
}
