/** A call that would take longer than connections live in, an error that asks for streaming out. */

import { ClientError } from "../runtime/errors.js";
import type { Call } from "../runtime/operation.js";

// Seconds: idle connections are dropped by networks on the way after some ten minutes.
const LONGEST = 600;
const SECONDS_PER_TOKEN = 3600 / 128_000;
const PATH = "/v1/messages";
// By the names that each platform gives them.
const OPUS_4 = /opus-4(-0$|[-@]20250514|-1[-@]20250805)|4-opus-20250514/;
const OPUS_4_TOKENS = 8_192;

/** Throws for a message of so many tokens that it may outlast its connection. */
export function refuseLongRequests({ config, operation, params, options }: Call): void {
  const { stream, model, max_tokens: tokens } = params;
  const isBounded = [options, config.options].some(({ timeout }) => timeout !== undefined);
  if (operation.path !== PATH || stream === true || isBounded || typeof tokens !== "number") return;
  const isSlow = OPUS_4.test(String(model)) && tokens > OPUS_4_TOKENS;
  if (tokens * SECONDS_PER_TOKEN <= LONGEST && !isSlow) return;
  throw new ClientError(
    "A message of so many `max_tokens` may outlast its connection: stream it, or set a `timeout`",
  );
}
