/** Files. */

import type { FromResponse } from "../runtime/results.js";
import type { Uploadable } from "../runtime/uploads.js";

export interface FileMetadata extends FromResponse {
  type: "file";
  id: string;
  filename: string;
  mime_type: string;
  size_bytes: number;
}

export interface FileUploadParams {
  /** The file. */
  file: Uploadable;
  workspace_id?: string | undefined;
}
