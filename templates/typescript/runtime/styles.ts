/** A value and the style that OpenAPI has for it in, what stands for it on the wire out. */

import { type Style, type Values, Written } from "./operation.js";
import { isSaid } from "./query.js";
import { toText } from "./text.js";

type Pair = readonly [name: string, text: string];

interface Spelling {
  readonly name: string;
  readonly explode: boolean;
  readonly isWhole: boolean;
  readonly encode: (text: string) => string;
  readonly encodeName: (text: string) => string;
}

const SEPARATORS: Record<string, string> = { spaceDelimited: " ", pipeDelimited: "|" };
// What RFC 3986 reserves, less what would end the value.
const RESERVED: Record<string, RegExp> = {
  path: /[:@!$&'()*+,;=]/,
  query: /[:/?@!$'()*,;=]/,
  cookie: /[:/?#[\]@!$&'()*+=]/,
};

/**
 * Styles by parameter in, what writes those out.
 *
 * `form*` is one that is exploded, `+form` one that leaves reserved characters, `?json` one that is
 * all of a query. `form` says whether the body is a form of parts, whose texts are not encoded.
 */
export function styled(styles: { readonly [parameter: string]: string }, form?: "parts"): Style {
  return (place, parameter, name, value) => {
    const style = Object.hasOwn(styles, parameter) ? styles[parameter] : undefined;
    if (style === undefined || !isSaid(value)) return value;
    const isRaw = place === "header" || (place === "body" && form !== undefined);
    const where = place === "body" ? "query" : place;
    const spelling = spellingOf(style, where, isRaw);
    if (place === "header") return members(value, spelling).join(",");
    if (place === "path") return Written.of(segment(name, value, spelling));
    const pairs = named(name, value, spelling, isRaw || place === "cookie");
    return isRaw
      ? Written.from(pairs)
      : Written.from(pairs, ([key, text]) => (key ? `${key}=${text}` : text));
  };
}

function spellingOf(style: string, place: string, isRaw: boolean): Spelling {
  const name = style.replace(/[?+*]/g, "");
  const encodeName = isRaw ? String : encodeURIComponent;
  let encode: (text: string) => string = encodeName;
  if (name === "cookie") encode = cookieText;
  else if (style.startsWith("+") && !isRaw) encode = (text) => leaving(text, RESERVED[place]);
  const isWhole = style.startsWith("?");
  return { name, explode: style.endsWith("*"), isWhole, encode, encodeName };
}

/** `a/b%20ü` -> `a/b%20%C3%BC`: what is encoded already stays. */
function leaving(text: string, reserved?: RegExp): string {
  return text.replace(/(%[0-9A-Fa-f]{2})|./gsu, (each, triple?: string) =>
    triple || reserved?.test(each) ? each : encodeURIComponent(each),
  );
}

function cookieText(text: string): string {
  if (!text.includes(";")) return text;
  throw new TypeError("A cookie that is sent as it is can't have a semicolon in it");
}

function segment(name: string, value: unknown, spelling: Spelling): string {
  if (spelling.name === "matrix") return matrix(encodeURIComponent(name), value, spelling);
  const texts = members(value, spelling);
  if (spelling.name !== "label") return texts.join(",");
  return `.${texts.join(spelling.explode ? "." : ",")}`;
}

/** RFC 6570, section 3.2.7: what is empty has no `=`. */
function matrix(name: string, value: unknown, spelling: Spelling): string {
  const pairs: Pair[] = spelling.explode
    ? pairsOf(value, spelling)
    : [["", members(value, spelling).join(",")]];
  return pairs.map(([key, text]) => `;${key || name}${text && `=${text}`}`).join("");
}

/** The items of a list; of an object `R=100`, or `R` and `100` where it is not exploded. */
function members(value: unknown, spelling: Spelling): string[] {
  return pairsOf(value, spelling).flatMap(([key, text]) => {
    if (!key) return [text];
    return spelling.explode ? [`${key}=${text}`] : [key, text];
  });
}

/** Pairs as a query, a form and cookies have them; nothing for an empty list or object. */
function named(name: string, value: unknown, spelling: Spelling, isPlain: boolean): Pair[] {
  const { encode, encodeName } = spelling;
  if (spelling.name === "deepObject") {
    return deep(name, value, true).map(([key, text]) => [encodeName(key), encode(text)]);
  }
  if (spelling.explode) {
    return pairsOf(value, spelling, true).map(([key, text]) => [key || encodeName(name), text]);
  }
  const separator = SEPARATORS[spelling.name] ?? ",";
  const texts = members(value, spelling);
  // Between values a comma stands as it is.
  const between = separator === "," || isPlain ? separator : encodeURIComponent(separator);
  const key = spelling.isWhole ? "" : encodeName(name);
  return texts.length ? [[key, texts.join(between)]] : [];
}

/** Names and texts, encoded; where a name may be `repeated`, a list in an object is one for each item. */
function pairsOf(value: unknown, { name, encode, encodeName }: Spelling, repeated = false): Pair[] {
  if (name === "json") return [["", encode(JSON.stringify(value))]];
  const isObject = nests(value) && !Array.isArray(value);
  const all: [string, unknown][] = isObject ? Object.entries(value as Values) : [["", value]];
  return all.flatMap(([key, member]) => {
    const items: unknown[] = Array.isArray(member) && (repeated || !isObject) ? member : [member];
    return items.filter(isSaid).map((item): Pair => [encodeName(key), encode(textOf(item))]);
  });
}

/** `filter[born][gte]=…`; a list is numbered where it is the value itself, or one of objects. */
function deep(name: string, value: unknown, numbered = false): [string, string][] {
  if (!isSaid(value)) return [];
  if (!nests(value)) return [[name, toText(value)]];
  const isNumbered = !Array.isArray(value) || numbered || value.some(nests);
  return Object.entries(value as Values).flatMap(([key, item]) =>
    deep(isNumbered ? `${name}[${key}]` : name, item),
  );
}

function nests(value: unknown): boolean {
  return typeof value === "object" && value !== null && !(value instanceof Date);
}

/** What stands inside a list or an object; no style but `deepObject` says how to nest. */
function textOf(item: unknown): string {
  return nests(item) ? JSON.stringify(item) : toText(item);
}
