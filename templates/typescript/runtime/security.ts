/** What a call needs, as alternatives of credentials that go together, in; what finds those that are sent out. */

import { isByHand, missing } from "./credentials.js";
import type { Security } from "./operation.js";
import type { Credential } from "./settings.js";

/**
 * `needs(["key"], ["user", "app"])`: credentials by the first of their options.
 *
 * The first alternative is sent that is complete; all that is given of any, where the settings say
 * nothing, and so want everything sent.
 */
export function needs(...alternatives: readonly (readonly string[])[]): Security {
  return ({ settings, credentials }, headers) => {
    const kinds = new Map(settings.credentials.map((kind) => [Object.keys(kind.options)[0], kind]));
    const rows = alternatives.map((names) => names.map((name) => kinds.get(name) as Credential));
    const given = credentials.map(([kind]) => kind);
    const isThere = (kind: Credential) => given.includes(kind) || isByHand(kind, headers);
    const met = rows.find((row) => row.every(isThere));
    const sent = settings.security ? met : rows.flat();
    const chosen = credentials.filter(([kind]) => sent?.includes(kind));
    if (rows.length && !met && !chosen.length) throw missing(rows);
    return chosen;
  };
}
