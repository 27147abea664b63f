/** The client without its resources: what the functions of `claude-client/messages` and others are called with. */

import { Client } from "./runtime/client.js";
import type { CommonOptions, Secret } from "./runtime/options.js";
import { SETTINGS } from "./settings.js";

export interface ClientOptions extends CommonOptions {
  /** An API key (`sk-ant-…`), as the console issues it. From `ANTHROPIC_API_KEY` where not given. */
  apiKey?: Secret | null | undefined;
  /** A bearer token, as sign-in or a workload identity gives it. From `ANTHROPIC_AUTH_TOKEN` where not given. */
  authToken?: Secret | null | undefined;
}

/**
 * A client for functions, which bundle only what they use:
 *
 * ```ts
 * import { BaseAnthropic } from "claude-client/base";
 * import { create } from "claude-client/messages";
 *
 * const client = new BaseAnthropic();
 * const message = await create(client, { model, max_tokens: 1024, messages });
 * ```
 */
export class BaseAnthropic extends Client<ClientOptions> {
  constructor(options: ClientOptions = {}) {
    super(SETTINGS, options);
  }
}
