"""A document that says hostile things wherever it can, printed in TypeScript: it compiles, and is imported
without a word of it being run; what it says arrives as data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from clientsmith.api.ir import Operation
from clientsmith.api.reading import read
from clientsmith.document import load
from clientsmith.trial import TEXTS, document
from support.generating import generate_document
from support.languages import node
from support.typescript import TOOLS, Methods, methods_of, run

pytestmark = pytest.mark.slow

# Every module is read, what the texts would call is a trap, and each call tells what it sends.
PROGRAM = """
import { readFile, readdir } from "node:fs/promises";

globalThis.canary = () => { throw new Error("a text was run"); };
for (const each of await readdir("build", { recursive: true })) {
  if (each.endsWith(".js")) await import(`./build/${each}`);
}
const sent = [];
const fetch = async (url, { body }) => {
  sent.push([String(url), body]);
  return new Response("{}");
};
const { default: Client } = await import("./build/index.js");
const { texts } = new Client({ fetch });
for (const [method, params] of JSON.parse(await readFile("calls.json"))) {
  await texts[method](params);
}
console.log(JSON.stringify(sent));
"""


@pytest.mark.parametrize("style", ["typescript", "claude-typescript"])
def test_hostile_texts_are_data(style: str, tmp_path: Path) -> None:
    spec, client = tmp_path / "hostile.json", tmp_path / "client"
    spec.write_text(json.dumps(document()), encoding="utf-8")
    generate_document(spec, client, style)
    run(TOOLS / ".bin" / "tsc", "--project", ".", cwd=client)
    api = read(load(spec))
    methods = methods_of(api, style)
    calls = [
        _call(operation, text, methods)
        for operation, text in zip(api.operations(), TEXTS, strict=True)
    ]
    (client / "calls.json").write_text(json.dumps(calls))
    (client / "hostile.mjs").write_text(PROGRAM)
    sent = json.loads(run(node(), "hostile.mjs", cwd=client))
    for text, (url, body) in zip(TEXTS, sent, strict=True):
        query = parse_qsl(urlsplit(url).query, keep_blank_values=True)
        assert sorted(query) == sorted([("which", text), (text, "in the query")])
        assert json.loads(body) == {"kind": text, text: "in the body"}


def _call(operation: Operation, text: str, methods: Methods) -> tuple[str, dict[str, Any]]:
    names = methods.names.arguments[operation.id]
    return methods.names.methods[operation.id], {
        names["query", "which"]: text,
        names["query", text]: "in the query",
        names["body", "kind"]: text,
        names["body", text]: "in the body",
    }
