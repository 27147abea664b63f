"""`import anthropic` with ours in its place, in processes of their own: names, metadata, refusals."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from support.places import ROOT

INSTALLED = "from claude_client import as_anthropic\nas_anthropic.install()\n"


def printed(program: str, *paths: Path) -> Any:
    """What a program prints, as JSON; modules on the paths can be imported as well."""
    package = ROOT / "generated" / "claude-client"
    ran = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (*paths, package)))},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(ran.stdout)


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("anthropic:Anthropic", "claude_client:Anthropic"),
        ("anthropic._exceptions:NotFoundError", "claude_client:NotFoundError"),
        ("anthropic._streaming:AsyncStream", "claude_client:AsyncStream"),
        ("anthropic.types:Message", "claude_client.types:Message"),
        ("anthropic.types.message:Message", "claude_client.types:Message"),
        ("anthropic.types.beta.beta_text_block:BetaTextBlock", "claude_client.types:TextBlock"),
        (
            "anthropic.types.messages.batch_create_params:Request",
            "claude_client.types.messages.batch_create_params:Request",
        ),
        (
            "anthropic.types.tool_result_block_param:Content",
            "claude_client.types:ToolResultBlockContentParam",
        ),
        (
            "anthropic.types.web_fetch_tool_result_block:Content",
            "claude_client.types:WebFetchToolResultBlockContent",
        ),
        ("anthropic.types.beta:BetaBase64PDFBlockParam", "claude_client.types:DocumentBlockParam"),
        ("anthropic.types.tool_use_block:Caller", "claude_client.types:ToolUseCaller"),
        (
            "anthropic.resources.beta.messages.messages:AsyncMessages",
            "claude_client.resources.beta.messages:AsyncMessages",
        ),
        (
            "anthropic.resources.messages:DEPRECATED_MODELS",
            "claude_client.lib.defaults:DEPRECATED_MODELS",
        ),
        ("anthropic.resources.messages:Messages", "claude_client.resources.messages:Messages"),
        (
            "anthropic.lib.streaming._messages:MessageStreamManager",
            "claude_client:MessageStreamManager",
        ),
        (
            "anthropic.tools.memory:BetaAbstractMemoryTool",
            "claude_client.lib.tools:BetaAbstractMemoryTool",
        ),
    ],
)
def test_a_name_is_ours_wherever_the_reference_has_it(theirs: str, ours: str) -> None:
    program = f"""{INSTALLED}
import pkgutil
print("true" if pkgutil.resolve_name({theirs!r}) is pkgutil.resolve_name({ours!r}) else "false")
"""
    assert printed(program)


@pytest.mark.parametrize(
    "missing", ["types.no_such_block", "types.beta.sessions", "nothing", "lib.environments"]
)
def test_a_module_that_stands_for_nothing_is_not_found(missing: str) -> None:
    program = f"""{INSTALLED}
import importlib.util, json
print(json.dumps(importlib.util.find_spec("anthropic.{missing}") is None))
"""
    assert printed(program)


def test_packages_are_attributes_and_all_names_can_be_imported() -> None:
    program = f"""{INSTALLED}
import anthropic, json
from anthropic import *
print(json.dumps([anthropic.types.beta.BetaMessage.__name__, Anthropic.__module__, "omit" in dir(anthropic)]))
"""
    # A class says where it really is: whoever follows a traceback or a pickle finds it.
    assert printed(program) == ["BetaMessage", "claude_client._client", True]


def test_versions_and_specs_are_told() -> None:
    program = f"""{INSTALLED}
import importlib.metadata as metadata, importlib.util, json
import anthropic
names = [each.metadata["Name"] for each in metadata.distributions()]
print(json.dumps([
    anthropic.__version__,
    metadata.version("anthropic"),
    metadata.version("claude-client") != "1.17.0" if "claude-client" in names else True,
    importlib.util.find_spec("anthropic").name,
]))
"""
    assert printed(program) == ["1.17.0", "1.17.0", True, "anthropic"]


def test_one_that_is_installed_comes_after_ours(tmp_path: Path) -> None:
    (tmp_path / "anthropic").mkdir()
    (tmp_path / "anthropic" / "__init__.py").write_text("Anthropic = None\n")
    (tmp_path / "anthropic" / "other.py").write_text("")
    program = f"""{INSTALLED}
import importlib.util, json
import anthropic
print(json.dumps([anthropic.Anthropic is None, importlib.util.find_spec("anthropic.other")]))
"""
    assert printed(program, tmp_path) == [False, None]


def test_it_is_refused_once_another_is_imported(tmp_path: Path) -> None:
    (tmp_path / "anthropic.py").write_text("")
    program = """
import anthropic
from claude_client import as_anthropic
try:
    as_anthropic.install()
except RuntimeError:
    print("true")
"""
    assert printed(program, tmp_path)


def test_a_second_time_changes_nothing() -> None:
    program = f"""{INSTALLED}
import anthropic
before = anthropic
as_anthropic.install()
import anthropic
print("true" if anthropic is before else "false")
"""
    assert printed(program)


def test_pickles_can_be_read_without_it() -> None:
    program = f"""{INSTALLED}
import json, pickle
from anthropic.types import TextBlock
print(json.dumps(pickle.dumps(TextBlock(type="text", text="a", citations=None)).hex()))
"""
    again = """
import pickle, json
print(json.dumps(pickle.loads(bytes.fromhex(%r)).text))
"""
    assert printed(again % printed(program)) == "a"


def test_clients_of_other_platforms_are_ours() -> None:
    program = f"""{INSTALLED}
import json
from anthropic import Anthropic, AnthropicBedrock
from anthropic.lib.bedrock import AnthropicBedrockMantle
from anthropic.lib.vertex import AsyncAnthropicVertex
client = AnthropicBedrock(aws_region="x", api_key="k")
kinds = (AnthropicBedrock, AnthropicBedrockMantle, AsyncAnthropicVertex)
print(json.dumps([isinstance(client, Anthropic), *(each.__module__ for each in kinds)]))
"""
    modules = ("bedrock", "bedrock_mantle", "vertex")
    assert printed(program) == [False, *(f"claude_client.platforms.{each}" for each in modules)]
