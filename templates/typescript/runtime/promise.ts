/** A response that is on its way in, something to await for what is in it, or to ask for itself, out. */

import type { Answer } from "./operation.js";
import type { RateLimits } from "./rate-limits.js";

/** What a method gives, and the response that it came in. */
export interface WithResponse<T> {
  data: T;
  response: Response;
  request_id: string | null;
  workspace_id: string | null;
  rateLimits: RateLimits;
}

/** What a method returns: awaited, it gives the result. */
export interface APIPromise<T> extends Promise<T> {
  /** The response itself; its body can be read, and is a stream where the result is one. */
  asResponse(): Promise<Response>;
  /** The result, and the response with its headers. */
  withResponse(): Promise<WithResponse<T>>;
}

/** What a method returns that gives a page or a stream: it can be iterated over at once. */
export interface IterablePromise<T extends AsyncIterable<unknown>>
  extends APIPromise<T>,
    AsyncIterable<ItemOf<T>> {}

type ItemOf<T> = T extends AsyncIterable<infer Item> ? Item : never;

/** The promise of every call; only those that give something to iterate over say that they can be. */
export class CallPromise<T> implements APIPromise<T>, AsyncIterable<ItemOf<T>> {
  readonly #answer: Promise<Answer>;
  readonly #decode: (answer: Answer) => T;
  #result: Promise<T> | undefined;

  constructor(answer: Promise<Answer>, decode: (answer: Answer) => T) {
    this.#answer = answer;
    this.#decode = decode;
  }

  get [Symbol.toStringTag](): string {
    return "APIPromise";
  }

  then<A = T, B = never>(
    fulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    rejected?: ((reason: any) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#settled().then(fulfilled, rejected);
  }

  catch<B = never>(rejected?: ((reason: any) => B | PromiseLike<B>) | null): Promise<T | B> {
    return this.then(undefined, rejected);
  }

  finally(action?: (() => void) | null): Promise<T> {
    return this.#settled().finally(action);
  }

  async asResponse(): Promise<Response> {
    const { response, text, guard } = await this.#answer;
    if (!response.bodyUsed) {
      guard.release();
      return response;
    }
    const again = new Response(text || null, response);
    return Object.defineProperty(again, "url", { value: response.url });
  }

  async withResponse(): Promise<WithResponse<T>> {
    const [data, { response, guard }] = await Promise.all([this.#settled(), this.#answer]);
    const { requestID, workspaceID, rateLimits } = guard.facts;
    return {
      data,
      response,
      request_id: requestID ?? null,
      workspace_id: workspaceID ?? null,
      rateLimits: rateLimits ?? {},
    };
  }

  // Decoded when the result is first asked for: who asks for the response alone has a stream to read.
  #settled(): Promise<T> {
    return (this.#result ??= this.#answer.then(this.#decode));
  }

  /** The items of a page and of those after it, or of a stream. */
  async *[Symbol.asyncIterator](): AsyncGenerator<ItemOf<T>> {
    yield* (await this) as AsyncIterable<ItemOf<T>>;
  }
}
