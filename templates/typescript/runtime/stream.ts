/** A response whose body is a stream in, its items as they come out; whoever stops frees the connection. */

import { ClientError } from "./errors.js";
import type { Framer } from "./frames.js";
import { itemsOf } from "./items.js";
import type { Answer } from "./operation.js";
import { readableOf } from "./readable.js";

/** The items of a stream. `break` and `controller.abort()` end it, and free its connection. */
export class Stream<Item> implements AsyncIterable<Item> {
  readonly controller: AbortController;
  /** The response that it comes in, nothing if it comes from elsewhere. */
  readonly response: Response | undefined;
  #items: AsyncIterator<Item> | undefined;

  constructor(items: AsyncIterator<Item>, controller: AbortController, response?: Response) {
    this.#items = items;
    this.controller = controller;
    this.response = response;
  }

  [Symbol.asyncIterator](): AsyncIterator<Item> {
    const items = this.#items;
    if (items === undefined)
      throw new ClientError("A stream can be read once; `tee` makes two of it");
    this.#items = undefined;
    return items;
  }

  /** The items as lines of JSON, in bytes: what a server hands on to a page. */
  toReadableStream(): ReadableStream<Uint8Array> {
    return linesOf(this[Symbol.asyncIterator]());
  }
}

/** Items in, lines of JSON out. */
export function linesOf(items: AsyncIterator<unknown>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return readableOf(items, (item) => encoder.encode(`${JSON.stringify(item)}\n`));
}

/** The stream of an answer whose body is unread. */
export function streamOf<Item>(answer: Answer, framer: Framer): Stream<Item> {
  return new Stream(itemsOf<Item>(answer, framer), answer.guard.controller, answer.response);
}
