/** An asynchronous iterator in, the same as a stream of the web out: each chunk is made when asked for. */

export function readableOf<Item, Chunk>(
  items: AsyncIterator<Item>,
  chunkOf: (item: Item) => Chunk,
): ReadableStream<Chunk> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await items.next();
      if (done) controller.close();
      else controller.enqueue(chunkOf(value));
    },
    async cancel() {
      await items.return?.();
    },
  });
}
