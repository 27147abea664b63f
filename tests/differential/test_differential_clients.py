"""What stands at the root and on the clients of the reference, looked for in ours."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase

import pytest

from differential import absent
from differential.clients import REFERENCE, needs_reference

pytestmark = [pytest.mark.slow, needs_reference]

TOLD = """
import inspect, json, sys
from importlib import import_module
def takes(client, method, name):
    try:
        getattr(client, method)(**{name: None})
    except TypeError:
        return False
    return True
def methods(resource, way):
    for name in dir(resource):
        value = None if name[0] == "_" or name.startswith("with_") else getattr(resource, name)
        if ".resources" in type(value).__module__:
            yield from methods(value, f"{way}{name}.")
        elif way and callable(value):
            yield way + name
package = import_module(sys.argv[1])
found = {"root": [name for name in dir(package) if name[0] != "_" and hasattr(package, name)]}
for name in ("Anthropic", "AsyncAnthropic"):
    kind = getattr(package, name)
    client = kind(api_key="none")
    found[f"{name} methods"] = list(methods(client, ""))
    found[f"{name} members"] = [each for each in dir(client) if not each.startswith("_")]
    for method in ("__init__", "with_options", "copy"):
        parameters = inspect.signature(getattr(kind, method)).parameters
        found[f"{name}.{method}"] = [each for each in parameters if each != "self"]
        if any(each.kind is each.VAR_KEYWORD for each in parameters.values()):
            found[f"{name}.{method}"] += [
                each for each in found[f"{name}.__init__"] if takes(client, method, each)
            ]
print(json.dumps(found))
"""


def told(python: str, package: str) -> dict[str, list[str]]:
    """The names of a package by where they stand."""
    ran = subprocess.run(
        [python, "-c", TOLD, package], capture_output=True, text=True, check=True, timeout=60
    )
    return dict(json.loads(ran.stdout))


@pytest.fixture(scope="module")
def missing() -> dict[str, set[str]]:
    """What the reference has and ours has not, by where it stands."""
    theirs, ours = told(str(REFERENCE), "anthropic"), told(sys.executable, "claude_client")
    return {place: set(names) - set(ours[place]) for place, names in theirs.items()}


@pytest.mark.parametrize(
    ("places", "rows"),
    [
        (["root"], absent.ROOT),
        (
            [
                f"{prefix}Anthropic.{method}"
                for prefix in ("", "Async")
                for method in ("__init__", "with_options", "copy")
            ],
            absent.ARGUMENTS,
        ),
        (["Anthropic members", "AsyncAnthropic members"], absent.MEMBERS),
        (["Anthropic methods", "AsyncAnthropic methods"], absent.METHODS),
    ],
    ids=["root", "arguments", "members", "methods"],
)
def test_what_is_absent_has_a_reason(
    places: Iterable[str], rows: Mapping[str, str], missing: dict[str, set[str]]
) -> None:
    names = set[str]().union(*(missing[place] for place in places))
    assert not {name for name in names if not any(fnmatchcase(name, row) for row in rows)}
    assert not {row for row in rows if not any(fnmatchcase(name, row) for name in names)}
