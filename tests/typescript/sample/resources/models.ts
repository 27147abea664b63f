/** Find out which models there are and what they can do. */

import { PAGE, type Page } from "../pagination.js";
import { call } from "../runtime/call.js";
import type { Caller } from "../runtime/config.js";
import type { Operation } from "../runtime/operation.js";
import type { RequestOptions } from "../runtime/options.js";
import type { IterablePromise } from "../runtime/promise.js";
import { resource } from "../runtime/resource.js";
import type { ModelInfo, ModelListParams } from "../types/models.js";

const OPERATIONS = {
  list: {
    method: "GET",
    path: "/v1/models",
    headerParams: { betas: "anthropic-beta" },
    result: PAGE,
  },
} satisfies Record<string, Operation>;

/** List the models, the newest first. */
export function list(
  client: Caller,
  params?: ModelListParams | null,
  options?: RequestOptions,
): IterablePromise<Page<ModelInfo>> {
  return call(client, OPERATIONS.list, [params, options]);
}

/** Find out which models there are and what they can do. */
export interface Models {
  /** List the models, the newest first. */
  list(params?: ModelListParams | null, options?: RequestOptions): IterablePromise<Page<ModelInfo>>;
}

/** The resource, as an accessor of one client. */
export function models(client: Caller): Models {
  return resource(client, OPERATIONS);
}
