/** The events of a streamed message in, the message as far as it has come out: one object, kept up to date. */

import { ClientError } from "../runtime/errors.js";
import { jsonOf } from "../runtime/text.js";
import { type PartialJSON, partialJSON } from "./partial-json.js";

/** A content block, of whatever kind. */
export interface Block {
  type: string;
  [name: string]: any;
}

/** What is needed of a message here. */
export interface Accumulated {
  content: any[];
  usage: any;
  [name: string]: any;
}

/** What is needed of an event here. */
export interface MessageEvent {
  type: string;
  [name: string]: any;
}

/** The pieces of a tool's input. */
interface Input {
  text: string;
  readonly partial: PartialJSON;
  /** How much of the text the partial value is made of. */
  read: number;
}

// Reasons for which a model stops when it has said all that it wanted to.
const OF_ITSELF = ["tool_use", "end_turn"];
// Facts of a message_delta that say something even when they are null.
const NULLABLE = ["stop_reason", "stop_sequence", "stop_details"];

/** The model's input for a tool is not JSON, though it was not cut off. */
export class ToolInputError extends ClientError {
  // No static block: bundlers keep what has one.
  override readonly name = "ToolInputError";
}

/** A message that is being streamed. Adding an event costs the same however long it is. */
export class MessageState<Message> {
  /** The message, nothing before it has begun. */
  message: Message | undefined;
  /** Whether the message came to its end, for whatever reason. */
  isComplete = false;
  readonly #inputs = new Map<Block, Input>();
  /** An input that is complete and no JSON. */
  #broken: string | undefined;

  get #message(): Accumulated {
    return this.message as Accumulated;
  }

  /** Take in one event; the block it belongs to, if it belongs to one. */
  add(event: MessageEvent): Block | undefined {
    if (event.type === "message_start") {
      const { message } = event;
      this.message = { ...message, usage: { ...message.usage }, content: [] } as Message;
      for (const [index, first] of (message.content ?? []).entries()) this.#start(index, first);
    }
    if (this.message === undefined) return undefined;
    const block: Block | undefined = this.#message.content[event.index];
    if (event.type === "content_block_start") return this.#start(event.index, event.content_block);
    if (event.type === "content_block_delta" && block) this.#extend(block, event.delta);
    else if (event.type === "content_block_stop" && block) this.#stop(block);
    else if (event.type === "message_delta") this.#update(event);
    else if (event.type === "message_stop") this.isComplete = true;
    return block;
  }

  /** The tool's input as far as it has come. */
  input(block: Block): unknown {
    const input = this.#inputs.get(block);
    if (input === undefined) return block.input;
    input.partial.feed(input.text.slice(input.read));
    input.read = input.text.length;
    return input.partial.value();
  }

  #start(index: number, block: Block): Block {
    // The event that brought the block keeps its own.
    const own: Block = { ...block };
    if (Array.isArray(own.citations)) own.citations = [...own.citations];
    this.#message.content[index] = own;
    // Another model goes on from here; a message that isn't streamed names that one.
    if (own.type === "fallback") this.#message.model = own.to?.model;
    return own;
  }

  #extend(block: Block, { type, ...added }: Block): void {
    if (type === "text_delta") block.text += added.text;
    else if (type === "thinking_delta") block.thinking += added.thinking;
    else if (type === "citations_delta") (block.citations ??= []).push(added.citation);
    else if (type === "input_json_delta") this.#extendInput(block, added.partial_json);
    else if (type === "signature_delta" || type === "compaction_delta") Object.assign(block, added);
  }

  #extendInput(block: Block, piece: string): void {
    let input = this.#inputs.get(block);
    if (input === undefined && piece) {
      input = { text: "", partial: partialJSON(), read: 0 };
      this.#inputs.set(block, input);
      // Made when it is looked at.
      Object.defineProperty(block, "input", { get: () => this.input(block), ...ORDINARY });
    }
    if (input) input.text += piece;
  }

  #stop(block: Block): void {
    const input = this.#inputs.get(block);
    if (input === undefined) return;
    const whole = jsonOf(input.text);
    if (whole === undefined) this.#broken ??= input.text;
    const value = whole ?? this.input(block);
    Object.defineProperty(block, "input", { value, writable: true, ...ORDINARY });
    this.#inputs.delete(block);
  }

  /** The counts of a message_delta are totals, and what it leaves out stays as it was. */
  #update({ type: _, delta, usage, ...others }: MessageEvent): void {
    for (const block of this.#inputs.keys()) this.#stop(block);
    // Elsewhere the model was cut off, and its last input may be as well.
    if (this.#broken !== undefined && OF_ITSELF.includes(delta?.stop_reason)) {
      throw new ToolInputError(`The model's input for a tool is not JSON: ${this.#broken}`);
    }
    this.isComplete = delta?.stop_reason != null;
    update(this.#message, delta, NULLABLE);
    update(this.#message.usage, usage);
    update(this.#message, others);
  }
}

const ORDINARY = { enumerable: true, configurable: true };

function update(target: object, source: object = {}, nullable: string[] = []): void {
  const news = Object.entries(source).filter(
    ([name, value]) => value != null || nullable.includes(name),
  );
  Object.assign(target, Object.fromEntries(news));
}
