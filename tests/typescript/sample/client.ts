/** The client: what it is made with, and the resources by which the API is called. */

import { BaseAnthropic } from "./base.js";
import { type Files, files } from "./resources/files.js";
import { type Messages, messages } from "./resources/messages.js";
import { type Models, models } from "./resources/models.js";
import type * as types from "./types/index.js";

/** Conversations with Claude models, and everything around them. */
export class Anthropic extends BaseAnthropic {
  /** Ask a model for the next message of a conversation, and measure prompts beforehand. */
  readonly messages: Messages = messages(this);
  /** Find out which models there are and what they can do. */
  readonly models: Models = models(this);
  /** Store files that messages refer to, and fetch those that tools made. */
  readonly files: Files = files(this);
}

export declare namespace Anthropic {
  export type Message = types.Message;
  export type MessageParam = types.MessageParam;
  export type MessageCreateParams = types.MessageCreateParams;
}
