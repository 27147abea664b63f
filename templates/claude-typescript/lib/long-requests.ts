/** A call that would take longer than connections live in, an error that asks for streaming out. */

import { ClientError } from "../runtime/errors.js";
import type { Call } from "../runtime/operation.js";

// Seconds: idle connections are dropped by networks on the way after some ten minutes.
const LONGEST = 600;
const SECONDS_PER_TOKEN = 3600 / 128_000;
const OPERATIONS = ["messages.create", "beta.messages.create"];
const OPUS_4 = 8_192;
const SLOWER_MODELS: { readonly [model: string]: number } = {
  "claude-opus-4-20250514": OPUS_4,
  "claude-opus-4-0": OPUS_4,
  "claude-4-opus-20250514": OPUS_4,
  "anthropic.claude-opus-4-20250514-v1:0": OPUS_4,
  "claude-opus-4@20250514": OPUS_4,
  "anthropic.claude-opus-4-1-20250805-v1:0": OPUS_4,
  "claude-opus-4-1@20250805": OPUS_4,
};

/** Throws for a message of so many tokens that it may outlast its connection. */
export function refuseLongRequests({ config, operation, params, options }: Call): void {
  const { stream, model, max_tokens: tokens } = params;
  const isBounded = options.timeout !== undefined || config.hasOwnTimeout;
  if (!OPERATIONS.includes(operation.id) || stream === true || isBounded) return;
  if (typeof tokens !== "number") return;
  const limit = typeof model === "string" && Object.hasOwn(SLOWER_MODELS, model) && SLOWER_MODELS[model];
  if (tokens * SECONDS_PER_TOKEN <= LONGEST && !(limit && tokens > limit)) return;
  throw new ClientError(
    "A message of so many `max_tokens` may take longer than ten minutes, and the connection may be " +
      "lost by then: stream it (`stream: true` or `messages.stream`), or set a `timeout`",
  );
}
