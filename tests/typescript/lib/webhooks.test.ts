/** Webhooks: what was signed with a key a short while ago is read, anything else is refused. */

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { describe, it } from "node:test";
import { APIWebhookValidationError, parseUnverified, unwrap } from "../../src/webhooks.js";

const KEY = `whsec_${Buffer.from("a key of webhooks").toString("base64")}`;
const OTHER = `whsec_${Buffer.from("another key").toString("base64")}`;
const BODY = JSON.stringify({ type: "event", id: "whevt_1", data: { text: "\u{1f981}" } });

interface Sent {
  body?: string;
  key?: string;
  /** Seconds ago. */
  age?: number;
}

/** The headers that the API sends with a body, made with Node's own means. */
function signed({ body = BODY, key = KEY, age = 0 }: Sent = {}): Record<string, string> {
  const sent = `${Math.floor(Date.now() / 1000) - age}`;
  const secret = Buffer.from(key.slice("whsec_".length), "base64");
  const signature = createHmac("sha256", secret).update(`whevt_1.${sent}.${body}`).digest("base64");
  return {
    "Webhook-Id": "whevt_1",
    "webhook-timestamp": sent,
    "webhook-signature": `v1,AAAA v0,${signature} v1,${signature}`,
  };
}

function refused(body: string, headers: Record<string, string>, message: RegExp, key = KEY) {
  return assert.rejects(unwrap(body, { headers, key }), (error) => {
    assert.ok(error instanceof APIWebhookValidationError);
    assert.match(error.message, message);
    return true;
  });
}

describe("a webhook", () => {
  it("is read as text or bytes, with headers of any kind", async () => {
    const headers = signed();
    const bytes = new TextEncoder().encode(BODY);
    for (const body of [BODY, bytes, bytes.buffer])
      for (const each of [headers, new Headers(headers)])
        assert.deepEqual(await unwrap(body, { headers: each, key: KEY }), JSON.parse(BODY));
  });

  it("may be signed with any of several keys", async () => {
    for (const key of [[OTHER, KEY], `${OTHER} ${KEY}`])
      assert.deepEqual(await unwrap(BODY, { headers: signed(), key }), JSON.parse(BODY));
  });

  it("is checked with the key of the environment where none is given", async () => {
    const variable = "ANTHROPIC_WEBHOOK_SIGNING_KEY";
    await assert.rejects(unwrap(BODY, { headers: signed() }), TypeError);
    process.env[variable] = KEY;
    try {
      assert.deepEqual(await unwrap(BODY, { headers: signed() }), JSON.parse(BODY));
    } finally {
      delete process.env[variable];
    }
  });

  it("is refused where it was signed otherwise, or changed", async () => {
    await refused(BODY, signed({ key: OTHER }), /signature/);
    await refused(`${BODY} `, signed(), /signature/);
    await refused(BODY, { ...signed(), "Webhook-Id": "whevt_2" }, /signature/);
    await refused(BODY, { ...signed(), "webhook-signature": "v1, v1,? nothing" }, /signature/);
  });

  it("is refused where it is old, of the future, or says no time", async () => {
    await refused(BODY, signed({ age: 600 }), /too long ago/);
    await refused(BODY, signed({ age: -600 }), /future/);
    await refused(BODY, { ...signed(), "webhook-timestamp": "today" }, /no time/);
    const headers = signed({ age: 600 });
    assert.ok(await unwrap(BODY, { headers, key: KEY, tolerance: 900 }));
  });

  it("is refused without a header", async () => {
    for (const name of Object.keys(signed())) {
      const { [name]: _, ...headers } = signed();
      await refused(BODY, headers, new RegExp(name.toLowerCase()));
    }
  });

  it("needs a key that is one, which no message shows", async () => {
    for (const key of ["whsec_", "whsec_!secret", ""]) {
      await assert.rejects(unwrap(BODY, { headers: signed(), key }), (error) => {
        assert.ok(error instanceof TypeError);
        assert.ok(!error.message.includes("secret"));
        return true;
      });
    }
  });

  it("can be read unchecked", () => {
    assert.deepEqual(parseUnverified(BODY), JSON.parse(BODY));
  });
});
