/** An operation and a property of its result in, what finds the URL that stands there out. */

import { originOf } from "./config.js";
import { ClientError } from "./errors.js";
import type { Call, Operation, Values } from "./operation.js";

export function follow(first: () => Operation, property: string) {
  return async ({ again }: Call): Promise<string> => {
    const url = ((await again({}, first())) as Values)[property];
    if (typeof url !== "string" || !url) {
      throw new ClientError(`There is no \`${property}\` yet, so nothing to read`);
    }
    try {
      originOf(url);
    } catch (cause) {
      throw new ClientError(`\`${property}\` is no address of the web`, { cause });
    }
    return url;
  };
}
