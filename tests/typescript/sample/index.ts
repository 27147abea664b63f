/** Everything that the package gives. */

export { BaseAnthropic, type ClientOptions } from "./base.js";
export { Anthropic, Anthropic as default } from "./client.js";
export * from "./errors.js";
export type { Middleware } from "./runtime/middleware.js";
export type { RequestOptions } from "./runtime/options.js";
export type { APIPromise, IterablePromise } from "./runtime/promise.js";
export { Stream } from "./runtime/stream.js";
export { toFile, type Uploadable } from "./runtime/uploads.js";
export type * from "./types/index.js";
