/** What is used of Node's own modules: with this, nothing has to be installed to compile the client. */

declare module "node:fs" {
  export function openAsBlob(path: string, options?: { type?: string }): Promise<Blob>;
}

declare module "node:fs/promises" {
  interface Entry {
    readonly name: string;
    readonly parentPath?: string;
    readonly path: string;
    isFile(): boolean;
  }
  export function readdir(
    path: string,
    options: { recursive: true; withFileTypes: true },
  ): Promise<Entry[]>;
}

declare module "node:path" {
  export const sep: string;
  export function basename(path: string): string;
  export function extname(path: string): string;
  export function join(...parts: string[]): string;
  export function relative(from: string, to: string): string;
}
