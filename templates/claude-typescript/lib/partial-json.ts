/**
 * JSON that breaks off anywhere in, piece by piece, the value as far as it has come out.
 *
 * Each character is looked at once. A string, number or word whose end hasn't come is left out:
 * `{"a": 1, "b": "x` gives `{a: 1}`. Whether the whole is JSON is for `JSON.parse` to say.
 */

import { jsonOf } from "../runtime/text.js";

type Container = unknown[] | { [name: string]: unknown };

export interface PartialJSON {
  readonly feed: (piece: string) => void;
  /** One object, brought up to date by each piece. */
  readonly value: () => unknown;
}

export function partialJSON(): PartialJSON {
  const root: unknown[] = [];
  const open: Container[] = [root];
  let name: string | undefined;
  /** What has come of the string, number or word that is being read. */
  let token = "";
  let isString = false;
  let isEscaped = false;

  const put = (value: unknown): void => {
    const container = open.at(-1) as Container;
    if (Array.isArray(container)) container.push(value);
    // Assigning to `__proto__` would change the prototype.
    else if (name === "__proto__") Object.defineProperty(container, name, { value, ...ORDINARY });
    else container[name ?? ""] = value;
    name = undefined;
  };

  const putString = (text: string): void => {
    if (name === undefined && !Array.isArray(open.at(-1))) name = text;
    else put(text);
  };

  const putWord = (): void => {
    if (token) put(jsonOf(token));
    token = "";
  };

  /** Where the string that is being read ends, or the piece. */
  const readString = (piece: string, start: number): number => {
    let at = start;
    for (; at < piece.length; at += 1) {
      if (isEscaped) isEscaped = false;
      else if (piece[at] === "\\") isEscaped = true;
      else if (piece[at] === '"') break;
    }
    token += piece.slice(start, at);
    if (at < piece.length) {
      isString = false;
      putString(String(jsonOf(`"${token}"`)));
      token = "";
    }
    return at;
  };

  const read = (character: string): void => {
    if (!/[\s,:{}[\]"]/.test(character)) {
      token += character;
      return;
    }
    putWord();
    if (character === '"') {
      isString = true;
    } else if (character === "{" || character === "[") {
      const container = character === "{" ? {} : [];
      put(container);
      open.push(container);
    } else if ((character === "}" || character === "]") && open.length > 1) {
      open.pop();
    }
  };

  return {
    feed(piece) {
      for (let at = 0; at < piece.length; at += 1) {
        if (isString) at = readString(piece, at);
        else read(piece[at] as string);
      }
    },
    value: () => root[0],
  };
}

const ORDINARY = { writable: true, enumerable: true, configurable: true };
