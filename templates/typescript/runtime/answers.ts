/** What the successes of an operation are by status and media type in, what reads each as it is declared out. */

import type { Result } from "./operation.js";
import { json, none } from "./results.js";

type Kinds = { readonly [mediaType: string]: Result };

/** `answers({ "200": { "application/json": json, "text/csv": text }, "204": {} })`: nothing is in a 204. */
export function answers(statuses: { readonly [status: string]: Kinds }): Result {
  const all = Object.values(statuses).flatMap((kinds) => Object.values(kinds));
  const unread = all.some((kind) => kind.unread);
  return {
    unread,
    async decode(answer, call) {
      const { response, guard } = answer;
      const kind = kindOf(statuses, response);
      if (unread && !kind.unread) {
        try {
          Object.assign(answer, { text: await response.text() });
        } catch (error) {
          throw guard.failure(error) ?? error;
        }
        guard.done();
      }
      return kind.decode(answer, call);
    },
  };
}

function kindOf(statuses: { readonly [status: string]: Kinds }, response: Response): Result {
  const { status, headers } = response;
  const kinds = statuses[status] ?? statuses[`${Math.floor(status / 100)}XX`] ?? statuses.default;
  if (kinds === undefined) return json;
  const said = headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  const [family] = said.split("/");
  const found = kinds[said] ?? kinds[`${family}/*`] ?? kinds["*/*"];
  if (found) return found;
  const rows = Object.entries(kinds);
  // A server that calls JSON by another name means the JSON that was declared.
  const alike = rows.find(([name]) => name.includes("json") === said.includes("json"));
  return (alike ?? rows[0])?.[1] ?? none;
}
