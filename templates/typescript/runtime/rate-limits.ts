/** Response headers in, typed rate-limit figures out. */

/** One limit: how much is allowed, how much is left, and when it is whole again. */
export interface RateLimit {
  limit?: number;
  remaining?: number;
  reset?: Date;
}

/** Limits by name, as in `limits["input-tokens"]`; those the server adds later too. */
export type RateLimits = { readonly [name: string]: Readonly<RateLimit> };

/** `<prefix>input-tokens-remaining: 3` and its like, whatever stands between them. */
export function rateLimits(headers: Headers, prefix: string | undefined): RateLimits {
  // Without a prototype: the names come from the server.
  const found: Record<string, RateLimit> = Object.create(null);
  if (prefix === undefined) return found;
  headers.forEach((text, name) => {
    const at = name.lastIndexOf("-");
    const part = name.slice(at + 1);
    if (!name.startsWith(prefix) || at < prefix.length) return;
    const limit = (found[name.slice(prefix.length, at)] ??= {});
    if (part === "reset") {
      const reset = new Date(text);
      if (!Number.isNaN(reset.getTime())) limit.reset = reset;
    } else if ((part === "limit" || part === "remaining") && /^\d+$/.test(text)) {
      limit[part] = Number(text);
    }
  });
  return found;
}
