/** Functions and descriptors in, the same as methods of one client out. */

import { call } from "./call.js";
import type { Caller } from "./config.js";
import type { Operation } from "./operation.js";

type Method = Operation | ((caller: any, ...args: any[]) => unknown);

/**
 * An object with a method for each operation, and an accessor for each resource below it.
 *
 * A resource below is made when it is first asked for, and is then the same one for ever.
 */
export function resource<T>(
  caller: Caller,
  methods: { readonly [name: string]: Method },
  children: { readonly [name: string]: (caller: Caller) => unknown } = {},
): T {
  const made = Object.fromEntries(
    Object.entries(methods).map(([name, method]) => [
      name,
      (...args: unknown[]) =>
        typeof method === "function" ? method(caller, ...args) : call(caller, method, args),
    ]),
  );
  for (const [name, child] of Object.entries(children)) {
    let found: unknown;
    const get = () => (found ??= child(caller));
    Object.defineProperty(made, name, { get, configurable: true, enumerable: true });
  }
  return made as T;
}
