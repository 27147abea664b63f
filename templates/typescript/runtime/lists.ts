/** The values of a list in, one query value out, for APIs that don't repeat the name. */

import type { ListStyle } from "./operation.js";
import { toText } from "./text.js";

// Only the values are encoded: `ids=a%2Cb,c` are the two values `a,b` and `c`.
const joined =
  (separator: string): ListStyle =>
  (name, values) =>
    `${encodeURIComponent(name)}=${values.map((each) => encodeURIComponent(toText(each))).join(separator)}`;

export const comma = /* @__PURE__ */ joined(",");
export const pipe = /* @__PURE__ */ joined("%7C");
export const space = /* @__PURE__ */ joined("%20");
