/** Paths in, files that may be uploaded out: what needs a file system. */

import { openAsBlob } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, extname, join, relative, sep } from "node:path";
import type { FileOptions } from "./uploads.js";

const TYPES: { readonly [extension: string]: string } = {
  ".csv": "text/csv",
  ".gif": "image/gif",
  ".htm": "text/html",
  ".html": "text/html",
  ".jpeg": "image/jpeg",
  ".jpg": "image/jpeg",
  ".json": "application/json",
  ".md": "text/markdown",
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".txt": "text/plain",
  ".webp": "image/webp",
  ".xml": "text/xml",
  ".zip": "application/zip",
};

/** The file of a path, which is read when it is sent. */
export async function fileFromPath(
  path: string,
  options?: FileOptions & { name?: string },
): Promise<File> {
  const type = options?.type ?? TYPES[extname(path).toLowerCase()] ?? "application/octet-stream";
  const blob = await openAsBlob(path, { type });
  return new File([blob], options?.name ?? basename(path), { ...options, type });
}

/** All files of a directory, named by their paths from the directory above it: `notes/a/b.md`. */
export async function filesFromDirectory(path: string): Promise<File[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();
  const nameOf = (file: string) => join(basename(path), relative(path, file)).split(sep).join("/");
  return Promise.all(paths.map((file) => fileFromPath(file, { name: nameOf(file) })));
}
