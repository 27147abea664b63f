/** Everything that the package gives. */

export { Anthropic, Anthropic as default } from "./client.js";
export { BaseAnthropic, type ClientOptions } from "./base.js";
export * from "./errors.js";
export type { RequestOptions } from "./runtime/options.js";
export type { APIPromise } from "./runtime/promise.js";
export type { Middleware } from "./runtime/middleware.js";
export { Stream } from "./runtime/stream.js";
export { toFile, type Uploadable } from "./runtime/uploads.js";
export type * from "./types/index.js";
