/** A client, an operation and arguments in, the call as a promise of its result out. */

import { type Caller, CONFIG, type Config } from "./config.js";
import { drive } from "./driver.js";
import type { Answer, Call, Operation, Result, Values } from "./operation.js";
import type { RequestOptions } from "./options.js";
import { obtain } from "./policy.js";
import { prepare } from "./prepare.js";
import { type APIPromise, CallPromise } from "./promise.js";
import { json } from "./results.js";
import { send, sleep } from "./transport.js";

// What a call is about: the last place of its path.
const SUBJECT = /.*\{([^{}]+)\}/;

/** Encode, send as often as it takes, decode; which promise it is, is for the method to say. */
export function call<P extends APIPromise<any>>(
  caller: Caller,
  operation: Operation,
  args: readonly unknown[],
): P {
  const [, subject] = SUBJECT.exec(operation.path) ?? [];
  const rest = args.slice(subject ? 1 : 0);
  const params = operation.bare ? {} : (rest.shift() ?? {});
  // It stands before `params`, and is a parameter too.
  const named = subject && { [subject]: args[0] };
  const all = { ...params, ...named };
  return start(caller[CONFIG], operation, all, rest[0] ?? {}) as APIPromise<any> as P;
}

function start(
  config: Config,
  operation: Operation,
  params: Values,
  options: RequestOptions,
): CallPromise<any> {
  const again = (changes: Values, other = operation) =>
    start(config, other, { ...params, ...changes }, options);
  const context: Call = { config, operation, params, options, again };
  const { stream, result = json } = operation;
  const outcome = stream && params.stream === true ? stream : result;
  const decode = (answer: Answer) => outcome.decode(answer, context);
  return new CallPromise<any>(answerTo(context, outcome), decode);
}

async function answerTo(context: Call, { unread }: Result): Promise<Answer> {
  const { config, options } = context;
  config.settings.check?.(context);
  const prepared = await prepare(context, unread);
  return drive(obtain(prepared, config, options), (effect) =>
    effect.kind === "send" ? send(effect, config) : sleep(effect.milliseconds, prepared, config),
  );
}
