/** A model's name and the buttons of a page in, the message that comes, letter by letter, on the page out. */

import { Anthropic } from "../../src/index.js";

const client = new Anthropic({
  apiKey: "key",
  baseURL: location.origin,
  dangerouslyAllowBrowser: true,
  maxRetries: 0,
});
let stop = new AbortController();

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no ${id}`);
  return found;
}

async function send(model: string): Promise<void> {
  stop = new AbortController();
  const text = element("text");
  const status = element("status");
  text.textContent = "";
  status.textContent = "writing";
  try {
    const events = await client.messages.create(
      { model, max_tokens: 9, messages: [{ role: "user", content: "Hello" }], stream: true },
      { signal: stop.signal },
    );
    for await (const event of events) {
      if (event.type === "content_block_delta" && event.delta.type === "text_delta") {
        text.textContent += event.delta.text;
      }
    }
    status.textContent = "done";
  } catch (error) {
    status.textContent = error instanceof Error ? `${error.name}: ${error.message}` : "?";
  }
}

for (const model of ["whole", "endless", "broken"]) {
  element(model).addEventListener("click", () => send(model));
}
element("stop").addEventListener("click", () => stop.abort());
