/**
 * The id and the secret of a client in, a token for them out (OAuth 2, client credentials: RFC 6749,
 * section 4.4). It is kept until shortly before its end; calls that find none wait for the one that asks.
 */

import { form } from "./bodies.js";
import { call } from "./call.js";
import { type Caller, CONFIG, type Config } from "./config.js";
import { base64 } from "./credentials.js";
import { ClientError } from "./errors.js";
import type { Call, Operation, Values } from "./operation.js";
import { filled } from "./servers.js";

/** Where tokens are given, and whether id and secret stand in the form that asks for one. */
interface Endpoint {
  readonly url: string;
  readonly inForm?: boolean;
}

interface Kept<T> {
  readonly value: Promise<T>;
  until: number;
}

/** What gives the token of a call; where the address is that of a `discovery` document, that says from where. */
export function tokens(address: string, discovery?: "discovery") {
  return (pair: readonly string[], { config, operation }: Call): Promise<string> => {
    const url = filled(address, config.settings, config.options as Values);
    const scope = operation.scopes?.join(" ");
    const key = JSON.stringify([url, scope, ...pair]);
    return kept(config, key, async (until) => {
      const began = config.system.now();
      const endpoint = discovery ? await kept(config, url, () => discovered(config, url)) : { url };
      const answer = await tokenOf(config, endpoint, pair, scope);
      // It must not end on its way.
      const lasts = Number(answer.expires_in ?? Infinity) * 1000;
      until(began + lasts - Math.min(60_000, lasts / 10));
      return answer.access_token as string;
    });
  };
}

/** What is there under a name, or what `ask` gives: one of them asks, and all who come meanwhile wait. */
function kept<T>(
  { kept: all, system }: Config,
  key: string,
  ask: (until: (time: number) => void) => Promise<T>,
): Promise<T> {
  const known = all.get(key) as Kept<T> | undefined;
  if (known && !(system.now() >= known.until)) return known.value;
  const row: Kept<T> = {
    value: ask((time) => {
      row.until = time;
    }),
    until: Infinity,
  };
  all.set(key, row);
  row.value.catch(() => {
    if (all.get(key) === row) all.delete(key);
  });
  return row.value;
}

/** OpenID Connect Discovery, section 4. */
async function discovered(config: Config, url: string): Promise<Endpoint> {
  const {
    token_endpoint: endpoint,
    token_endpoint_auth_methods_supported: methods = ["client_secret_basic"],
  } = await asked(config, { method: "GET", path: url }, {});
  if (!URL.canParse(String(endpoint))) throw new ClientError(`${url} names no token endpoint`);
  return { url: String(endpoint), inForm: !(methods as unknown[]).includes("client_secret_basic") };
}

async function tokenOf(
  config: Config,
  { url, inForm }: Endpoint,
  [id = "", secret = ""]: readonly string[],
  scope?: string,
): Promise<Values> {
  const operation = { method: "POST", path: url, body: form, idempotent: true };
  const params = { grant_type: "client_credentials", scope };
  const answer = inForm
    ? await asked(config, operation, { ...params, client_id: id, client_secret: secret })
    : await asked(config, operation, params, `Basic ${base64([id, secret].map(encoded))}`);
  const { access_token: token } = answer;
  if (typeof token === "string" && /^[!-~]+$/.test(token)) return answer;
  throw new ClientError(`${url} gave no token that can be sent`);
}

/** As a form has it. */
function encoded(text: string): string {
  return new URLSearchParams({ "": text }).toString().slice(1);
}

/** A call to the provider: none of the API's credentials goes there, and it leads nowhere else. */
async function asked(
  config: Config,
  operation: Operation,
  params: Values,
  authorization?: string,
): Promise<Values> {
  const fetch = async (...given: Parameters<typeof config.fetch>) => {
    const response = await config.fetch(...given);
    const { status } = response;
    return status < 300 || status >= 400 ? response : new Response(null, { status });
  };
  const caller: Caller = { [CONFIG]: { ...config, fetch, mounted: {} } };
  const headers = authorization === undefined ? {} : { authorization };
  const answer: unknown = await call(caller, { ...operation, open: true }, [params, { headers }]);
  if (typeof answer === "object" && answer !== null) return answer as Values;
  throw new ClientError(`${operation.path} gave no JSON object`);
}
