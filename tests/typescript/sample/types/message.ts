/** Messages, and what is sent for one. */

import type { FromResponse } from "../runtime/results.js";

/** The model that completes the prompt; others than those listed are valid too. */
export type Model = "claude-opus-4-8" | "claude-sonnet-4-5" | (string & {});

export interface TextBlock {
  type: "text";
  /** The text. */
  text: string;
}

export interface ToolUseBlock {
  type: "tool_use";
  id: string;
  name: string;
  input: unknown;
}

export type ContentBlock = TextBlock | ToolUseBlock;

export interface Usage {
  input_tokens: number;
  output_tokens: number;
}

export interface Message extends FromResponse {
  type: "message";
  id: string;
  role: "assistant";
  model: Model;
  content: Array<ContentBlock>;
  stop_reason: "end_turn" | "max_tokens" | "tool_use" | (string & {}) | null;
  stop_sequence: string | null;
  usage: Usage;
}

export interface MessageParam {
  role: "user" | "assistant" | (string & {});
  content: string | Array<ContentBlock>;
}

export interface MessageCreateParamsBase {
  /** The most tokens to generate before stopping. */
  max_tokens: number;
  messages: Array<MessageParam>;
  model: Model;
  /** Whether the message is given as it is written. */
  stream?: boolean | undefined;
  system?: string | undefined;
  /** The workspace that the request is made in. */
  workspace_id?: string | undefined;
}

export interface MessageCreateParamsNonStreaming extends MessageCreateParamsBase {
  stream?: false | undefined;
}

export interface MessageCreateParamsStreaming extends MessageCreateParamsBase {
  stream: true;
}

export type MessageCreateParams = MessageCreateParamsNonStreaming | MessageCreateParamsStreaming;
