/** A policy in, its result out: each effect is acted on, and its outcome sent or thrown back. */

import type { Effect, Policy } from "./effects.js";
import type { Answer } from "./operation.js";

export async function drive<T>(
  policy: Policy<T>,
  act: (effect: Effect) => Promise<Answer | undefined>,
): Promise<T> {
  let step = policy.next();
  while (!step.done) {
    let outcome: Answer | undefined;
    try {
      outcome = await act(step.value);
    } catch (error) {
      step = policy.throw(error);
      continue;
    }
    step = policy.next(outcome);
  }
  return step.value;
}
