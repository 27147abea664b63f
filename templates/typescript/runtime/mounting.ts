/** A resource or one of its functions, and query values that its calls send elsewhere, in; the same there out. */

import { type Caller, CONFIG } from "./config.js";
import type { Strings } from "./settings.js";

/** The caller that calls below a place where these values are sent. */
function mounted(caller: Caller, query: Strings): Caller {
  const config = caller[CONFIG];
  return { [CONFIG]: { ...config, mounted: { ...config.mounted, ...query } } };
}

export function mountedResource<Resource>(
  resource: (caller: Caller) => Resource,
  query: Strings,
): (caller: Caller) => Resource {
  return (caller) => resource(mounted(caller, query));
}

/** A function with the same overloads: its type is that of the one at home. */
export function mountedFunction<Method extends (caller: Caller, ...args: any[]) => unknown>(
  method: Method,
  query: Strings,
): Method {
  const called = (caller: Caller, ...args: unknown[]) => method(mounted(caller, query), ...args);
  return called as Method;
}
