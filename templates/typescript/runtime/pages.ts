/** The JSON of one page of a list in, a page that knows how to get the next out. */

import { ClientError } from "./errors.js";
import type { Answer, Call, Result, Values } from "./operation.js";
import type { APIPromise } from "./promise.js";
import { parse, withRequestID } from "./results.js";

/**
 * How an API pages: where the items stand, and what leads to the next page.
 *
 * A name may be a path: `paging.next` is the property `next` of the property `paging`.
 */
export interface PageScheme {
  readonly items: string;
  /** A boolean that says whether there is a next page. */
  readonly more?: string;
  /** The parameter to send, and where its value stands in this page. */
  readonly next?: readonly [parameter: string, source: string];
  /** The same for going back, which a list does when its call had this parameter. */
  readonly previous?: readonly [parameter: string, source: string];
}

/** What a page keeps of the call it came from. */
const ORIGIN = /* @__PURE__ */ Symbol("origin");

interface Origin {
  readonly call: Call;
  readonly scheme: PageScheme;
}

/** One page of a list. Iterating over it goes on to the pages after it. */
export class PageBase<Item> implements AsyncIterable<Item> {
  declare private readonly [ORIGIN]: Origin;

  /** The items of this page; `[]` if it has none. */
  getPaginatedItems(): Item[] {
    const found = at(this, this[ORIGIN].scheme.items);
    return Array.isArray(found) ? found : [];
  }

  /** Whether the server said that there is more. */
  hasNextPage(): boolean {
    const { more } = this[ORIGIN].scheme;
    return !(more && at(this, more) === false) && this.nextPageParams() !== null;
  }

  /** The parameters to change for the next page, `null` if this is the last. */
  nextPageParams(): Values | null {
    const { call, scheme } = this[ORIGIN];
    const { previous, next } = scheme;
    const [parameter, source] = (previous && call.params[previous[0]] ? previous : next) ?? [
      "",
      "",
    ];
    const cursor = at(this, source);
    return cursor === undefined || cursor === null || cursor === ""
      ? null
      : { [parameter]: cursor };
  }

  /** Request the next page; ask `hasNextPage()` first. */
  getNextPage(): Promise<this> {
    const { again, params } = this[ORIGIN].call;
    const changes = this.nextPageParams();
    if (changes === null) throw new ClientError("There is no next page; `hasNextPage()` tells");
    if (Object.entries(changes).every(([name, value]) => params[name] === value)) {
      throw circle(JSON.stringify(changes));
    }
    return again(changes) as APIPromise<this>;
  }

  /** This page and those after it, each requested when it is asked for. */
  async *iterPages(): AsyncGenerator<this> {
    const seen = new Set<string>();
    let page = this;
    yield page;
    while (page.hasNextPage()) {
      const cursor = JSON.stringify(page.nextPageParams());
      // A server that gives a cursor twice would keep us walking for ever.
      if (seen.has(cursor)) throw circle(cursor);
      seen.add(cursor);
      page = await page.getNextPage();
      yield page;
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item> {
    for await (const page of this.iterPages()) yield* page.getPaginatedItems();
  }
}

/** What gives pages of a scheme; a body that is a bare list is a page of it. */
export function pages(scheme: PageScheme): Result {
  const decode = (answer: Answer, call: Call) => {
    const found = parse(answer);
    const isObject = typeof found === "object" && found && !Array.isArray(found);
    const body = Object.setPrototypeOf(
      isObject ? found : { [scheme.items]: found },
      PageBase.prototype,
    );
    Object.defineProperty(body, ORIGIN, { value: { call, scheme } satisfies Origin });
    return withRequestID(body, answer);
  };
  return { decode };
}

function circle(cursor: string): ClientError {
  return new ClientError(`The pages lead in a circle: ${cursor} was there before`);
}

/** The value at a path of properties, `undefined` where the path ends early. */
function at(value: unknown, path: string): unknown {
  let found: any = value;
  for (const name of path.split(".")) found = Object(found)[name];
  return found;
}
