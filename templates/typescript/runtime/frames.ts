/** What the ways of framing a stream have in common: text in, the JSON of items out. */

import type { APIError } from "./errors.js";

export interface Framer {
  /** The JSON of each item that ends in this text. */
  readonly feed: (text: string) => string[];
  /** The JSON of the items that end with the stream. */
  readonly finish: () => string[];
  /** The beginning of an item whose end hasn't come. */
  readonly rest: () => string;
  /** Why the stream ends here, behind the items that were given last. */
  readonly failure: () => APIError | undefined;
}

/** One event or line had more characters than are held. */
export class FrameTooLarge extends Error {
  constructor(limit: number) {
    super(`An item of the stream is larger than ${limit} characters`);
  }
}
