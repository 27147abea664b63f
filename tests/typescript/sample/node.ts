/** What needs a file system: uploads by path. */

export { fileFromPath, filesFromDirectory } from "./runtime/node.js";
