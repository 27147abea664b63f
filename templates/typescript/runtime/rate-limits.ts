/** Response headers in, typed rate-limit figures out. */

/** One limit: how much is allowed, how much is left, and when it is whole again. */
export interface RateLimit {
  limit?: number;
  remaining?: number;
  reset?: Date;
}

/** Limits by name, as in `limits["input-tokens"]`; those the server adds later too. */
export type RateLimits = { readonly [name: string]: Readonly<RateLimit> };

const PARTS = /^(.+)-(limit|remaining|reset)$/;

/** `<prefix>input-tokens-remaining: 3` and its like, whatever stands between them. */
export function rateLimits(headers: Headers, prefix: string | undefined): RateLimits {
  // Without a prototype: the names come from the server.
  const found: Record<string, RateLimit> = Object.create(null);
  if (prefix === undefined) return found;
  headers.forEach((text, header) => {
    if (!header.startsWith(prefix)) return;
    const [, name = "", part] = PARTS.exec(header.slice(prefix.length)) ?? [];
    const value = part === "reset" ? new Date(text) : Number(/^\d+$/.exec(text) ?? Number.NaN);
    const said = Number.isNaN(+value) ? {} : { [part as string]: value };
    if (part) found[name] = { ...found[name], ...said };
  });
  return found;
}
