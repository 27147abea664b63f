"""What people import from the reference's packages of types, imported from ours."""

from __future__ import annotations

import json
import subprocess
from fnmatch import fnmatchcase
from importlib import import_module

import pytest

from differential.clients import REFERENCE, needs_reference

pytestmark = [pytest.mark.slow, needs_reference]

# Each package, and the names in it that belong to resources that the spec leaves out.
PACKAGES: dict[str, tuple[str, ...]] = {
    "types": ("BetaCurrency", "BetaMonetaryAmount*"),
    "types.shared": (),
    "types.messages": (),
    "types.skills": (),
    "types.user_profiles": (),
    "types.organization": (),
    "types.beta": (
        *("Agent*", "BetaManagedAgents*", "Deployment*", "Session*", "Vault*"),
        *("BetaCloudConfig*", "BetaEnvironment*", "Environment*", "BetaSelfHostedConfig*"),
        *("BetaLimitedNetwork*", "BetaUnrestrictedNetwork*", "BetaPackages*"),
        *("BetaDream*", "Dream*", "BetaOutputBehavior*", "MemoryStore*"),
        *("BetaTunnel*", "Tunnel*", "BetaWebhookAgent*", "BetaWebhookDeployment*"),
        *("BetaWebhookEnvironment*", "BetaWebhookMemoryStore*", "BetaWebhookSession*"),
        *("BetaWebhookVault*",),
        *("BetaUserProfile*", "UserProfile*"),
    ),
    "types.beta.messages": (),
    "types.beta.skills": (),
    "lib.streaming": ("TypeAlias",),
    "lib.tools": (),
    "tools.memory": (),
}
NAMES = """
import json, sys
from importlib import import_module
from types import ModuleType
found = {}
for package in sys.argv[1:]:
    module = import_module("anthropic." + package)
    found[package] = [name for name in dir(module)
                      if name[0].isupper() and name.isidentifier() and not isinstance(getattr(module, name), ModuleType)]
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def names() -> dict[str, list[str]]:
    """The reference's names by package."""
    command = [str(REFERENCE), "-c", NAMES, *PACKAGES]
    found = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(json.loads(found.stdout))


@pytest.mark.parametrize("package", PACKAGES)
def test_every_name_of_the_reference_is_here(package: str, names: dict[str, list[str]]) -> None:
    ours = import_module(f"claude_client.{package}")
    missing = {name for name in names[package] if not hasattr(ours, name)}
    absent = PACKAGES[package]
    assert not {name for name in missing if not any(fnmatchcase(name, row) for row in absent)}
    assert not {row for row in absent if not any(fnmatchcase(name, row) for name in missing)}


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("types.message_create_params", "MessageCreateParams"),
        ("types.message_create_params", "MessageCreateParamsNonStreaming"),
        ("types.message_create_params", "MessageCreateParamsStreaming"),
        ("types.beta.message_create_params", "MessageCreateParamsNonStreaming"),
        ("types.beta.message_create_params", "MessageCreateParamsStreaming"),
        ("types.messages.batch_create_params", "Request"),
        ("types.beta.messages.batch_create_params", "Request"),
    ],
)
def test_modules_that_the_reference_names_in_its_own_examples(module: str, name: str) -> None:
    assert hasattr(import_module(f"claude_client.{module}"), name)
