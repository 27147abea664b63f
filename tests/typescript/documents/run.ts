/** Calls and answers to them in; as JSON, what each call gave out. */

/** A server: it answers as it was told. */
export class Responder {
  answer: unknown;

  fetch = async (): Promise<Response> => {
    if (this.answer === undefined) return new Response(null, { status: 204 });
    return new Response(JSON.stringify(this.answer));
  };
}

export async function run(
  responder: Responder,
  calls: readonly (readonly [call: () => PromiseLike<unknown>, answer: unknown])[],
): Promise<void> {
  const given: unknown[] = [];
  for (const [call, answer] of calls) {
    responder.answer = answer;
    const result = await call();
    given.push(result instanceof Response ? await result.text() : (result ?? null));
  }
  console.log(JSON.stringify(given));
}
