/** Every type of this API. */

export type * from "./files.js";
export type * from "./message.js";
export type * from "./messages/batches.js";
export type * from "./models.js";
export type * from "./streaming.js";
