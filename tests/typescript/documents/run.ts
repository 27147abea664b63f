/** Calls and answers to them in; as JSON, what each call sent and gave out. */

/** A server: it answers as it was told, and keeps what came. */
export class Responder {
  sent: unknown;
  answer: unknown;

  fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(String(input));
    this.sent = {
      method: init.method,
      path: decodeURIComponent(url.pathname),
      query: [...url.searchParams.keys()],
      headers: Object.fromEntries(new Headers(init.headers)),
      body: await written(init.body),
    };
    if (this.answer === undefined) return new Response(null, { status: 204 });
    return new Response(JSON.stringify(this.answer));
  };
}

/** A form by its names, anything else as text. */
async function written(body: BodyInit | null | undefined): Promise<unknown> {
  if (body instanceof FormData) return [...body.keys()];
  return body ? new Response(body).text() : undefined;
}

export async function run(
  responder: Responder,
  calls: readonly (readonly [call: () => PromiseLike<unknown>, answer: unknown])[],
): Promise<void> {
  const rows: unknown[] = [];
  for (const [call, answer] of calls) {
    responder.answer = answer;
    const result = await call();
    const data = result instanceof Response ? await result.text() : result;
    rows.push({ sent: responder.sent, data });
  }
  console.log(JSON.stringify(rows));
}
