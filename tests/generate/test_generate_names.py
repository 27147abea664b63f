"""Schemas and operations whose names are Python's own, or very long, generated, imported and used."""

from __future__ import annotations

import builtins
import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from support.flavours import FLAVOURS
from support.generating import generate_fragment, imported, submodule

# What an annotation finds in Python where no class of the module is there yet.
CLASSES = ["Warning", "Exception", "ValueError", "ConnectionError", "BaseException", "Ellipsis"]
OTHERS = ["type", "list", "dict", "str", "object", "date", "datetime", "property"]
NAMES = [*CLASSES, *OTHERS]

SCHEMAS: dict[str, Any] = {
    name: {"type": "object", "properties": {name: {"type": "integer"}}} for name in NAMES
}
SCHEMAS["Warning"]["properties"]["again"] = {"$ref": "#/components/schemas/Warning"}
SCHEMAS["Warning"]["properties"]["cause"] = {"$ref": "#/components/schemas/Exception"}
SCHEMAS["Report"] = {
    "type": "object",
    "properties": {
        name: {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}} for name in NAMES
    },
}
REPORTS = {
    "paths": {
        "/report": {
            "get": {
                "operationId": "reports.read",
                "responses": {
                    "200": {
                        "description": "What went wrong.",
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/Report"}}
                        },
                    }
                },
            }
        }
    },
    "components": {"schemas": SCHEMAS},
}


def styled(folder: Path, flavour: str) -> str:
    """A style whose models are of a flavour."""
    style = folder / "mine"
    style.mkdir()
    (style / "style.yaml").write_text(f"extends: python\nviews: 2\nmodels: {flavour}\n")
    return str(style)


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_a_schema_may_be_called_as_what_python_has(tmp_path: Path, flavour: str) -> None:
    output = generate_fragment(json.dumps(REPORTS), tmp_path, styled(tmp_path, flavour))
    warning = {"Warning": 1, "again": {"Warning": 2}, "cause": {"Exception": 3}}
    answer = {**{name: [{name: 1}] for name in NAMES}, "Warning": [warning]}
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=answer))
    with imported(output) as package:
        report = package.Client(http_client=httpx.Client(transport=transport)).reports.read()
        assert report.to_dict(mode="json") == answer
        (found,) = report.warning
        assert (found.warning, found.again.warning, found.cause.exception) == (1, 2, 3)
        exported = submodule(package, "types").__all__
        assert not {name for name in exported if hasattr(builtins, name)}


LONG = "list-the-organizations-that-may-use-a-self-hosted-runner-group-of-an-enterprise-by"
PAGED = {
    "paths": {
        f"/{word}": {
            "get": {
                "operationId": f"groups.{LONG}-{word}-of-theirs",
                "parameters": [{"name": "page", "in": "query", "schema": {"type": "integer"}}],
                "responses": {
                    "200": {
                        "description": "Some.",
                        "content": {
                            "application/json": {
                                "schema": {
                                    "type": "object",
                                    "properties": {
                                        word: {"type": "integer"},
                                        "total_pages": {"type": "integer"},
                                        "items": {"type": "array", "items": {"type": "object"}},
                                    },
                                }
                            }
                        },
                    }
                },
            }
        }
        for word in ("kind", "name")
    }
}


def test_a_page_of_a_long_name_is_found_by_it(tmp_path: Path) -> None:
    """Names that are cut are cut once, and differ though what differs was cut away."""
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url.raw_path, "ascii"))
        page = request.url.params.get("page", "1")
        return httpx.Response(200, json={"total_pages": 2, "items": [{"page": page}]})

    with imported(generate_fragment(json.dumps(PAGED), tmp_path)) as package:
        http = httpx.Client(transport=httpx.MockTransport(answer))
        groups = package.Client(http_client=http).groups
        methods = [name for name in dir(type(groups)) if name.startswith("list")]
        assert len(methods) == 2
        pages = [getattr(groups, name)() for name in methods]
        assert [len(list(page)) for page in pages] == [2, 2]
        assert len({type(page) for page in pages}) == 2
    assert asked == ["/kind", "/name", "/kind?page=2", "/name?page=2"]
