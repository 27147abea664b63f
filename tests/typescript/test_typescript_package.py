"""The TypeScript client, built, packed and installed in an empty project: what users get works there, and is small."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import pytest

from support.languages import node, npm
from support.typescript import CLIENT, TOOLS, run

pytestmark = pytest.mark.slow
LARGEST = {"size": 300_000, "unpackedSize": 2_000_000, "entryCount": 200}

USER = """
import Anthropic, { APIError, type Message, toFile } from "claude-client";
import { BaseAnthropic } from "claude-client/base";
import { list } from "claude-client/beta/models";
import { create } from "claude-client/messages";
import { results } from "claude-client/messages/batches";
import { fileFromPath } from "claude-client/node";
import type { BetaMessage } from "claude-client/types/beta";
import { unwrap } from "claude-client/webhooks";

const client = new Anthropic({ apiKey: "key" });
const params: Anthropic.MessageCreateParams = {
  model: "claude-sonnet-4-5",
  max_tokens: 1,
  messages: [{ role: "user", content: "Hello" }],
};
export async function texts(): Promise<string[]> {
  const message: Message = await create(client, { ...params, stream: false });
  const beta: BetaMessage = await client.beta.messages.create({ ...params, stream: false } as never);
  const found = [...message.content, ...beta.content];
  return found.map((block) => (block.type === "text" ? block.text : ""));
}
console.log(
  [BaseAnthropic, APIError, list, create, results, toFile, fileFromPath, unwrap].map((each) => typeof each),
);
console.log(Object.keys(client));
"""
COMMON_JS = """
const { Anthropic } = require("claude-client");
console.log(JSON.stringify(new Anthropic({ apiKey: "key" })));
"""
# What a browser is sent, bundled, minified and gzipped, in bytes at most.
BUNDLES = {
    "create": (
        9_150,
        """
        import { BaseAnthropic } from "claude-client/base";
        import { create } from "claude-client/messages";
        const client = new BaseAnthropic({ apiKey: "key" });
        for await (const event of await create(client, { stream: true })) console.log(event);
        """,
    ),
    "client": (
        14_900,
        """
        import { Anthropic } from "claude-client";
        console.log(await new Anthropic().messages.create({ max_tokens: 1 }));
        """,
    ),
}


@pytest.fixture(scope="module")
def tarball(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `npm publish` would send."""
    folder = tmp_path_factory.mktemp("packed")
    client = folder / "client"
    shutil.copytree(CLIENT, client, ignore=shutil.ignore_patterns("build", "dist", "node_modules"))
    (client / "node_modules").symlink_to(TOOLS)
    run(TOOLS / ".bin" / "tsc", "--project", ".", cwd=client)
    run(node(), TOOLS / ".bin" / "rolldown", "--config", cwd=client)
    (packed,) = json.loads(run(*npm(), "pack", "--json", "./client", cwd=folder))
    for figure, largest in LARGEST.items():
        assert packed[figure] <= largest, figure
    return folder / packed["filename"]


@pytest.fixture
def project(tarball: Path, tmp_path: Path) -> Path:
    """An empty project that has installed it."""
    (tmp_path / "package.json").write_text(json.dumps({"type": "module"}))
    run(*npm(), "install", "--offline", "--no-audit", "--no-fund", tarball, cwd=tmp_path)
    return tmp_path


def test_nothing_is_wrong_with_the_package(tarball: Path) -> None:
    run(TOOLS / ".bin" / "publint", "run", "--strict", tarball, cwd=tarball.parent)
    attw = ("--profile", "esm-only", "--no-color", "--no-emoji")
    run(TOOLS / ".bin" / "attw", tarball, *attw, cwd=tarball.parent)


@pytest.mark.parametrize(
    ("lib", "types", "module"),
    [("es2023,dom", "", "nodenext"), ("es2023", "node", "nodenext"), ("es2023,dom", "", "esnext")],
    ids=["browser", "node", "bundler"],
)
def test_a_users_compiler_takes_it(project: Path, lib: str, types: str, module: str) -> None:
    (project / "user.ts").write_text(USER)
    (project / "node_modules" / "@types").symlink_to(TOOLS / "@types")
    resolution = "bundler" if module == "esnext" else module
    settings = {
        "lib": lib.split(","),
        "types": types.split() if types else [],
        "module": module,
        "moduleResolution": resolution,
        "target": "es2022",
        "strict": True,
        "exactOptionalPropertyTypes": True,
        "noUncheckedIndexedAccess": True,
        "skipLibCheck": False,
    }
    config = {"compilerOptions": settings, "files": ["user.ts"]}
    (project / "tsconfig.json").write_text(json.dumps(config))
    run(TOOLS / ".bin" / "tsc", "--project", ".", cwd=project)


def test_it_is_imported_and_required(project: Path) -> None:
    (project / "user.ts").write_text(USER)
    run(TOOLS / ".bin" / "esbuild", "user.ts", "--outfile=user.js", cwd=project)
    printed = run(node(), "user.js", cwd=project)
    assert printed.count("'function'") == 8
    assert "'messages'" in printed
    (project / "user.cjs").write_text(COMMON_JS)
    assert "https://api.anthropic.com" in run(node(), "user.cjs", cwd=project)


@pytest.mark.parametrize("name", BUNDLES)
def test_a_bundle_holds_little(project: Path, name: str) -> None:
    largest, text = BUNDLES[name]
    assert len(gzip.compress(bundle(project, text).encode(), 9)) <= largest


def test_one_function_bundles_only_what_it_needs(project: Path) -> None:
    _, text = BUNDLES["create"]
    bundled = bundle(project, text)
    for unused in ("FormData", "finalMessage", "iterPages", "partial_json"):
        assert unused not in bundled


def bundle(project: Path, text: str) -> str:
    (project / "page.js").write_text(text)
    options = ("--bundle", "--minify", "--format=esm", "--platform=browser", "--target=es2022")
    return run(TOOLS / ".bin" / "esbuild", "page.js", *options, "--log-level=warning", cwd=project)
