/** A client, an operation and arguments in, the call as a promise of its result out. */

import { CONFIG, type Caller, type Config } from "./config.js";
import { drive } from "./driver.js";
import { ClientError } from "./errors.js";
import type { Answer, Call, Follow, Operation, Result, Values } from "./operation.js";
import type { RequestOptions } from "./options.js";
import { obtain } from "./policy.js";
import { prepare } from "./prepare.js";
import { APIPromise } from "./promise.js";
import { json } from "./results.js";
import { send, sleep } from "./transport.js";

/** Encode, send as often as it takes, decode. */
export function call<T>(caller: Caller, operation: Operation, args: readonly unknown[]): APIPromise<T> {
  const [params, options] = argumentsOf(operation, args);
  return start(caller[CONFIG], operation, params, options);
}

function start<T>(
  config: Config,
  operation: Operation,
  params: Values,
  options: RequestOptions,
): APIPromise<T> {
  const again = (changes: Values) => start(config, operation, { ...params, ...changes }, options);
  const context: Call = { config, operation, params, options, again };
  const { stream, result = json } = operation;
  const outcome = stream && params["stream"] === true ? stream : result;
  const names = config.settings.responseHeaders;
  return new APIPromise(answerTo(context, outcome), (answer) => outcome.decode(answer, context) as T, names);
}

/** Arguments before `params` are parameters too, by the names of their places in the path. */
function argumentsOf(
  { positional = [], bare }: Operation,
  args: readonly unknown[],
): [params: Values, options: RequestOptions] {
  const named = Object.fromEntries(positional.map((name, at) => [name, args[at]]));
  const [params, options] = [...(bare ? [{}] : []), ...args.slice(positional.length)];
  return [{ ...(params ?? {}), ...named }, options ?? {}];
}

async function answerTo(context: Call, result: Result): Promise<Answer> {
  const { config, operation, params, options } = context;
  config.settings.check?.(context);
  const address = operation.follow && (await followed(context, operation.follow));
  const request = await prepare(config, operation, params, options, address);
  const prepared = { ...request, unread: result.unread ?? false };
  const rules = {
    settings: config.settings,
    maxRetries: options.maxRetries ?? config.maxRetries,
    totalTimeout: options.totalTimeout ?? config.totalTimeout,
    now: config.system.now,
    random: config.system.random,
  };
  return drive(obtain(prepared, rules), (effect) =>
    effect.kind === "send" ? send(effect, config) : sleep(effect.milliseconds, prepared, config),
  );
}

/** The URL that another operation's result names. */
async function followed(
  { config, operation, params, options }: Call,
  { first, property }: Follow,
): Promise<string> {
  const found: Values = await start(config, first, params, options);
  const url = found[property];
  if (typeof url === "string" && url) return url;
  throw new ClientError(`${operation.id}: there is no \`${property}\` yet, so nothing to read`);
}
