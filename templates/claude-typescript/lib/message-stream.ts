/** A raw stream of message events in, one that gathers the message and tells of its parts out. */

import { APIUserAbortError, ClientError, StreamInterruptedError } from "../runtime/errors.js";
import type { WithResponse } from "../runtime/promise.js";
import { linesOf, type Stream } from "../runtime/stream.js";
import { type Block, type MessageEvent, MessageState } from "./accumulate.js";

type BlockOf<Message> = Message extends { content: Array<infer Content> } ? Content : never;

/** What listeners are called with. */
export interface MessageStreamEvents<Event, Message> {
  /** The response has begun. */
  connect: [];
  /** A raw event, and the message up to it. */
  streamEvent: [event: Event, snapshot: Message];
  /** New text, and all of its block. */
  text: [text: string, snapshot: string];
  citation: [citation: unknown, snapshot: unknown[]];
  /** New JSON of a tool's input, and the input as far as it has come. */
  inputJson: [partialJson: string, snapshot: unknown];
  thinking: [thinking: string, snapshot: string];
  signature: [signature: string];
  /** A block is complete. */
  contentBlock: [block: BlockOf<Message>];
  /** The message is complete. */
  message: [message: Message];
  finalMessage: [message: Message];
  error: [error: unknown];
  abort: [error: APIUserAbortError];
  end: [];
}

/** A raw stream that is on its way, such as a call of `create`. */
export interface Opening<Event> {
  withResponse(): Promise<WithResponse<Stream<Event>>>;
}

type Listener = (...args: any[]) => void;
type Name<Event, Message> = keyof MessageStreamEvents<Event, Message>;

/**
 * A message that is being written: events, its text, and at the end the whole of it.
 *
 * ```ts
 * const stream = client.messages.stream({ model, max_tokens: 1024, messages });
 * stream.on("text", (text) => process.stdout.write(text));
 * const message = await stream.finalMessage();
 * ```
 */
export class MessageStream<Event extends MessageEvent, Message> implements AsyncIterable<Event> {
  /** Aborting it ends the stream. */
  readonly controller = new AbortController();
  readonly #state = new MessageState<Message>();
  readonly #listeners = new Map<string, Set<Listener>>();
  /** The events that are to be delivered to each who iterates. */
  readonly #queues = new Set<Event[]>();
  readonly #opened: Promise<WithResponse<Stream<Event>>>;
  #items: AsyncIterator<Event> | undefined;
  #head: Omit<WithResponse<unknown>, "data"> | undefined;
  #step: Promise<void> | undefined;
  #running: Promise<void> | undefined;
  #isEnded = false;
  #failure: unknown;

  constructor(open: (signal: AbortSignal) => Opening<Event>, signal?: AbortSignal | null) {
    const own = this.controller.signal;
    this.#opened = open(signal ? AbortSignal.any([signal, own]) : own).withResponse();
    // Whoever reads the stream is told of a failure then.
    this.#opened.catch(() => {});
  }

  /** The message as far as it has come: one object, kept up to date. */
  get currentMessage(): Message | undefined {
    return this.#state.message;
  }

  get response(): Response | undefined {
    return this.#head?.response;
  }

  /** The id that the server gave the request. */
  get request_id(): string | null | undefined {
    return this.#head?.request_id;
  }

  get workspace_id(): string | null | undefined {
    return this.#head?.workspace_id;
  }

  get ended(): boolean {
    return this.#isEnded;
  }

  get errored(): boolean {
    return this.#failure !== undefined;
  }

  get aborted(): boolean {
    return this.#failure instanceof APIUserAbortError;
  }

