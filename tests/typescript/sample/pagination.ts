/** The ways in which this API pages. */

import { type PageBase, pages } from "./runtime/pages.js";

/** A page that is followed by its ids, in either direction. */
export interface Page<Item> extends PageBase<Item> {
  data: Array<Item>;
  has_more: boolean;
  first_id: string | null;
  last_id: string | null;
}

export const PAGE = /* @__PURE__ */ pages({
  items: "data",
  more: "has_more",
  next: ["after_id", "last_id"],
  previous: ["before_id", "first_id"],
});
