/** Store files that messages refer to, and fetch those that tools made. */

import { call } from "../runtime/call.js";
import type { Caller } from "../runtime/config.js";
import { multipart } from "../runtime/multipart.js";
import type { Operation } from "../runtime/operation.js";
import type { RequestOptions } from "../runtime/options.js";
import type { APIPromise } from "../runtime/promise.js";
import { resource } from "../runtime/resource.js";
import { binary } from "../runtime/results.js";
import type { FileMetadata, FileUploadParams } from "../types/files.js";

const OPERATIONS = {
  upload: {
    method: "POST",
    path: "/v1/files",
    headerParams: { workspace_id: "anthropic-workspace-id" },
    body: /* @__PURE__ */ multipart("file"),
    limit: 524_288_000,
  },
  download: {
    method: "GET",
    path: "/v1/files/{file_id}/content",
    positional: ["file_id"],
    bare: true,
    accept: "application/binary",
    result: binary,
  },
} satisfies Record<string, Operation>;

/** Upload a file. */
export function upload(
  client: Caller,
  params: FileUploadParams,
  options?: RequestOptions,
): APIPromise<FileMetadata> {
  return call(client, OPERATIONS.upload, [params, options]);
}

/** Download a file that a tool made. */
export function download(
  client: Caller,
  fileID: string,
  options?: RequestOptions,
): APIPromise<Response> {
  return call(client, OPERATIONS.download, [fileID, options]);
}

/** Store files that messages refer to, and fetch those that tools made. */
export interface Files {
  /** Upload a file. */
  upload(params: FileUploadParams, options?: RequestOptions): APIPromise<FileMetadata>;

  /** Download a file that a tool made. */
  download(fileID: string, options?: RequestOptions): APIPromise<Response>;
}

/** The resource, as an accessor of one client. */
export function files(client: Caller): Files {
  return resource(client, OPERATIONS);
}
