"""Documents by people who mean harm: nothing of theirs becomes code, or a file out of place."""

from __future__ import annotations

import ast
import json
import re
import sys
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from clientsmith.problems import Problem, ProblemsFound
from hostile.payloads import CANARY, NAMES, TEXTS
from support.generating import generate_document

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


def texts_document(text: str) -> dict[str, Any]:
    """A document that says the text wherever a document can say one."""
    pet = {
        "type": "object",
        "title": text,
        "description": text,
        "externalDocs": {"url": "https://pets.example", "description": text},
        "required": ["kind"],
        "properties": {
            "kind": {"const": text},
            "mood": {"type": "string", "enum": [text, "b"], "x-enumDescriptions": {"b": text}},
            "note": {"type": "string", "default": text, "description": text, "examples": [text]},
            "x-python-type": {
                "type": "string",
                "x-python-type": text,
                "x-python-import": {"name": text},
            },
            "map": {
                "type": "object",
                "default": {text: text},
                "additionalProperties": {"type": "string"},
            },
            text: {"type": "string", "description": text},
        },
        "customBasePath": text,
        "default_factory": text,
    }
    union = {
        "oneOf": [{"$ref": "#/components/schemas/Pet"}, {"$ref": "#/components/schemas/Other"}],
        "discriminator": {"propertyName": text, "mapping": {text: "#/components/schemas/Pet"}},
    }
    operation = {
        "operationId": "pets.create",
        "summary": text,
        "description": text,
        "tags": ["pets"],
        "deprecated": True,
        "externalDocs": {"url": "https://pets.example", "description": text},
        "parameters": [
            {
                "name": "q",
                "in": "query",
                "description": text,
                "schema": {"enum": [text], "type": "string"},
            },
            {"name": "c", "in": "query", "schema": {"const": text}},
        ],
        "requestBody": {
            "description": text,
            "content": {
                "application/json": {
                    "schema": {"$ref": "#/components/schemas/Pet"},
                    "examples": {text: {"summary": text, "value": {text: text}}},
                }
            },
        },
        "responses": {
            "200": {
                "description": text,
                "content": {
                    "application/json": {"schema": {"$ref": "#/components/schemas/Animal"}}
                },
            }
        },
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"Pets {text}",
            "version": text,
            "description": text,
            "summary": text,
            "contact": {"name": text},
            "license": {"name": text},
        },
        "servers": [{"url": "https://pets.example", "description": text}],
        "tags": [{"name": "pets", "description": text}],
        "security": [{"key": []}],
        "paths": {"/pets": {"summary": text, "description": text, "post": operation}},
        "components": {
            "schemas": {
                "Pet": pet,
                "Animal": union,
                "Other": {
                    "type": "object",
                    "properties": {"kind": {"const": "o"}},
                    "required": ["kind"],
                },
            },
            "securitySchemes": {
                "key": {"type": "apiKey", "in": "query", "name": text, "description": text}
            },
        },
    }


def names_document(name: str) -> dict[str, Any]:
    """A document that gives the name to whatever has one."""
    return {
        "openapi": "3.1.0",
        "info": {"title": name, "version": "1.0.0"},
        "servers": [{"url": "https://pets.example"}],
        "tags": [{"name": name}],
        "security": [{"auth": []}],
        "paths": {
            f"/pets/{{{name}}}": {
                "get": {
                    "operationId": name,
                    "tags": [name],
                    "parameters": [
                        {
                            "name": name,
                            "in": "path",
                            "required": True,
                            "schema": {"type": "string"},
                        },
                        {"name": name, "in": "query", "schema": {"type": "string"}},
                    ],
                    "responses": {
                        "200": {
                            "description": "fine",
                            "content": {
                                "application/json": {
                                    "schema": {
                                        "type": "object",
                                        "title": name,
                                        "properties": {
                                            name: {
                                                "type": "object",
                                                "properties": {name: {"type": "string"}},
                                            },
                                            "other": {
                                                "enum": [name, "b"],
                                                "x-enum-varnames": [name, name],
                                            },
                                        },
                                    }
                                }
                            },
                        }
                    },
                }
            }
        },
        "components": {
            "schemas": {name: {"type": "object", "properties": {name: {"type": "string"}}}},
            "securitySchemes": {"auth": {"type": "http", "scheme": "bearer", "description": name}},
        },
    }


def generate_hostile(document: dict[str, Any], folder: Path) -> Path | None:
    """The package of a document, or None where the generate refuses it with findings."""
    spec = folder / "spec.json"
    spec.write_text(json.dumps(document), encoding="utf-8")
    problems: Sequence[Problem] = ()
    try:
        generate_document(spec, folder / "out")
    except ProblemsFound as found:
        problems = found.problems
    assert all(problem.place.file and problem.message for problem in problems)
    assert (folder / "out").exists() is not bool(problems), "a run that fails writes nothing"
    return None if problems else folder / "out"


def code_in(output: Path) -> Iterator[tuple[Path, ast.AST]]:
    """Every node of every file of code."""
    for path in sorted(output.rglob("*.py")):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            tree = ast.parse(path.read_bytes())
        for node in ast.walk(tree):
            yield path, node


def assert_harmless(output: Path, folder: Path) -> None:
    """No canary among names, calls, attributes or imports; no table, no file that nobody asked for."""
    for path, node in code_in(output):
        for field in ("id", "attr", "name", "arg", "module"):
            # No identifier of ours looks like this: they have no double underscore inside.
            assert getattr(node, field, "") != CANARY, f"{path}: {ast.dump(node)}"
    table = tomllib.loads((output / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(table) == {"build-system", "project", "tool"}
    assert set(table["tool"]) == {"hatch"}
    assert {path.name for path in folder.iterdir()} == {"spec.json", "out"}
    readme = (output / "README.md").read_text(encoding="utf-8")
    assert not re.search(r"<script", readme)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_stays_text(text: str, tmp_path: Path) -> None:
    output = generate_hostile(texts_document(text), tmp_path)
    if output is not None:
        assert_harmless(output, tmp_path)


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_becomes_an_identifier_or_a_finding(name: str, tmp_path: Path) -> None:
    output = generate_hostile(names_document(name), tmp_path)
    if output is not None:
        assert_harmless(output, tmp_path)


def test_the_benign_document_is_generated(tmp_path: Path) -> None:
    """The oracle sees real output: without payloads both documents make a package."""
    assert generate_hostile(texts_document("plain"), tmp_path) is not None
