/** The text of JSON Lines in, cut anywhere, the JSON of each line out. */

import { type Framer, FrameTooLarge } from "./frames.js";
import type { Result } from "./operation.js";
import { streamOf } from "./stream.js";

const MOST_CHARACTERS = 256 * 1024 * 1024;

/** A stream whose items are lines. */
export const lines: Result = {
  unread: true,
  decode: (answer) => streamOf(answer, lineFramer()),
};

/** Holds no more than the line that hasn't ended. */
export function lineFramer(limit = MOST_CHARACTERS): Framer {
  let kept: string[] = [];
  let size = 0;
  return {
    feed(text) {
      const frames = text.split("\n");
      const last = frames.pop() as string;
      if (frames.length) {
        frames[0] = kept.join("") + frames[0];
        kept = [];
        size = 0;
      }
      kept.push(last);
      size += last.length;
      if (size > limit) throw new FrameTooLarge(limit);
      return frames;
    },
    // The last line need not have an end.
    finish: () => [kept.join("")],
    rest: () => kept.join(""),
    failure: () => undefined,
  };
}
