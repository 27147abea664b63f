/** A call in, what came of it as JSON has it out; and arguments that came as JSON in, as a method takes them out. */

export interface Heard {
  data?: unknown;
  error?: unknown;
}

/** What a call gives: items of many one by one, bytes in base64. */
export async function hear(make: () => Promise<any>): Promise<Heard> {
  const heard: Heard = {};
  try {
    const result = await make();
    if (result?.[Symbol.asyncIterator]) {
      const items: unknown[] = [];
      heard.data = items;
      for await (const item of result) items.push(item);
    } else if (result instanceof Response) {
      heard.data = { $bytes: Buffer.from(await result.arrayBuffer()).toString("base64") };
    } else heard.data = result ?? null;
  } catch (error) {
    heard.error = error instanceof Error ? told(error) : String(error);
  }
  return heard;
}

function told(error: Error): object {
  const { name, message, stack } = error;
  return { ...JSON.parse(JSON.stringify(error)), name, message, stack };
}

/** Files and bytes are objects in JSON. */
export function revive(value: any): unknown {
  if (Array.isArray(value)) return value.map(revive);
  if (typeof value !== "object" || value === null) return value;
  if ("$bytes" in value) return Buffer.from(value.$bytes, "base64");
  if ("$file" in value) {
    return new File([Buffer.from(value.$file, "base64")], value.name);
  }
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, revive(each)]));
}
