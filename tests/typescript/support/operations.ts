/** Operations of the zoo that many tests call. */

import assert from "node:assert/strict";
import { json } from "../../src/runtime/bodies.js";
import { call } from "../../src/runtime/call.js";
import type { Operation } from "../../src/runtime/operation.js";
import { Network, json as reply, type Sent, type ZooOptions, zoo } from "./world.js";

export const LION = () => reply({ id: "lion" }, { headers: { "request-id": "req_1" } });

export const CREATE: Operation = {
  method: "POST",
  path: "/v1/animals",
  headerParams: { workspace_id: "zoo-workspace-id", betas: "zoo-beta" },
  body: json,
};

export const RETRIEVE: Operation = {
  method: "GET",
  path: "/v1/animals/{animal_id}",
};

/** The only request of a call. */
export async function sentBy(
  operation: Operation,
  args: unknown[],
  options: ZooOptions = {},
): Promise<Sent> {
  const network = new Network(LION());
  await call(zoo(network, options), operation, args);
  const [sent] = network.sent;
  assert.ok(sent && network.sent.length === 1);
  return sent;
}
