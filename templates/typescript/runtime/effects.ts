/** The steps that the call policy asks for and a driver takes; none of them decides anything. */

import type { Answer } from "./operation.js";
import type { Prepared } from "./prepare.js";

/** Send a request -> an `Answer`, of whatever status. */
export interface Send {
  readonly kind: "send";
  readonly prepared: Prepared;
  readonly retries: number;
  /** Milliseconds that the attempt may take. */
  readonly timeout: number;
}

/** Wait for some milliseconds -> nothing. */
export interface Sleep {
  readonly kind: "sleep";
  readonly milliseconds: number;
}

export type Effect = Send | Sleep;

/** Yields effects, is sent their outcomes, returns a result. */
export type Policy<T> = Generator<Effect, T, Answer | undefined>;
