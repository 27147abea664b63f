/** A stream in, two streams of the same items out, each read at its own pace. */

import { Stream } from "./stream.js";

export function tee<Item>(stream: Stream<Item>): [Stream<Item>, Stream<Item>] {
  const items = stream[Symbol.asyncIterator]();
  const queues: Promise<IteratorResult<Item>>[][] = [[], []];
  const branch = (queue: Promise<IteratorResult<Item>>[] = []) => {
    const next = () => {
      if (!queue.length) {
        const result = items.next();
        for (const each of queues) each.push(result);
      }
      return queue.shift() as Promise<IteratorResult<Item>>;
    };
    return new Stream<Item>({ next }, stream.controller, stream.response);
  };
  return [branch(queues[0]), branch(queues[1])];
}
