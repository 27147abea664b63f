"""A number of operations in, a document of that many out, its types written out and described."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_MEMBERS = 40
_KINDS: tuple[dict[str, Any], ...] = (
    {"type": "string", "maxLength": 200},
    {"type": "integer", "minimum": 0},
    {"type": "string", "format": "date-time"},
    {"type": "array", "items": {"type": "string"}},
    {"type": "string", "enum": ["draft", "open", "paid", "void"]},
    {"type": "object", "additionalProperties": {"type": "number"}},
)
_PHRASE = (
    "What the ledger holds of member {index} of {what}, as the last statement that was sent has it, "
    "in the unit that the account was opened with; it is left out while a statement is being made."
)
_ACTIONS = ("get", "put", "patch", "delete", "post")


def write(path: Path, *, operations: int) -> None:
    """Writes the document: five operations for each resource, each resource with three types."""
    names = [f"Ledger{number}" for number in range(operations // len(_ACTIONS))]
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Ledgers", "version": "1"},
        "servers": [{"url": "https://ledgers.example"}],
        "paths": {
            path: item for name in names for path, item in _paths(name, f"/{name.lower()}s").items()
        },
        "components": {"schemas": {key: value for name in names for key, value in _types(name)}},
    }
    path.write_text(json.dumps(document, indent=2))


def _paths(name: str, way: str) -> dict[str, Any]:
    identifier = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    one = {action: _operation(name, action) for action in _ACTIONS if action != "post"}
    return {
        way: {"post": _operation(name, "post")},
        f"{way}/{{id}}": {"parameters": [identifier], **one},
    }


def _operation(name: str, action: str) -> dict[str, Any]:
    said: dict[str, Any] = {
        "operationId": f"{action}{name}",
        "tags": [name],
        "summary": f"{action.title()} one of {name}",
        "description": _PHRASE.format(index=0, what=name),
        "parameters": [
            {"name": f"filter_{index}", "in": "query", "schema": _KINDS[index],
             "description": _PHRASE.format(index=index, what=name)}
            for index in range(3)
        ],
        "responses": {"200": {"description": "It.", "content": _content(name)}},
    }  # fmt: skip
    if action in ("put", "patch", "post"):
        said["requestBody"] = {"required": True, "content": _content(f"{name}Input")}
    return said


def _content(name: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}


def _types(name: str) -> list[tuple[str, Any]]:
    owner = {"$ref": f"#/components/schemas/{name}Owner"}
    return [
        (name, _object(name, {"owner": owner})),
        (f"{name}Input", _object(name, {"owner": owner})),
        (f"{name}Owner", _object(f"the owner of {name}", {})),
    ]


def _object(what: str, more: dict[str, Any]) -> dict[str, Any]:
    members = {
        f"member_{index}": {
            **_KINDS[index % len(_KINDS)], "description": _PHRASE.format(index=index, what=what)
        }
        for index in range(_MEMBERS)
    }  # fmt: skip
    return {"type": "object", "required": [*members][:4], "properties": {**members, **more}}
