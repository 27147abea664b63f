/** A method with which the standard of `fetch` forbids a body in, what stands in the place of an encoder out. */

import type { Encoder } from "./operation.js";

/** A body without members is left out. TRACE itself is forbidden: `fetch` would seem not to reach the server. */
export function unsendable(method: string): Encoder {
  return (body) => {
    if (method !== "TRACE" && !Object.keys(Object(body)).length) return undefined;
    throw new TypeError(
      `\`fetch\` sends no ${method === "TRACE" ? method : `body with ${method}`}`,
    );
  };
}
