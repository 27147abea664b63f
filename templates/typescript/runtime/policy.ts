/**
 * A prepared request in, effects out: when to send, to wait, to give up; no I/O and no clock here.
 *
 * Send ──2xx────────────────► answer
 *  │ ├─error, worth it──────► Sleep, Send
 *  │ └─error────────────────► throw the class of its status
 *  └─connection exception───► Sleep, Send; at last throw APIConnectionError
 */

import type { Policy } from "./effects.js";
import { APIConnectionError, RetryableError } from "./errors.js";
import { statusError } from "./failures.js";
import type { Answer } from "./operation.js";
import { factsOf, type Prepared } from "./prepare.js";
import { shouldRetry, waitBefore } from "./retry.js";
import type { Settings } from "./settings.js";

/** What the policy goes by, and its sources of time and chance. */
export interface Rules {
  readonly settings: Settings;
  readonly maxRetries: number;
  readonly totalTimeout: number;
  readonly now: () => number;
  readonly random: () => number;
}

/** Send until there is a good response, or nothing more is to be hoped for. */
export function* obtain(prepared: Prepared, rules: Rules): Policy<Answer> {
  const { settings, now } = rules;
  const deadline = now() + rules.totalTimeout;
  for (let retries = 0; ; retries += 1) {
    // No wait of an attempt is longer than the time that is left for the call.
    const timeout = Math.max(Math.min(prepared.timeout, deadline - now()), 1);
    let failure: unknown;
    let headers: Headers | undefined;
    let hopeful: boolean;
    try {
      const answer = (yield { kind: "send", prepared, retries, timeout }) as Answer;
      const { response } = answer;
      if (response.ok) return answer;
      headers = response.headers;
      hopeful = shouldRetry(response.status, headers, settings.retry);
      failure = statusError(answer, settings, factsOf(prepared, retries), now());
    } catch (error) {
      hopeful = error instanceof APIConnectionError || error instanceof RetryableError;
      failure = error;
    }
    if (!hopeful || prepared.once || retries >= rules.maxRetries) throw failure;
    const milliseconds = waitBefore(retries, headers, settings.retry, rules);
    if (now() + milliseconds >= deadline) throw failure;
    yield { kind: "sleep", milliseconds };
  }
}
