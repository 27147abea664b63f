"""Clients of documents that their owners publish, and of one with awkward names: mypy finds nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from support.generating import (
    OF_MANY_KINDS,
    generate_document,
    generate_fragment,
    package_name,
    real_specs,
)

SPECS = real_specs(*OF_MANY_KINDS)
# Resources and arguments that are called as what the client's own modules work with.
NAMES = (
    "secrets settings credential environment retry self async response stream omit timeout httpx "
    "list type types str object operation resource client base_url datetime literal overload any"
)
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What mypy knows of libraries, which all clients share."""
    return tmp_path_factory.mktemp("mypy")


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: Path(spec).stem)
def test_mypy_finds_nothing_in_a_document_s_client(spec: Path, cache: Path, tmp_path: Path) -> None:
    generate_document(spec, tmp_path)
    check(tmp_path, cache)


def test_mypy_finds_nothing_whatever_things_are_called(cache: Path, tmp_path: Path) -> None:
    check(generate_fragment(named(NAMES.split()), tmp_path), cache)


def named(names: list[str]) -> str:
    """A document whose resources, arguments and members have these names."""
    members = ", ".join(f"{each}: {{type: string}}" for each in names)
    given = ", ".join(f"{{name: {each}, in: query, schema: {{type: string}}}}" for each in names)
    paths = "\n".join(
        f"  /{each}: {{get: {{tags: [{each}], operationId: {each}.read, parameters: [{given}],"
        f" responses: {{'200': {{$ref: '#/components/responses/Thing'}}}}}},"
        f" post: {{tags: [{each}], operationId: {each}.make, requestBody: {{content:"
        " {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}},"
        " responses: {'204': {description: made}}}}"
        for each in names
    )
    return (
        f"security: [{{key: []}}]\npaths:\n{paths}\ncomponents:\n"
        "  securitySchemes: {key: {type: apiKey, in: header, name: x-key}}\n"
        f"  schemas: {{Thing: {{type: object, properties: {{{members}}}}}}}\n"
        "  responses: {Thing: {description: one, content:"
        " {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}\n"
    )


def check(output: Path, cache: Path) -> None:
    options = ("--strict", "--python-version", "3.10", "--cache-dir", str(cache))
    ran = subprocess.run(
        [sys.executable, "-m", "mypy", *options, "-p", package_name(output)],
        cwd=output,
        capture_output=True,
        text=True,
        timeout=1200,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
