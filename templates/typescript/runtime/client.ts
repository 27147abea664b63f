/** Settings and options in, a client without resources out: what functions of resources are called with. */

import { json } from "./bodies.js";
import { call } from "./call.js";
import { type Caller, CONFIG, type Config, configure } from "./config.js";
import type { CommonOptions, RequestOptions } from "./options.js";
import type { APIPromise } from "./promise.js";
import type { Settings } from "./settings.js";
import { SYSTEM, type System } from "./system.js";

/** Options of a call by address. */
export interface RawOptions extends RequestOptions {
  /** What is sent as JSON. */
  body?: unknown;
}

/** What every client has in common. */
export class Client<Options extends CommonOptions = CommonOptions> implements Caller {
  declare readonly [CONFIG]: Config;

  constructor(settings: Settings, options: Options, system: System = SYSTEM) {
    Object.defineProperty(this, CONFIG, { value: configure(settings, options, system) });
  }

  get baseURL(): string {
    return this[CONFIG].baseURL;
  }

  get timeout(): number {
    return this[CONFIG].timeout;
  }

  get maxRetries(): number {
    return this[CONFIG].maxRetries;
  }

  /** A client with the same options but for those given. */
  withOptions(options: Partial<Options>): this {
    const Kind = this.constructor as new (options: Options) => this;
    const { options: own, kept } = this[CONFIG];
    const copy = new Kind({ ...(own as Options), ...options });
    Object.assign(copy[CONFIG], { kept });
    return copy;
  }

  /** Request an address that no method has: a path under the base URL, or a URL. */
  request<T = unknown>(method: string, path: string, options: RawOptions = {}): APIPromise<T> {
    const { body, ...rest } = options;
    // Braces are no places here: there are no parameters to fill them.
    const address = path.replace(/[{}]/g, encodeURIComponent);
    const operation = { method, path: address, body: json, bodyParam: "body" };
    return call(this, operation, [{ body }, rest]);
  }

  get<T = unknown>(path: string, options?: RawOptions): APIPromise<T> {
    return this.request("GET", path, options);
  }

  post<T = unknown>(path: string, options?: RawOptions): APIPromise<T> {
    return this.request("POST", path, options);
  }

  put<T = unknown>(path: string, options?: RawOptions): APIPromise<T> {
    return this.request("PUT", path, options);
  }

  patch<T = unknown>(path: string, options?: RawOptions): APIPromise<T> {
    return this.request("PATCH", path, options);
  }

  delete<T = unknown>(path: string, options?: RawOptions): APIPromise<T> {
    return this.request("DELETE", path, options);
  }

  /** What may be shown of a client: no credentials, and no headers, which may hold some. */
  toJSON(): { baseURL: string; timeout: number; maxRetries: number } {
    return { baseURL: this.baseURL, timeout: this.timeout, maxRetries: this.maxRetries };
  }

  /** The same for the console of Node, Deno and Bun. */
  [Symbol.for("nodejs.util.inspect.custom")](): object {
    const { title } = this[CONFIG].settings;
    return { [title]: this.toJSON() };
  }
}
