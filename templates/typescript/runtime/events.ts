/** The text of a stream of server-sent events in, the JSON of its items out. */

import { type APIError, APIResponseValidationError } from "./errors.js";
import { streamError } from "./failures.js";
import type { Framer } from "./frames.js";
import type { Answer, Call, Result } from "./operation.js";
import { blockSplitter, isEvent, parseEvent } from "./sse.js";
import { streamOf } from "./stream.js";

/** A stream whose items are the data of events. */
export const events: Result = {
  unread: true,
  decode(answer, call) {
    // What proxies and gateways answer with in the place of a stream has no events.
    if (/html|json/.test(typeOf(answer))) {
      answer.guard.controller.abort();
      throw noStream(answer);
    }
    return streamOf(answer, eventFramer(answer, call));
  },
};

function typeOf({ response }: Answer): string {
  return response.headers.get("content-type") ?? "";
}

function noStream(answer: Answer): APIResponseValidationError {
  const type = typeOf(answer) || "it doesn't say what it is";
  return new APIResponseValidationError(`The response is no stream: ${type}`, answer.guard.facts);
}

function eventFramer(answer: Answer, { config }: Call): Framer {
  const { ignore = [], error } = config.settings.streamEvents;
  const blocks = blockSplitter();
  /** What the last item began with, such as `event: message_delta⏎data: `: the next will, too. */
  let usual: string | undefined;
  let failure: APIError | undefined;
  // A server may forget to say that it streams, and one that says nothing may do something else.
  let isStream = /event-stream/i.test(typeOf(answer));

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
      const whole = blocks.feed(text);
      isStream ||= isEvent(whole);
      if (!isStream && whole.trim()) failure ??= noStream(answer);
      const frames: string[] = [];
      for (let at = 0; at < whole.length && !failure; ) {
        const start = usual && whole.startsWith(usual, at) ? at + usual.length : at;
        const end = whole.indexOf("\n", start);
        // One line of data behind what is usual needs no further look.
        const isUsual = start > at && whole[end + 1] === "\n";
        const stop = isUsual ? end : whole.indexOf("\n\n", at);
        const data = isUsual ? whole.slice(start, end) : read(whole.slice(at, stop));
        if (data !== undefined) frames.push(data);
        at = stop + 2;
      }
      return frames;
    },
    finish() {
      if (!isStream) failure ??= noStream(answer);
      return [];
    },
    rest: blocks.rest,
    failure: () => failure,
  };
}
