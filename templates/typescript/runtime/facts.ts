/** The headers of a response and what is known of a call in, with what they say of it out. */

import type { Facts } from "./errors.js";
import { rateLimits } from "./rate-limits.js";
import type { ResponseHeaders } from "./settings.js";

export function addFacts(
  facts: Facts,
  headers: Headers,
  { rateLimitPrefix, ...names }: ResponseHeaders,
): void {
  for (const [fact, name] of Object.entries(names)) {
    Object.assign(facts, { [fact]: headers.get(name) });
  }
  // Most calls are not asked for theirs.
  const get = () => rateLimits(headers, rateLimitPrefix);
  Object.defineProperty(facts, "rateLimits", { get, enumerable: true });
}
