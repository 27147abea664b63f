/** The addresses of an API in, what finds the one that is called out. */

import type { Config } from "./config.js";
import type { Values } from "./operation.js";
import type { Settings, Strings } from "./settings.js";

/** What finds the base URL by the client's options, among several by their `server`. */
export function servers(url: string, urls: Strings = {}) {
  return (settings: Settings, options: object, variable?: string): string => {
    const { server: name = null, ...given } = options as Values;
    const isChosen = Object.keys(settings.parts ?? {}).some((part) => given[part] != null);
    if (variable && name === null && !isChosen) return variable;
    if (name !== null && !Object.hasOwn(urls, String(name))) {
      const known = Object.keys(urls).map((each) => `"${each}"`);
      throw new TypeError(`No server is called "${name}": ${known.join(", ")}`);
    }
    const found = filled(urls[String(name)] ?? url, settings, given);
    if (found.includes("://")) return found;
    throw new TypeError(
      `The API's document names no host: give \`baseURL\`, \`https://…${found}\``,
    );
  };
}

/** What finds the address of an operation's own server, which may stand below the client's. */
export function server(url: string) {
  return ({ baseURL, options, settings }: Config): string => {
    const base = `${baseURL.replace(/\/*(\?.*)?$/, "")}/`;
    return new URL(filled(url, settings, options as Values), base).href;
  };
}

/**
 * `https://{region}.example` with the values of its parts: none ends the part of the address in
 * which it stands (RFC 3986, section 3).
 */
export function filled(url: string, { parts = {} }: Settings, options: Values): string {
  return url.replace(/\{([^{}]*)\}/g, (_, name: string, at: number) => {
    const value = options[name] ?? parts[name];
    if (value == null) {
      throw new TypeError(`The address ${url} needs \`${name}\`, which has no default`);
    }
    const host = url.slice(0, at).split("://")[1];
    const ends = host === undefined ? /$^/ : host.includes("/") ? /[?#]/ : /[/?#@\\]/;
    const found = ends.exec(String(value));
    if (!found) return String(value);
    throw new TypeError(`\`${name}\` holds a "${found[0]}", which would end its part of ${url}`);
  });
}
