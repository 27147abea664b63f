/**
 * A request that says it is the API's in, an error out unless its signature says so too.
 *
 * The scheme is that of the Standard Webhooks:
 *
 * webhook-id         whevt_1
 * webhook-timestamp  1790000000
 * webhook-signature  v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4= v1,…
 *
 * where what stands behind a `v1,` is the HMAC of `whevt_1.1790000000.BODY`.
 */

import { APIError } from "../runtime/errors.js";
import { SYSTEM } from "../runtime/system.js";

/** What a webhook's body may be: as it came, since one that was parsed and written anew isn't what was signed. */
export type WebhookBody = string | ArrayBuffer | ArrayBufferView<ArrayBuffer>;

export interface WebhookOptions {
  /** The headers of the request, as `fetch` or Node have them. */
  headers: Headers | { readonly [name: string]: string | readonly string[] | undefined };
  /** The secret (`whsec_…`), or several, any of which may be the right one. */
  key?: string | readonly string[] | null | undefined;
  /**
   * Seconds between sending and looking, either way, as clocks differ: 300 where not given. What is
   * older may be a copy that somebody sends again.
   */
  tolerance?: number | undefined;
}

/** A webhook was not signed with the key, or not lately; no request of this client was made. */
export class APIWebhookValidationError extends APIError {
  // No static block: bundlers keep what has one.
  override readonly name = "APIWebhookValidationError";
}

const TOLERANCE = 300;
const ENCODER = /* @__PURE__ */ new TextEncoder();

/** Goes on only with a request that was signed with one of the keys a short while ago. */
export async function verify(body: WebhookBody, options: WebhookOptions): Promise<void> {
  const keys = [options.key ?? []].flat().flatMap((key) => key.split(/\s+/).filter(Boolean));
  if (!keys.length) throw new TypeError("There is no key to check a webhook with");
  const header = (name: string) => headerOf(options.headers, name);
  const sent = header("webhook-timestamp");
  const start = ENCODER.encode(`${header("webhook-id")}.${sent}.`);
  const signed = new Uint8Array(await new Blob([start, body]).arrayBuffer());
  const given = header("webhook-signature")
    .split(" ")
    .flatMap((each) => (each.startsWith("v1,") ? (bytesOf(each.slice(3)) ?? []) : []));
  checkTime(sent, options.tolerance ?? TOLERANCE);
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  // All are compared, each by the platform, in a time that tells nothing of where it differs.
  const found = await Promise.all(
    keys.map(secretOf).map(async (secret) => {
      const key = await crypto.subtle.importKey("raw", secret, algorithm, false, ["verify"]);
      return Promise.all(given.map((each) => crypto.subtle.verify("HMAC", key, each, signed)));
    }),
  );
  if (!found.flat().includes(true)) throw refused("its signature is not that of the key");
}

function headerOf(headers: WebhookOptions["headers"], wanted: string): string {
  const entries = headers instanceof Headers ? [...headers] : Object.entries(headers);
  const [, value] = entries.find(([name]) => name.toLowerCase() === wanted) ?? [];
  if (!value?.length) throw refused(`it has no \`${wanted}\``);
  return String(value);
}

function checkTime(sent: string, tolerance: number): void {
  const age = SYSTEM.now() / 1000 - Number(sent);
  if (Number.isNaN(age)) throw refused("it has no time");
  if (age > tolerance) throw refused("it was sent too long ago");
  if (age < -tolerance) throw refused("it was sent in the future: is the clock right?");
}

/** The bytes of a key, as the console shows it. */
function secretOf(key: string): Uint8Array<ArrayBuffer> {
  const secret = bytesOf(key.replace(/^whsec_/, ""));
  if (secret?.length) return secret;
  // The text may be a secret with a slip in it: no message holds it.
  throw new TypeError("A key for webhooks is `whsec_` and base64 behind it; this one isn't");
}

/** The bytes that base64 stands for, nothing if it is none. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function refused(why: string): APIWebhookValidationError {
  return new APIWebhookValidationError(`This webhook can't be trusted: ${why}`);
}
