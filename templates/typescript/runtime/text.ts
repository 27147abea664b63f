/** A plain value in, the text that stands for it in a path, a query or a form out. */

export function toText(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "object" && value !== null) {
    throw new TypeError("An object can't be sent as a single value");
  }
  return String(value);
}
