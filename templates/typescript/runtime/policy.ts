/**
 * A prepared request in, effects out: when to send, to wait, to give up; no I/O and no clock of its own.
 *
 * Send ──2xx────────────────► answer
 *  │ ├─error, worth it──────► Sleep, Send
 *  │ └─error────────────────► throw the class of its status
 *  └─connection exception───► Sleep, Send; at last throw APIConnectionError
 */

import type { Config } from "./config.js";
import type { Policy } from "./effects.js";
import { APIConnectionError, RetryableError } from "./errors.js";
import { statusError } from "./failures.js";
import type { Answer } from "./operation.js";
import type { RequestOptions } from "./options.js";
import type { Prepared } from "./prepare.js";
import { shouldRetry, waitBefore } from "./retry.js";

/** Send until there is a good response, or nothing more is to be hoped for. */
export function* obtain(
  prepared: Prepared,
  config: Config,
  options: RequestOptions,
): Policy<Answer> {
  const { settings, system } = config;
  const { maxRetries = config.maxRetries, totalTimeout = config.options.totalTimeout } = options;
  const deadline = system.now() + (totalTimeout ?? Infinity);
  for (let retries = 0; ; retries += 1) {
    // No wait of an attempt is longer than the time that is left for the call.
    const timeout = Math.max(Math.min(prepared.timeout, deadline - system.now()), 1);
    let failure: unknown;
    let headers: Headers | undefined;
    let hopeful: boolean;
    try {
      const answer = (yield { kind: "send", prepared, retries, timeout }) as Answer;
      const { response } = answer;
      if (response.ok) return answer;
      headers = response.headers;
      hopeful = shouldRetry(response.status, headers, settings.retry);
      failure = statusError(answer, config);
      // What was refused is not sent again.
      if (response.status === 401) config.kept.clear();
    } catch (error) {
      hopeful = error instanceof APIConnectionError || error instanceof RetryableError;
      failure = error;
    }
    if (!hopeful || prepared.once || retries >= maxRetries) throw failure;
    const milliseconds = waitBefore(retries, headers, settings.retry, system);
    // Nobody who calls waits for an hour: what the server asked for is told in the error.
    if (milliseconds > config.maxRetryWait || system.now() + milliseconds >= deadline) {
      throw failure;
    }
    yield { kind: "sleep", milliseconds };
  }
}
