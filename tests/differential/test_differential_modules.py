"""What the modules of the reference's types define, each imported from ours in its place."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from fnmatch import fnmatchcase
from typing import Any

import pytest

from differential.clients import REFERENCE, needs_reference
from support.places import ROOT

pytestmark = [pytest.mark.slow, needs_reference]

# Names that have no counterpart: parts of a type that has no parts of its own here.
ABSENT: dict[str, str] = {
    "*.Keep": "a union inside one field",
    "*.InputSchema": "a union inside one field",
    "*.ClientToolResults": "a union inside one field",
    "*.ServerToolResults": "a union inside one field",
    "*.MessageCreateParamsBase": "what both kinds of arguments share is in each of them",
    "*.ParseMessageCreateParamsBase": "what both kinds of arguments share is in each of them",
}
DEFINED = """
import ast, json
from pathlib import Path
import anthropic
root = Path(anthropic.__file__).parent
found = {}
for path in sorted(root.joinpath("types").rglob("*.py")):
    parts = path.relative_to(root).with_suffix("").parts
    if parts[-1] != "__init__":
        body = ast.parse(path.read_text()).body
        found[".".join(parts)] = [
            node.name if isinstance(node, ast.ClassDef) else node.target.id
            for node in body
            if isinstance(node, (ast.ClassDef, ast.AnnAssign))
        ]
print(json.dumps(found))
"""
MISSING = """
import json, sys
from importlib import import_module
from claude_client import as_anthropic
as_anthropic.install()
missing = []
for path, names in json.load(sys.stdin).items():
    try:
        module = import_module("anthropic." + path)
    except ImportError:
        continue  # of a resource that is left out: test_differential_names says which those are
    missing += [f"{path}.{name}" for name in names if not hasattr(module, name)]
print(json.dumps(missing))
"""


def printed(python: str, program: str, given: str = "") -> Any:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "generated" / "claude-client")}
    command = [python, "-c", program]
    ran = subprocess.run(
        command, input=given, env=environment, capture_output=True, text=True, check=True
    )
    return json.loads(ran.stdout)


def test_every_name_that_stands_only_deep_is_found() -> None:
    defined = printed(str(REFERENCE), DEFINED)
    assert defined
    missing = printed(sys.executable, MISSING, json.dumps(defined))
    assert not [name for name in missing if not any(fnmatchcase(name, row) for row in ABSENT)]
    assert not [row for row in ABSENT if not any(fnmatchcase(name, row) for name in missing)]
