/** The decisions about sending again: whether an answer is worth it, and how long to wait first. */

import type { Retry } from "./settings.js";
import type { System } from "./system.js";

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
  { now, random }: Pick<System, "now" | "random">,
): number {
  const seconds = Math.min(rules.initial * 2 ** retries, rules.maximum);
  const chosen = seconds * 1000 * (1 - 0.25 * random());
  return Math.min((headers && retryAfter(headers, now())) ?? chosen, LONGEST_WAIT);
}

/** Milliseconds that `retry-after-ms` or `retry-after` (seconds or a date) asks for, if positive. */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const text = headers.get("retry-after") ?? "";
  const asked = [
    number(headers.get("retry-after-ms")),
    number(text) * 1000,
    Date.parse(text) - now,
  ].find((milliseconds) => !Number.isNaN(milliseconds));
  return asked && asked > 0 ? asked : undefined;
}

function number(text: string | null): number {
  return Number(text || Number.NaN);
}
