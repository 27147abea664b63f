/** Names, headers and URLs in, what of them may be shown or sent elsewhere out. */

import type { Strings } from "./settings.js";

const REDACTED = "[redacted]";

// Matched as parts of names, so that secrets under names of the caller's choosing are covered.
const SECRET = /auth|token|secret|cookie|passw|signature|credential|session|(?<!idempotency-)key$/;

/** Whether a header or query value of this name may be a credential. */
export function isSecret(name: string): boolean {
  const plain = name.toLowerCase().replaceAll("_", "-");
  // Names such as `x-ratelimit-remaining-tokens` count tokens of another kind.
  return !plain.includes("ratelimit") && SECRET.test(plain);
}

/** The headers that are no credentials. */
export function withoutSecrets<T>(headers: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !isSecret(name)));
}

/** Headers by name, with credentials replaced. */
export function safeHeaders(headers: Iterable<[string, string]>): Strings {
  const safe = ([name, text]: [string, string]) => [name, isSecret(name) ? REDACTED : text];
  return Object.fromEntries(Array.from(headers, safe));
}

/** A URL without user, password and secret query values. */
export function safeURL(text: string): string {
  const url = new URL(text);
  url.username = url.password = "";
  for (const name of new Set(url.searchParams.keys())) {
    if (isSecret(name)) url.searchParams.set(name, REDACTED);
  }
  return url.href;
}
