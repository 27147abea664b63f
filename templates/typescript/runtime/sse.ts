/**
 * Text of a `text/event-stream` in, cut anywhere, events out, by the rules of the WHATWG.
 *
 * The rules are those of https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 * with one addition: an event larger than a limit is refused instead of kept. The byte order mark
 * is gone already: the decoder of UTF-8 drops it.
 */

import { FrameTooLarge } from "./frames.js";

/** One event: its name, and its data. */
export interface ServerSentEvent {
  readonly event: string;
  readonly data: string;
}

const MOST_CHARACTERS = 64 * 1024 * 1024;

/** Cuts a stream behind blank lines; every line end becomes LF. */
export function blockSplitter(limit = MOST_CHARACTERS) {
  let kept: string[] = [];
  let size = 0;
  let afterCR = false;

  const withLFOnly = (text: string): string => {
    // CR ends a line at once; the LF that may follow it in the next chunk then says nothing.
    const rest = afterCR && text.startsWith("\n") ? text.slice(1) : text;
    afterCR = rest ? rest.endsWith("\r") : afterCR && !text;
    return rest.replace(/\r\n?/g, "\n");
  };

  const keep = (part: string): void => {
    if (!part) return;
    kept.push(part);
    size += part.length;
    if (size > limit) throw new FrameTooLarge(limit);
  };

  return {
    /** All up to the last blank line of this text, which ends it; what is left is kept for the next. */
    feed(text: string): string {
      const chunk = afterCR || text.includes("\r") ? withLFOnly(text) : text;
      // What is kept has no blank line in it, so one can only be in the chunk or at the seam.
      const isSeam = chunk.startsWith("\n") && kept.at(-1)?.endsWith("\n");
      if (!isSeam && !chunk.includes("\n\n")) {
        keep(chunk);
        return "";
      }
      const whole = kept.join("") + chunk;
      const end = whole.lastIndexOf("\n\n") + 2;
      kept = [];
      size = 0;
      keep(whole.slice(end));
      return whole.slice(0, end);
    },
    /** What came after the last blank line: by the rules it is no event. */
    rest: () => kept.join(""),
  };
}

/** Whether a text has a line of those that events are made of, comments among them. */
export function isEvent(text: string): boolean {
  return /^(data|event|id|retry)?:/m.test(text);
}

/**
 * The event of a block of lines, nothing for one without data, such as a comment.
 *
 * Ids and retry times are for those who connect again by themselves, which we don't.
 */
export function parseEvent(block: string): ServerSentEvent | undefined {
  let event = "";
  const data: string[] = [];
  for (const line of block.split("\n")) {
    const [, field, value = ""] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field === "data") data.push(value);
    else if (field === "event") event = value;
  }
  return data.length ? { event: event || "message", data: data.join("\n") } : undefined;
}
