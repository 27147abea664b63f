/** The lines that `toReadableStream()` of a message stream gave in, a message stream out. */

import { watch } from "../runtime/guard.js";
import { lineFramer } from "../runtime/lines.js";
import { streamOf } from "../runtime/stream.js";
import { SYSTEM } from "../runtime/system.js";
import type { MessageEvent } from "./accumulate.js";
import { MessageStream } from "./message-stream.js";

/** On a page, for example, the stream that a server of one's own handed on. */
export function fromReadableStream<Event extends MessageEvent, Message>(
  readable: ReadableStream<Uint8Array>,
): MessageStream<Event, Message> {
  const response = new Response(readable);
  return new MessageStream((signal) => ({
    async withResponse() {
      const guard = watch(Infinity, [signal], SYSTEM, {});
      const data = streamOf<Event>({ response, text: "", guard }, lineFramer());
      return { data, response, request_id: null, workspace_id: null, rateLimits: {} };
    },
  }));
}
