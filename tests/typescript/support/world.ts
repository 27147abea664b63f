/** A world in which time passes only when a test says so, and a network that answers from a list. */

import { Client } from "../../src/runtime/client.js";
import type { CommonOptions, Secret } from "../../src/runtime/options.js";
import type { Settings } from "../../src/runtime/settings.js";
import type { System } from "../../src/runtime/system.js";

interface Timer {
  readonly at: number;
  readonly action: () => void;
}

/** A clock that stands still until a timer is waited for. */
export class World implements System {
  time = Date.UTC(2026, 0, 1);
  readonly variables: Record<string, string> = {};
  platform: string | undefined = "node/20.0.0";
  isBrowser = false;
  /** How long was waited for timers, one after the other. */
  readonly waits: number[] = [];
  readonly #timers = new Set<Timer>();

  now = (): number => this.time;
  random = (): number => 0;
  unique = (): string => "one-of-its-kind";
  variable = (name: string): string | undefined => this.variables[name];

  after = (milliseconds: number, action: () => void): (() => void) => {
    const timer = { at: this.time + milliseconds, action };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  };

  get timers(): number {
    return this.#timers.size;
  }

  /** Whatever comes of a promise; where nothing happens by itself, the next timer is waited for. */
  async settle<T>(promise: PromiseLike<T>): Promise<T> {
    let isSettled = false;
    const note = () => {
      isSettled = true;
    };
    promise.then(note, note);
    for (let turns = 0; !isSettled; turns += 1) {
      if (turns > 1_000) throw new Error("Nothing happens any more");
      await new Promise((resolve) => setImmediate(resolve));
      if (turns % 5 === 4 && !isSettled) this.#next();
    }
    return promise;
  }

  #next(): void {
    const [first] = [...this.#timers].sort((one, other) => one.at - other.at);
    if (first === undefined) return;
    this.waits.push(first.at - this.time);
    this.time = first.at;
    this.#timers.delete(first);
    first.action();
  }
}

/** A request as it would have gone over the wire. */
export interface Sent {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: BodyInit | null | undefined;
  readonly init: RequestInit;
}

type Reply = Response | Error | ((sent: Sent) => Response | Promise<Response>);

/** Answers in order, the last one for ever. */
export class Network {
  readonly sent: Sent[] = [];
  readonly #replies: Reply[];

  constructor(...replies: Reply[]) {
    this.#replies = replies;
  }

  fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const { method = "GET", body, headers, signal } = init;
    const sent = { url: String(input), method, headers: new Headers(headers), body, init };
    this.sent.push(sent);
    signal?.throwIfAborted();
    const reply = this.#replies.length > 1 ? this.#replies.shift() : this.#replies[0];
    if (reply instanceof Error) throw reply;
    if (typeof reply === "function") return reply(sent);
    if (reply === undefined) throw new Error("There is no reply for this request");
    // The last one may be wanted again.
    return reply.clone();
  };
}

/** Never answers; fails when the request is aborted, as `fetch` does. */
export function silence({ init }: Sent): Promise<Response> {
  return new Promise((_, reject) => {
    init.signal?.addEventListener("abort", () => reject(init.signal?.reason));
  });
}

export function json(value: unknown, init: ResponseInit = {}): Response {
  return new Response(JSON.stringify(value), {
    ...init,
    headers: { "content-type": "application/json", ...init.headers },
  });
}

/** A body that comes in these pieces; then it ends, breaks, or says nothing more. */
export function streamed(
  pieces: readonly (string | Uint8Array)[],
  then: "end" | "break" | "silence" = "end",
  cancelled: () => void = () => {},
): (sent: Sent) => Response {
  return ({ init }) => {
    const encoder = new TextEncoder();
    const rest = [...pieces];
    const body = new ReadableStream<Uint8Array>(
      {
        start(controller) {
          init.signal?.addEventListener("abort", () => controller.error(init.signal?.reason));
        },
        pull(controller) {
          const piece = rest.shift();
          if (piece !== undefined) {
            controller.enqueue(typeof piece === "string" ? encoder.encode(piece) : piece);
          } else if (then === "end") controller.close();
          else if (then === "break") controller.error(new TypeError("terminated"));
        },
        cancel: cancelled,
      },
      { highWaterMark: 0 },
    );
    return new Response(body, { headers: { "request-id": "req_stream" } });
  };
}

/** An API that no test depends on in its details. */
export const SETTINGS: Settings = {
  package: "zoo-client",
  version: "1.2.3",
  title: "Zoo",
  baseURL: "https://api.zoo.example",
  environment: { baseURL: "ZOO_BASE_URL", headers: "ZOO_HEADERS" },
  credentials: [
    { options: { apiKey: "ZOO_API_KEY" }, header: "x-api-key" },
    { options: { token: "ZOO_TOKEN" }, header: "authorization", prefix: "Bearer " },
  ],
  headers: { "zoo-version": "7" },
  browserHeaders: { "zoo-browser": "yes" },
  timeout: 60,
  retry: { max: 2, initial: 0.5, maximum: 8, statuses: [408, 409, 429], serverErrors: true },
  idempotencyHeader: "idempotency-key",
  responseHeaders: {
    requestID: "request-id",
    organizationID: "zoo-organization-id",
    workspaceID: "zoo-workspace-id",
    rateLimitPrefix: "zoo-ratelimit-",
  },
  requestLimit: 1_000,
  errors: { overloaded_error: 529, invalid_request_error: 400 },
  streamEvents: { ignore: ["ping"], error: "error" },
};

export interface ZooOptions extends CommonOptions {
  apiKey?: Secret | null | undefined;
  token?: Secret | null | undefined;
}

/** A client in a world of its own. */
export function zoo(
  network: Network,
  options: ZooOptions = {},
  world = new World(),
  settings = SETTINGS,
): Client<ZooOptions> {
  class Zoo extends Client<ZooOptions> {
    constructor(given: ZooOptions) {
      super(settings, given, world);
    }
  }
  return new Zoo({ apiKey: "sk-very-secret", fetch: network.fetch, ...options });
}

export async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}
