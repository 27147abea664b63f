"""Whatever stands at whatever place of a document: the linter has findings, never an accident."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clientsmith.api.reading import read
from clientsmith.document import Document, load
from clientsmith.lint import examine, lint
from clientsmith.problems import ProblemsFound

DOCUMENT: dict[str, Any] = {
    "openapi": "3.2.0",
    "info": {"title": "Pets", "version": "1"},
    "servers": [{"url": "https://{host}", "variables": {"host": {"default": "pets.example"}}}],
    "security": [{"key": []}],
    "x-client": {
        "pagination": {
            "page": {"class": "Page", "items": "data", "next": {"parameter": "p", "from": "n"}}
        },
        "mounts": {"beta": {"parameters": [{"$ref": "#/components/parameters/Limit"}], "types": "Beta{name}"}},
        "credentials": {"key": {"argument": "api_key"}},
        "headers": [{"name": "x-version", "in": "header", "schema": {"const": "1"}}],
        "stream_events": {"ignore": ["ping"]},
    },
    "paths": {
        "/pets/{id}": {
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": {}}],
            "post": {
                "operationId": "pets.create",
                "parameters": [{"$ref": "#/components/parameters/Limit"}],
                "requestBody": {
                    "content": {
                        "application/json": {
                            "schema": {"$ref": "#/components/schemas/Pet"},
                            "examples": {"one": {"value": {"kind": "cat"}}},
                        }
                    }
                },
                "responses": {
                    "200": {
                        "description": "A pet.",
                        "headers": {"x-count": {"schema": {"type": "integer"}}},
                        "content": {
                            "text/event-stream": {
                                "itemSchema": {"$ref": "#/components/schemas/Pet"},
                                "examples": {"one": {"serializedValue": "data: {}\n\n"}},
                            }
                        },
                        "links": {
                            "one": {
                                "operationId": "pets.create",
                                "x-client": {"url": "$response.body#/url"},
                            }
                        },
                    }
                },
                "callbacks": {"done": {"{$request.body#/url}": {"post": {"responses": {}}}}},
                "x-client": {
                    "stream": {"property": "stream"},
                    "pagination": "page",
                    "aliases": [{"operationId": "beta.create", "responses": {}}, "b.c"],
                },
            },
        }
    },
    "components": {
        "parameters": {
            "Limit": {"name": "limit", "in": "query", "schema": {"type": "integer"}, "example": 1}
        },
        "schemas": {
            "Pet": {
                "oneOf": [{"$ref": "#/components/schemas/Cat"}],
                "discriminator": {
                    "propertyName": "kind",
                    "mapping": {"cat": "#/components/schemas/Cat"},
                },
            },
            "Cat": {
                "type": "object",
                "required": ["kind"],
                "properties": {
                    "kind": {"const": "cat"},
                    "age": {"type": ["integer", "null"], "minimum": 0, "default": 1, "enum": [1]},
                    "name": {"type": "string", "pattern": "^a", "maxLength": 3, "example": "a"},
                    "stream": {"type": "boolean"},
                },
                "patternProperties": {"^x": {"$ref": "#/components/schemas/Cat"}},
                "allOf": [{"type": "object"}],
                "x-client": {"exported_as": ["beta.Cat"], "accepts_responses": [{"$ref": "#/components/schemas/Cat"}]},
            },
        },
        "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "x-key"}},
    },
}  # fmt: skip
ODD: tuple[Any, ...] = (None, "odd", {"$ref": "#/nowhere"})
MORE: tuple[Any, ...] = (True, 7, [], {}, [[]], {"$ref": 1})
whatever_stands_there = pytest.mark.parametrize(
    "odd", [*ODD, *(pytest.param(odd, marks=pytest.mark.slow) for odd in MORE)], ids=repr
)


def ways(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every node."""
    children = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value) if isinstance(value, list) else ()
    )
    for key, child in children:
        yield (*way, key)
        yield from ways(child, (*way, key))


def odd_documents(odd: Any, folder: Path) -> Iterator[tuple[tuple[Any, ...], Document]]:
    """The document with an odd value at each place in turn, as far as it is one at all."""
    for way in ways(DOCUMENT):
        document = copy.deepcopy(DOCUMENT)
        holder: Any = document
        for key in way[:-1]:
            holder = holder[key]
        holder[way[-1]] = odd
        path = folder / "spec.json"
        path.write_text(json.dumps(document))
        try:
            yield way, load(path)
        except ProblemsFound:
            continue


