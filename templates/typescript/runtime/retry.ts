/** The decisions about sending again: whether an answer is worth it, and how long to wait first. */

import type { Retry } from "./settings.js";

/** Timers take no more: above it they fire at once. */
export const LONGEST_WAIT = 2 ** 31 - 1;

/** Whether an error answer may be different the next time. */
export function shouldRetry(status: number, headers: Headers, rules: Retry): boolean {
  const said = headers.get("x-should-retry");
  if (said === "true" || said === "false") return said === "true";
  return rules.statuses.includes(status) || (rules.serverErrors && status >= 500);
}

/** Milliseconds to wait before the next attempt; what the server asks for goes first. */
export function waitBefore(
  retries: number,
  headers: Headers | undefined,
  rules: Retry,
  { now, random }: { now: () => number; random: () => number },
): number {
  const asked = headers && retryAfter(headers, now());
  if (asked !== undefined) return Math.min(asked, LONGEST_WAIT);
  return Math.min(rules.initial * 2 ** retries, rules.maximum) * (1 - 0.25 * random());
}

/** Milliseconds that `retry-after-ms` or `retry-after` (seconds or a date) asks for, if positive. */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const milliseconds = number(headers.get("retry-after-ms"));
  if (!Number.isNaN(milliseconds)) return positive(milliseconds);
  const text = headers.get("retry-after");
  const seconds = number(text);
  return positive(Number.isNaN(seconds) ? Date.parse(text ?? "") - now : seconds * 1000);
}

function number(text: string | null): number {
  return text ? Number(text) : Number.NaN;
}

function positive(milliseconds: number): number | undefined {
  // A NaN is not positive either.
  return milliseconds > 0 ? milliseconds : undefined;
}
