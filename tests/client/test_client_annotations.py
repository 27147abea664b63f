"""Annotations that can't be read yet say what makes them readable: each in a process of its own."""

from __future__ import annotations

import subprocess
import sys

import pytest

from support.places import ROOT

PROGRAM = """\
import inspect, typing
import claude_client
from claude_client import Anthropic, AsyncAnthropic

client = Anthropic(api_key="k")

def read():
    return {expression}

try:
    read()
except NameError as error:
    print(error)
claude_client.load_types()
assert read()
"""


@pytest.mark.parametrize(
    "expression",
    [
        "typing.get_type_hints(client.messages.create)",
        "inspect.signature(client.messages.create, eval_str=True)",
        "typing.get_type_hints(AsyncAnthropic(api_key='k').beta.messages.tool_runner)",
        "typing.get_type_hints(Anthropic.__init__)",
    ],
)
def test_the_error_names_load_types(expression: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(expression=expression)],
        env={"PYTHONPATH": str(ROOT / "generated" / "claude-client")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "claude_client.load_types() makes annotations readable" in ran.stdout


def test_nothing_else_looks_different() -> None:
    """What a module of ours runs later finds all that it would find elsewhere."""
    program = """
import builtins, claude_client.resources.models as module
builtins.added = 1
exec("import json; class_ = type('C', (), {}); found = added, len([json])", vars(module))
assert module.found == (1, 1)
assert module.Models.list.__builtins__ is vars(builtins)
"""
    subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(ROOT / "generated" / "claude-client")},
        check=True,
    )
