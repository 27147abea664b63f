/** A limit of time and the caller's signals in, what ends an attempt when one of them says so out. */

import type { Facts } from "./errors.js";
import * as errors from "./errors.js";
import { LONGEST_WAIT } from "./retry.js";
import type { System } from "./system.js";

/** Watches over one attempt, and over the stream that it may have given. */
export interface Guard {
  /** Ends the attempt; whoever aborts it gets no exception for it. */
  readonly controller: AbortController;
  /** What is known of the attempt so far, for exceptions. */
  readonly facts: Facts;
  /** The server has said something: the wait for it begins anew. */
  readonly heard: () => void;
  /** The rest of the response is the caller's: it may take its time, and can still be aborted. */
  readonly release: () => void;
  /** Nothing is left to watch over. */
  readonly done: () => void;
  /** The exception for one that `fetch` or a body threw; nothing if the attempt was just closed. */
  readonly failure: (cause: unknown) => errors.APIError | undefined;
}

export function watch(
  timeout: number,
  signals: readonly AbortSignal[],
  { now, after }: System,
  facts: Facts,
): Guard {
  const controller = new AbortController();
  let ended: "timeout" | "signal" | undefined;
  let lastHeard = now();
  let cancel: (() => void) | undefined;
  const end = (by: typeof ended, reason?: unknown) => {
    ended ??= by;
    controller.abort(reason);
    done();
  };
  // One timer however often the server is heard: it looks at the clock when it fires.
  const arm = (milliseconds: number) => {
    if (milliseconds > LONGEST_WAIT) return;
    const look = () => {
      const left = lastHeard + timeout - now();
      if (left > 0) arm(left);
      else end("timeout");
    };
    // The connection holds the process; a stream that nobody reads should not.
    cancel = after(milliseconds, look, true);
  };
  const aborted = ({ target }: { target: EventTarget | null }) =>
    end("signal", (target as AbortSignal).reason);
  const release = () => cancel?.();
  const done = () => {
    release();
    for (const signal of signals) signal.removeEventListener("abort", aborted);
  };
  for (const signal of signals) {
    if (signal.aborted) aborted({ target: signal });
    else signal.addEventListener("abort", aborted);
  }
  if (!ended) arm(timeout);
  return {
    controller,
    facts,
    heard: () => {
      lastHeard = now();
    },
    release,
    done,
    failure(cause) {
      done();
      if (ended === "signal") {
        return new errors.APIUserAbortError("The request was aborted", facts, {
          cause: controller.signal.reason,
        });
      }
      if (ended === "timeout") {
        const message = `There was no answer within ${timeout} ms`;
        return new errors.APIConnectionTimeoutError(message, facts, { cause });
      }
      if (controller.signal.aborted) return undefined;
      return new errors.APIConnectionError(`Connection error: ${reasonOf(cause)}`, facts, {
        cause,
      });
    },
  };
}

/** What went wrong: `fetch` tells it in the cause of an exception that says nothing itself. */
function reasonOf(cause: unknown): string {
  const inner = (cause as { cause?: unknown } | undefined)?.cause ?? cause;
  return inner instanceof Error ? inner.message || inner.name : String(inner);
}
