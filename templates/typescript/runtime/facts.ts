/** The headers of a response in, what they say of the call out. */

import type { Facts } from "./errors.js";
import { rateLimits } from "./rate-limits.js";
import type { ResponseHeaders } from "./settings.js";

export function factsOf(headers: Headers, { rateLimitPrefix, ...names }: ResponseHeaders): Facts {
  const said = Object.entries(names).map(([fact, name]) => [fact, headers.get(name)]);
  return { ...Object.fromEntries(said), rateLimits: rateLimits(headers, rateLimitPrefix) };
}
