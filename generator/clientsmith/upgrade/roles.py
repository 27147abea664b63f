"""An `x-client` and what stands around it in, the role of the object that it says something of out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from clientsmith.document.limits import is_list, is_mapping

_BY_NEIGHBOUR = {
    "root": {"openapi", "info", "paths"},
    "parameter": {"in"},
    "operation": {"operationId", "responses", "requestBody", "tags"},
    "schema": {"type", "properties", "oneOf", "anyOf", "allOf", "enum", "const", "items", "$ref"},
}
_BY_KEY = {
    "root": {
        *("package", "version", "class", "error", "errors", "environment", "credentials"),
        *("arguments", "headers", "timeout", "retries", "mounts", "response_headers"),
    },
    "operation": {"always", "accept", "follow", "stream", "deprecation"},
    "schema": {"values", "accepts"},
}
_KEY = re.compile(r"(\.x-client|\[(?P<quote>['\"])x-client(?P=quote)\])(?P<rest>.*)")
_STEP = re.compile(r"(\.|\[['\"])(?P<key>\w+)")


def role_of(neighbours: set[str], extension: Any) -> str:
    """What the object is: by its other members, else by the keys and the names in its extension."""
    said: Mapping[str, Any] = extension if is_mapping(extension) else {}
    for role, names in _BY_NEIGHBOUR.items():
        if neighbours & names:
            return role
    for role, names in _BY_KEY.items():
        if said.keys() & names:
            return role
    return _role_of_names(said.get("also"))


def role_at(target: str) -> str | None:
    """What an overlay changes the extension of, if its target is an extension; else None."""
    found = _KEY.search(target)
    if found is None or found["rest"]:
        return None
    return _role_of_path(target[: found.start()])


def renamed_target(target: str, names: Mapping[str, Mapping[str, str]]) -> str:
    """An overlay's target with the present key, where it leads to an old one or through it."""
    found = _KEY.search(target)
    step = _STEP.match(found["rest"]) if found is not None else None
    if found is None or step is None:
        return target
    role = _role_of_path(target[: found.start()])
    start, end = (found.start("rest") + each for each in step.span("key"))
    return target[:start] + names[role].get(step["key"], step["key"]) + target[end:]


def _role_of_path(path: str) -> str:
    """What is at the end of a JSONPath: the root, something in a schema, or else an operation."""
    if path.lstrip("'\"") == "$":
        return "root"
    return "schema" if re.search(r"\bschemas?\b", path) else "operation"


def _role_of_names(names: Any) -> str:
    """Types begin with a capital: `beta.BetaPet`; operations do not: `beta.pets.list`."""
    first: Any = names[0] if is_list(names) and names else ""
    capital = isinstance(first, str) and first.rpartition(".")[2][:1].isupper()
    return "schema" if capital else "operation"
