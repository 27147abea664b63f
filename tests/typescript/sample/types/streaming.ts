/** The events of a message that is given as it is written. */

import type { ContentBlock, Message } from "./message.js";

export interface TextDelta {
  type: "text_delta";
  text: string;
}

export interface InputJSONDelta {
  type: "input_json_delta";
  partial_json: string;
}

export interface RawMessageStartEvent {
  type: "message_start";
  message: Message;
}

export interface RawContentBlockStartEvent {
  type: "content_block_start";
  index: number;
  content_block: ContentBlock;
}

export interface RawContentBlockDeltaEvent {
  type: "content_block_delta";
  index: number;
  delta: TextDelta | InputJSONDelta;
}

export interface RawContentBlockStopEvent {
  type: "content_block_stop";
  index: number;
}

export interface RawMessageDeltaEvent {
  type: "message_delta";
  delta: Pick<Message, "stop_reason" | "stop_sequence">;
  usage: { output_tokens: number };
}

export interface RawMessageStopEvent {
  type: "message_stop";
}

export type RawMessageStreamEvent =
  | RawMessageStartEvent
  | RawContentBlockStartEvent
  | RawContentBlockDeltaEvent
  | RawContentBlockStopEvent
  | RawMessageDeltaEvent
  | RawMessageStopEvent;
