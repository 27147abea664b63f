"""The runtime files of TypeScript and a client that is printed with them in, what the language's own
compiler, linter and test runner say of them out.

What needs Node runs with the slow tests, which `make slow` sets up the tools for.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.languages import node
from support.places import ROOT
from support.typescript import TOOLS, run

HERE = Path(__file__).parent
RUNTIME = ROOT / "templates" / "typescript" / "runtime"
LIB = ROOT / "templates" / "claude-typescript" / "lib"
FILES = sorted([*RUNTIME.glob("*.ts"), *LIB.glob("*.ts"), *HERE.rglob("*.ts")])


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.slow
def test_the_runtime_does_what_its_tests_say(package: Path) -> None:
    tests = sorted(package.joinpath("out", "tests").rglob("*.test.js"))
    run(node(), "--test", *tests, cwd=package)


@pytest.mark.slow
def test_the_linter_has_nothing_to_say() -> None:
    run(
        TOOLS / ".bin" / "biome",
        "ci",
        "--colors=off",
        "templates",
        "tests/typescript",
        "generated",
        cwd=ROOT,
    )


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_files_stay_short_and_open_with_what_they_do(path: Path) -> None:
    text = path.read_text()
    assert text.startswith("/**")
    assert len(text.splitlines()) <= 300


def test_the_runtime_knows_no_api_and_no_package() -> None:
    for path in RUNTIME.glob("*.ts"):
        text = path.read_text()
        assert not re.search(r"claude|anthropic", text, re.IGNORECASE), path.name
        own = {"./" + other.stem + ".js" for other in RUNTIME.glob("*.ts")}
        node = {name for name in imports_of(text) if name.startswith("node:")}
        assert set(imports_of(text)) - node <= own, path.name
        assert not node or path.name == "node.ts", "only its entry point needs Node"


def imports_of(text: str) -> list[str]:
    return re.findall(r'^(?:import|export) .*?from "(.*?)";', text, re.MULTILINE | re.DOTALL)
