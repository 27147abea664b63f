/** One attempt of a prepared request in, its answer out, by way of `fetch` and the middleware around it. */

import { type Config, RETRY_COUNT } from "./config.js";
import type { Send } from "./effects.js";
import { APIConnectionError } from "./errors.js";
import { addFacts } from "./facts.js";
import { type Guard, watch } from "./guard.js";
import { type Attempt, chain } from "./middleware.js";
import type { Answer } from "./operation.js";
import type { Prepared } from "./prepare.js";
import { redirected } from "./redirects.js";

const MOST_REDIRECTS = 20;

/** Send, and read the response unless it is good and its body is wanted unread. */
export async function send({ prepared, retries, timeout }: Send, config: Config): Promise<Answer> {
  const facts = { operation: prepared.operation, attempts: retries + 1 };
  const guard = watch(timeout, prepared.signals, config.system, facts);
  const attempt = attemptOf(prepared, retries, guard.controller.signal);
  const exchanged = chain(config.options.middleware ?? [], (each) =>
    exchange(each, prepared, config, guard),
  );
  try {
    const response = await exchanged(attempt);
    guard.heard();
    addFacts(facts, response.headers, config.settings.responseHeaders);
    if (prepared.unread && response.ok) return { response, text: "", guard };
    const text = await textOf(response, guard);
    guard.done();
    return { response, text, guard };
  } catch (error) {
    guard.done();
    throw error;
  }
}

/** Wait, unless the caller aborts that. */
export function sleep(
  milliseconds: number,
  prepared: Prepared,
  config: Config,
): Promise<undefined> {
  const guard = watch(Infinity, prepared.signals, config.system, { operation: prepared.operation });
  const { signal } = guard.controller;
  return new Promise((resolve, reject) => {
    const cancel = config.system.after(milliseconds, () => {
      guard.done();
      resolve(undefined);
    });
    const abort = () => {
      cancel();
      reject(guard.failure(signal.reason));
    };
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort);
  });
}

function attemptOf(prepared: Prepared, retries: number, signal: AbortSignal): Attempt {
  const { operation, method, url, body, unread } = prepared;
  const headers = { ...prepared.headers };
  if (headers[RETRY_COUNT]) headers[RETRY_COUNT] = `${retries}`;
  return { operation, method, url, headers, body, retries, unread, signal };
}

/** Follow redirects: `fetch` would send the keys of headers it doesn't know as such along. */
async function exchange(
  attempt: Attempt,
  { once, fetchOptions }: Prepared,
  config: Config,
  guard: Guard,
): Promise<Response> {
  let request = { ...attempt, once };
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const { method, url, headers, body, signal } = request;
    const redirect = "manual" as const;
    // A body that streams needs `duplex`, and no other minds it.
    const init = { ...fetchOptions, method, headers, body, signal, redirect, duplex: "half" };
    let response: Response;
    try {
      response = await config.fetch(url, init);
    } catch (error) {
      throw guard.failure(error) ?? error;
    }
    if (response.type === "opaqueredirect") {
      throw new APIConnectionError("Redirects can't be followed in a browser", guard.facts);
    }
    const next = redirected(request, response);
    if (next === undefined) return response;
    await response.body?.cancel();
    request = next;
  }
  throw new APIConnectionError(`More than ${MOST_REDIRECTS} redirects`, guard.facts);
}

async function textOf(response: Response, guard: Guard): Promise<string> {
  try {
    return await response.text();
  } catch (error) {
    // The status of an error says enough if the connection breaks before the whole body is there.
    if (!response.ok && !guard.controller.signal.aborted) return "";
    throw guard.failure(error) ?? error;
  }
}
