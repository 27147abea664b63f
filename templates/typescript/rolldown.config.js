/** What the compiler made in `build/` in, the package in `dist/` out: an entry point for each path, few files behind them. */

import { globSync } from "node:fs";
import { dts } from "rolldown-plugin-dts";

const ENTRIES = ["src/{index,base,errors,node,webhooks}.ts", "src/types/**/index.ts", "src/resources/**/*.ts"];

/** The entry points by what they are called in the package. */
function entries(extension) {
  const names = globSync(ENTRIES).map((file) => file.slice("src/".length, -".ts".length));
  return Object.fromEntries(names.map((name) => [name, `build/${name}${extension}`]));
}

const code = {
  input: entries(".js"),
  external: /^node:/,
  output: {
    dir: "dist",
    cleanDir: true,
    chunkFileNames: "[name].js",
    // Editors show those of the types.
    comments: { jsdoc: false },
    // Shorter, and still to be read where an error's stack leads.
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: false } },
    // One file is loaded faster than many, and bundlers leave out what isn't used all the same.
    codeSplitting: { groups: [{ name: "client", test: /build\/(?!(runtime\/)?node\.)/ }] },
  },
};

const RUNTIME = /build\/(?!types\/|resources\/|(client|index|node)\.)/;

const types = {
  input: entries(".d.ts"),
  plugins: [dts({ dtsInput: true, generator: "oxc" })],
  // A list of types that is a name in another is found where it stands.
  external: /^\..*\/index\.js$/,
  makeAbsoluteExternalsRelative: false,
  checks: { pluginTimings: false },
  output: {
    dir: "dist",
    chunkFileNames: "[name].d.ts",
    codeSplitting: {
      groups: [
        { name: "runtime", test: RUNTIME, priority: 1 },
        { name: "types/all", test: /build\/types\/(?!(.*\/)?index\.)/ },
      ],
    },
  },
};

export default [code, types];
