/** A request and a response that leads elsewhere in, the request to follow it with out. */

import type { Prepared } from "./prepare.js";
import { withoutSecrets } from "./redact.js";

type Target = Pick<Prepared, "method" | "url" | "headers" | "body" | "once">;

type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

/** The next request, nothing if this is where it ends; one to another origin carries no credentials. */
export function redirected<T extends Target>(
  request: T,
  { status, headers }: Response,
): T | undefined {
  const location = headers.get("location");
  if (![301, 302, 303, 307, 308].includes(status) || !location) return undefined;
  const url = new URL(location, request.url);
  const next: Writable<T> = { ...request, url: url.href };
  if (
    (status === 303 && request.method !== "HEAD") ||
    (status < 303 && request.method === "POST")
  ) {
    const { "content-type": _, ...others } = request.headers;
    Object.assign(next, { method: "GET", body: null, headers: others });
  } else if (request.once) {
    return undefined;
  }
  if (url.origin !== new URL(request.url).origin) next.headers = withoutSecrets(next.headers);
  return next;
}
