/** Values in, texts out, and the other way round. */

/** The text that stands for a plain value in a path, a query or a form. */
export function toText(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "object" && value !== null) {
    throw new TypeError("Expected a single value, not an object");
  }
  return String(value);
}

/** The value of JSON, nothing if it is none. */
export function jsonOf(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
