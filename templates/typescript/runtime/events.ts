/** The text of a stream of server-sent events in, the JSON of its items out. */

import { type APIError, APIResponseValidationError } from "./errors.js";
import { streamError } from "./failures.js";
import type { Framer } from "./frames.js";
import type { Answer, Call, Result } from "./operation.js";
import { blockSplitter, parseEvent } from "./sse.js";
import { streamOf } from "./stream.js";

/** A stream whose items are the data of events. */
export const events: Result = {
  unread: true,
  decode(answer, call) {
    const type = answer.response.headers.get("content-type");
    // What proxies and gateways answer with in the place of a stream has no events.
    if (/html|json/.test(type ?? "")) {
      answer.guard.controller.abort();
      throw new APIResponseValidationError(
        `The response is no stream: ${type}`,
        answer.guard.facts,
      );
    }
    return streamOf(answer, eventFramer(answer, call));
  },
};

function eventFramer(answer: Answer, { config }: Call): Framer {
  const { ignore = [], error } = config.settings.streamEvents;
  const blocks = blockSplitter();
  /** What the last item began with, such as `event: message_delta⏎data: `: the next will, too. */
  let usual = "\n";
  let failure: APIError | undefined;

  const read = (block: string): string | undefined => {
    const event = parseEvent(block);
    if (event === undefined || ignore.includes(event.event)) return undefined;
    if (event.event === error) {
      failure = streamError(event.data, answer, config);
      return undefined;
    }
    usual = /^event:.*\ndata: /.exec(block)?.[0] ?? usual;
    return event.data;
  };

  return {
    feed(text) {
      const frames: string[] = [];
      for (const block of blocks.feed(text)) {
        const isUsual = block.startsWith(usual) && !block.includes("\n", usual.length);
        const data = isUsual ? block.slice(usual.length) : read(block);
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
