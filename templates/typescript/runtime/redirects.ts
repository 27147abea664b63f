/** A request and a response that leads elsewhere in, the request to follow it with out. */

import type { Prepared } from "./prepare.js";
import { withoutSecrets } from "./redact.js";

type Target = Pick<Prepared, "method" | "url" | "headers" | "body" | "once">;

const OF_BODY = ["content-type", "content-encoding", "content-language"];

/** The next request, nothing if this is where it ends; one to another origin carries no credentials. */
export function redirected<T extends Target>(request: T, response: Response): T | undefined {
  const { status } = response;
  const location = response.headers.get("location");
  if (![301, 302, 303, 307, 308].includes(status) || !location) return undefined;
  const url = new URL(location, request.url);
  let { method, body, headers } = request;
  if ((status === 303 && method !== "HEAD") || (status < 303 && method === "POST")) {
    method = "GET";
    body = null;
    headers = Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_BODY.includes(name)));
  } else if (request.once) {
    return undefined;
  }
  if (!keepsCredentials(new URL(request.url), url)) headers = withoutSecrets(headers);
  return { ...request, method, url: url.href, headers, body };
}

function keepsCredentials(before: URL, after: URL): boolean {
  if (before.origin === after.origin) return true;
  // The same host made safe: http on its usual port to https on its usual port.
  return (
    before.hostname === after.hostname &&
    before.protocol === "http:" &&
    after.protocol === "https:" &&
    before.port + after.port === ""
  );
}