  /** The stream with its response, as soon as that has begun. */
  async withResponse(): Promise<WithResponse<this>> {
    return { ...(await this.#opened), data: this };
  }

  abort(): void {
    this.controller.abort();
  }

  /** Call a function for each event of a kind from now on. */
  on<Kind extends Name<Event, Message>>(
    kind: Kind,
    listener: (...args: MessageStreamEvents<Event, Message>[Kind]) => void,
  ): this {
    const listeners = this.#listeners.get(kind) ?? new Set();
    this.#listeners.set(kind, listeners.add(listener as Listener));
    void this.#run();
    return this;
  }

  off<Kind extends Name<Event, Message>>(
    kind: Kind,
    listener: (...args: MessageStreamEvents<Event, Message>[Kind]) => void,
  ): this {
    this.#listeners.get(kind)?.delete(listener as Listener);
    return this;
  }

  /** Call a function for the next event of a kind. */
  once<Kind extends Name<Event, Message>>(
    kind: Kind,
    listener: (...args: MessageStreamEvents<Event, Message>[Kind]) => void,
  ): this {
    const first = (...args: MessageStreamEvents<Event, Message>[Kind]) => {
      this.off(kind, first);
      listener(...args);
    };
    return this.on(kind, first);
  }

  /** Read to the end. */
  async done(): Promise<void> {
    await this.#run();
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Read to the end, and give the whole message. */
  async finalMessage(): Promise<Message> {
    await this.done();
    if (this.#state.message === undefined)
      throw new ClientError("The stream ended without a message");
    return this.#state.message;
  }

  /** Read to the end, and give the text of all its blocks of text. */
  async finalText(): Promise<string> {
    const { content } = (await this.finalMessage()) as { content: Block[] };
    const texts = content.filter(({ type }) => type === "text").map((block) => block.text);
    if (texts.length) return texts.join("");
    throw new ClientError("The message has no text; `finalMessage()` gives what it has");
  }

  /** The raw events, each as it comes; `break` ends the stream. */
  [Symbol.asyncIterator](): AsyncIterator<Event> {
    const queue: Event[] = [];
    this.#queues.add(queue);
    const end = (): IteratorResult<Event> => {
      this.#queues.delete(queue);
      return { done: true, value: undefined };
    };
    return {
      next: async () => {
        while (!queue.length && !this.#isEnded) await this.#advance();
        const value = queue.shift();
        if (value !== undefined) return { done: false, value };
        const result = end();
        if (this.#failure !== undefined) throw this.#failure;
        return result;
      },
      return: async () => {
        this.#isEnded = true;
        this.abort();
        return end();
      },
    };
  }

  /** The raw events as lines of JSON, in bytes, for `fromReadableStream`. */
  toReadableStream(): ReadableStream<Uint8Array> {
    return linesOf(this[Symbol.asyncIterator]());
  }

  #run(): Promise<void> {
    return (this.#running ??= (async () => {
      while (!this.#isEnded) await this.#advance();
    })());
  }

  /** One event further, however many ask for that at once. */
  #advance(): Promise<void> {
    return (this.#step ??= (this.#items?.next() ?? this.#open()).then(this.#take, this.#fail));
  }

  readonly #take = ({ done, value }: IteratorResult<Event>): void => {
    this.#step = undefined;
    if (this.#isEnded) return;
    try {
      if (done) this.#finish();
      else this.#deliver(value);
    } catch (error) {
      this.#end(error);
    }
  };

  readonly #fail = (error: unknown): void => {
    this.#step = undefined;
    this.#end(error);
  };

  async #open(): Promise<IteratorResult<Event>> {
    this.#head = await this.#opened;
    this.#emit("connect");
    const { data } = await this.#opened;
    this.#items = data[Symbol.asyncIterator]();
    return this.#items.next();
  }

  #deliver(event: Event): void {
    for (const queue of this.#queues) queue.push(event);
    const block = this.#state.add(event);
    // Most streams are iterated over, or waited for.
    if (this.#listeners.size) this.#tell(event, block);
  }

  #tell(event: Event, block: Block | undefined): void {
    const message = this.#state.message as Message;
    this.#emit("streamEvent", event, message);
    if (event.type === "content_block_delta" && block) this.#tellDelta(event.delta, block);
    else if (event.type === "content_block_stop" && block) this.#emit("contentBlock", block);
    else if (event.type === "message_stop") this.#emit("message", message);
  }

  #tellDelta(delta: Block, block: Block): void {
    const name = delta.type.replace("_delta", "");
    if (name === "citations") this.#emit("citation", delta.citation, block.citations);
    else if (name === "signature") this.#emit(name, delta[name]);
    else if (name !== "input_json") this.#emit(name, delta[name], block[name]);
    else if (this.#listeners.get("inputJson")?.size) {
      this.#emit("inputJson", delta.partial_json, this.#state.input(block));
    }
  }

  #finish(): void {
    const { isComplete, message: snapshot } = this.#state;
    if (this.controller.signal.aborted) this.#end(new APIUserAbortError("The request was aborted"));
    else if (isComplete || snapshot === undefined) this.#end();
    // A message that just stops coming was cut off, though the connection ended in good order.
    else
      this.#end(
        new StreamInterruptedError("The stream ended before the message was complete", {
          snapshot,
        }),
      );
  }

  #end(error?: unknown): void {
    this.#isEnded = true;
    this.#failure = error;
    if (error instanceof StreamInterruptedError) {
      Object.assign(error, { snapshot: this.#state.message });
    }
    if (error === undefined) this.#emit("finalMessage", this.#state.message);
    else this.#emit(error instanceof APIUserAbortError ? "abort" : "error", error);
    this.#emit("end");
  }

  #emit(kind: string, ...args: unknown[]): void {
    this.#listeners.get(kind)?.forEach((listener) => {
      listener(...args);
    });
  }
}