@whatever_stands_there
def test_odd_values_are_findings(odd: Any, tmp_path: Path) -> None:
    for _, document in odd_documents(odd, tmp_path):
        lint(document, strict=True)


@whatever_stands_there
def test_what_is_only_warned_of_can_be_read(odd: Any, tmp_path: Path) -> None:
    for _, document in odd_documents(odd, tmp_path):
        problems, readable = examine(document)
        if not any(each.severity == "error" for each in problems):
            read(readable)


def _reference(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _tower(height: int, width: int) -> dict[str, Any]:
    return {
        f"A{n}": {
            "allOf": [_reference(f"A{m}") for m in range(n + 1, min(n + width, height))],
            "properties": {"a": {}},
            "required": ["b"],
        }
        for n in range(height)
    }


def _nested(keyword: str, height: int) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    for _ in range(height):
        schema = {keyword: [schema, {"type": "null"}] if keyword == "oneOf" else schema}
    return schema


ENDLESS: dict[str, dict[str, Any]] = {
    "a chain of references": {f"A{n}": _reference(f"A{n + 1}") for n in range(2000)},
    "a circle of references": {f"A{n}": _reference(f"A{(n + 1) % 2000}") for n in range(2000)},
    "a tower of compositions": _tower(200, 30),
    "a chain of compositions": _tower(1000, 2),
    "a deep variant": {
        **{f"A{n}": {"allOf": [_reference(f"A{n + 1}")]} for n in range(3000)},
        "A3000": {},
        "U": {"oneOf": [_reference("A0")], "discriminator": {"propertyName": "kind"}},
    },
    "names that are all alike": {f"Schema{n}": _reference(f"Schema{n}x") for n in range(1000)},
    "a name without end": {"A" * 10**6: {}, "B": _reference("A" * (10**6 - 1))},
    "unions in unions": {
        f"A{n}": {
            "anyOf": [_reference(f"A{n + 1}"), _reference(f"A{n + 1}")],
            "discriminator": {"propertyName": "kind"},
            "example": {},
        }
        for n in range(60)
    },
    "a pattern without end": {"A": {"type": "string", "pattern": "(a*)*b", "example": "a" * 99}},
    "a pattern that has no end either": {
        "A": {"patternProperties": {"^(a+)+$": {}}, "example": {"a" * 99 + "b": 1}}
    },
    "diamonds of compositions": {
        f"A{n}": {"allOf": [_reference(f"A{n + 1}")] * 2, "required": ["a"]} for n in range(60)
    }
    | {"A60": {"properties": {"a": {}}}},
    "a ring of compositions": {
        f"A{n}": {"allOf": [_reference(f"A{(n + 1) % 1000}")], "properties": {f"p{n % 9}": {}}}
        for n in range(1000)
    },
    "a base that lists its variants": {
        "A": {"properties": {"a": {}}, "oneOf": [_reference(f"V{n}") for n in range(1000)]},
        **{f"V{n}": {"allOf": [_reference("A"), {"properties": {"b": {}}}]} for n in range(1000)},
    },
    "unions of the rest": {
        f"A{n}": {"oneOf": [_reference(f"A{n + 1}"), _reference("Z")]} for n in range(1000)
    }
    | {"A1000": {"properties": {"a": {}}}, "Z": {"properties": {"b": {}}}},
    "a list of very many values": {"A": {"type": "string", "enum": [f"v{n}" for n in range(10**5)]}},
    "very many constants": {"A": {"oneOf": [{"const": n} for n in range(10**4)]}},
    "a list in lists": {"A": _nested("items", 180)},
    "unions inside each other": {"A": _nested("oneOf", 90)},
    "a number of many digits": {"A": {"type": "integer", "maximum": 10**4000, "minimum": 10**900}},
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("schemas", ENDLESS.values(), ids=ENDLESS)
def test_what_a_stranger_writes_comes_to_an_end(schemas: dict[str, Any], tmp_path: Path) -> None:
    """Each would take hours, or more frames than there are, if looked at without bounds."""
    path = tmp_path / "spec.json"
    head = {key: DOCUMENT[key] for key in ("openapi", "info", "servers")}
    path.write_text(json.dumps({**head, "paths": {}, "components": {"schemas": schemas}}))
    assert lint(load(path), strict=True)
    _, readable = examine(load(path))
    assert [each for each in read(readable).modules if each.schemas]
