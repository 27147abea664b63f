/** Models. */

import type { FromResponse } from "../runtime/results.js";

export interface ModelInfo extends FromResponse {
  type: "model";
  id: string;
  display_name: string;
  created_at: string;
}

export interface ModelListParams {
  /** The id behind which the page begins. */
  after_id?: string | undefined;
  /** The id before which the page ends. */
  before_id?: string | undefined;
  /** How many models a page has, 1 to 1000; 20 where not given. */
  limit?: number | undefined;
  betas?: Array<string> | undefined;
}
