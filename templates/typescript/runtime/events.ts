/** The text of a stream of server-sent events in, the JSON of its items out. */

import type { APIError } from "./errors.js";
import { streamError } from "./failures.js";
import type { Framer } from "./frames.js";
import type { Answer, Call, Result } from "./operation.js";
import { blockSplitter, parseEvent } from "./sse.js";
import { streamOf } from "./stream.js";

// Event names come from a short list; a server that makes them up doesn't fill our memory.
const MOST_NAMES = 128;

/** A stream whose items are the data of events. */
export const events: Result = {
  unread: true,
  decode: (answer, call) => streamOf(answer, eventFramer(answer, call)),
};

function eventFramer({ response, guard }: Answer, { config }: Call): Framer {
  const { settings } = config;
  const { ignore, error } = settings.streamEvents;
  const blocks = blockSplitter();
  /** First lines such as `event: message_delta` that are known to begin an item. */
  const heads = new Set<string>();
  let failure: APIError | undefined;

  const slowly = (block: string, head: string): string | undefined => {
    const event = parseEvent(block);
    if (event === undefined || ignore.includes(event.event)) return undefined;
    if (event.event === error) {
      failure = streamError(event.data, response.headers, settings, guard.facts);
      return undefined;
    }
    if (/^event:.*$/.test(head) && heads.size < MOST_NAMES) heads.add(head);
    return event.data;
  };

  return {
    feed(text) {
      const frames: string[] = [];
      // event: NAME⏎data: JSON    a name seen before, as nearly all are: one search
      // anything else             by the rules
      for (const block of blocks.feed(text)) {
        const at = block.indexOf("\ndata: ");
        const head = at < 0 ? "" : block.slice(0, at);
        const isPlain = heads.has(head) && !block.includes("\n", at + 1);
        const data = isPlain ? block.slice(at + 7) : slowly(block, head);
        if (failure) break;
        if (data !== undefined) frames.push(data);
      }
      return frames;
    },
    finish: () => [],
    rest: blocks.rest,
    failure: () => failure,
  };
}
