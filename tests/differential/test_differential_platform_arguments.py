"""What the clients of platforms are made and copied with: the reference's arguments, looked for in ours."""

from __future__ import annotations

import json
import subprocess
import sys
from fnmatch import fnmatchcase

import pytest

from differential import absent
from differential.clients import REFERENCE, needs_reference

pytestmark = [pytest.mark.slow, needs_reference]

KEYS = {"aws_access_key": "a", "aws_secret_key": "s", "aws_region": "x"}
MADE = {
    "Bedrock": KEYS,
    "BedrockMantle": KEYS,
    "AWS": {**KEYS, "workspace_id": "w"},
    "Vertex": {"region": "x", "project_id": "p", "access_token": "t"},
    "GoogleCloud": {"project": "p", "workspace_id": "w"},
    "Foundry": {"resource": "r", "api_key": "k"},
}
TOLD = """
import inspect, json, sys
from importlib import import_module
def takes(client, method, name):
    try:
        getattr(client, method)(**{name: None})
    except TypeError:
        return False
    return True
package = import_module(sys.argv[1])
found = {}
for platform, arguments in json.loads(sys.argv[2]).items():
    for prefix in ("", "Async"):
        name = f"{prefix}Anthropic{platform}"
        kind = getattr(package, name)
        client = kind(**arguments)
        made = inspect.signature(kind.__init__).parameters
        found[f"{name}()"] = [each for each in made if each != "self"]
        found[f"{name} by position"] = [
            each.name for each in made.values() if each.kind is each.POSITIONAL_OR_KEYWORD
        ]
        found[f"{name} members"] = [each for each in dir(client) if not each.startswith("_")]
        for method in ("with_options", "copy"):
            copied = inspect.signature(getattr(kind, method)).parameters
            found[f"{name}.{method}()"] = [each for each in copied if each != "self"]
            if any(each.kind is each.VAR_KEYWORD for each in copied.values()):
                found[f"{name}.{method}()"] += [each for each in made if takes(client, method, each)]
print(json.dumps(found))
"""


def told(python: str, package: str) -> dict[str, list[str]]:
    """The names of a package's clients by where they stand."""
    ran = subprocess.run(
        [python, "-c", TOLD, package, json.dumps(MADE)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env=(
            {"HOME": "/nowhere", "PYTHONPATH": ":".join(sys.path)}
            if python == sys.executable
            else {"HOME": "/nowhere"}
        ),
    )
    return dict(json.loads(ran.stdout))


def test_what_the_reference_takes_is_taken() -> None:
    theirs, ours = told(str(REFERENCE), "anthropic"), told(sys.executable, "claude_client")
    used: set[str] = set()
    unexplained: list[str] = []
    for place, names in theirs.items():
        if place.endswith("by position"):
            assert ours[place] == names[: len(ours[place])], place
        for name in {*names} - {*ours[place]}:
            rows = [row for row in absent.PLATFORMS if fnmatchcase(f"{place} {name}", row)]
            used.update(rows)
            unexplained += [f"{place} {name}"] if not rows else []
    assert unexplained == []
    assert set(absent.PLATFORMS) - used == set()
