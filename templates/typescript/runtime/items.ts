/** The unread body of an answer and a way of framing in, the items of the stream out. */

import { APIResponseValidationError, APIUserAbortError, StreamInterruptedError } from "./errors.js";
import { type Framer, FrameTooLarge } from "./frames.js";
import type { Answer } from "./operation.js";

// Blank lines between lines, and what many APIs end a stream with, which is no JSON.
const NO_ITEM = ["", "[DONE]"];

/** Each chunk is read when the items of the one before are used up; an item is decoded when asked for. */
export function itemsOf<Item>({ response, guard }: Answer, framer: Framer): AsyncIterator<Item> {
  const { controller, facts } = guard;
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let frames: string[] = [];
  let position = 0;
  let received = 0;
  let ended = false;
  let failure: Error | undefined;
  let waiting: Promise<IteratorResult<Item>> | undefined;

  /** No more items, not even those that have come. */
  const stop = (reason?: Error): void => {
    frames = [];
    failure = reason;
    ended = true;
  };

  /** Free the connection; whoever waits for a chunk is told that there is none. */
  const release = (): void => {
    guard.done();
    reader?.cancel().catch(() => {});
  };

  const invalid = (message: string, cause: unknown, error?: string) =>
    new APIResponseValidationError(message, { ...facts, received, error }, { cause });

  const take = (): IteratorResult<Item> | undefined => {
    while (position < frames.length) {
      const data = frames[position++] as string;
      try {
        const value = JSON.parse(data);
        received += 1;
        return { done: false, value };
      } catch (cause) {
        if (NO_ITEM.includes(data.trim())) continue;
        stop(
          invalid(`An item of the stream is not JSON: ${(cause as Error).message}`, cause, data),
        );
      }
    }
    return undefined;
  };

  const read = async (): Promise<void> => {
    try {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
      if (ended) return;
      guard.heard();
      position = 0;
      frames = framer.feed(decoder.decode(value, { stream: !done }));
      if (done) frames = frames.concat(framer.finish());
      failure = framer.failure();
      ended = done || failure !== undefined;
    } catch (cause) {
      if (!ended) stop(broken(cause));
    }
  };

  const broken = (cause: unknown): Error | undefined => {
    if (cause instanceof FrameTooLarge) return invalid(cause.message, cause);
    const failed = guard.failure(cause);
    if (!failed || failed instanceof APIUserAbortError) return failed;
    return new StreamInterruptedError(
      "The stream broke off",
      { ...facts, received, partial: framer.rest() },
      { cause: failed },
    );
  };

  const advance = async (): Promise<IteratorResult<Item>> => {
    for (;;) {
      const item = take();
      if (item) return item;
      if (ended) break;
      await read();
    }
    release();
    const reason = failure;
    failure = undefined;
    if (reason) throw reason;
    return { done: true, value: undefined };
  };

  const abort = (): void => {
    if (!ended) stop(broken(undefined));
    release();
  };
  controller.signal.addEventListener("abort", abort, { once: true });

  return {
    next() {
      const item = waiting ? undefined : take();
      if (item) return Promise.resolve(item);
      const turn = waiting ? waiting.then(advance, advance) : advance();
      const settle = () => {
        if (waiting === turn) waiting = undefined;
      };
      turn.then(settle, settle);
      return (waiting = turn);
    },
    async return() {
      stop();
      controller.abort();
      return { done: true, value: undefined };
    },
  };
}
