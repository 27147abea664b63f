"""The responder that real documents are called against: each of its checks finds a client that is wrong.

One operation of everything, the request that it means, and the same with one thing changed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from responder.documented import documented
from responder.responding import FILE, SECRET, Call

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data"
MEMBERS = {
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "rows": {"type": "array", "items": {"type": "object", "properties": {"n": {"const": 1}}}},
    },
}
WITH_FILE = {**MEMBERS, "properties": {"file": {"type": "string", "format": "binary"}}}
DOCUMENT: Mapping[str, Any] = {
    "openapi": "3.1.0",
    "security": [{"key": [], "token": [], "session": []}],
    "paths": {
        "/pets/{id}/toys{kind}": {
            "post": {
                "parameters": [
                    {"name": "id", "in": "path", "schema": {"type": "string"}},
                    {
                        "name": "kind",
                        "in": "path",
                        "style": "matrix",
                        "schema": {"type": "array", "items": {"type": "integer"}},
                    },
                    {
                        "name": "filter",
                        "in": "query",
                        "style": "deepObject",
                        "schema": {"type": "object", "properties": {"age": {"type": "integer"}}},
                    },
                    {
                        "name": "tags",
                        "in": "query",
                        "style": "pipeDelimited",
                        "explode": False,
                        "schema": {"type": "array", "items": {"enum": ["a"]}},
                    },
                    {"name": "X-Trace", "in": "header", "schema": {"type": "boolean"}},
                    {"name": "theme", "in": "cookie", "schema": {"type": "string"}},
                ],
                "requestBody": {"content": {}},
                "responses": {"204": {"description": "fine"}},
            }
        }
    },
    "components": {
        "securitySchemes": {
            "key": {"type": "apiKey", "in": "query", "name": "key"},
            "token": {"type": "http", "scheme": "bearer"},
            "session": {"type": "apiKey", "in": "cookie", "name": "session"},
        }
    },
}
PLACES = {"id": "path", "kind": "path", "filter": "query", "tags": "query"} | {
    "X-Trace": "header",
    "theme": "cookie",
}


@dataclass(frozen=True)
class Method:
    """A method that takes everything under its name on the wire."""

    members: tuple[str, ...]
    descriptor: Mapping[str, Any] = field(default_factory=dict[str, Any])
    bodies: tuple[Mapping[str, Any], ...] = ()
    positional: tuple[str, ...] = ()

    @property
    def arguments(self) -> Mapping[tuple[str, str], str]:
        """By place and name."""
        named = {(place, name): name for name, place in PLACES.items()}
        return named | {("body", name): name for name in self.members}


def call_of(folder: Path, media_type: str, schema: Mapping[str, Any]) -> Call:
    """A call of the operation with a body of this media type."""
    document = json.loads(json.dumps(DOCUMENT))
    operation = document["paths"]["/pets/{id}/toys{kind}"]["post"]
    operation["requestBody"]["content"] = {media_type: {"schema": schema}}
    (folder / "spec.json").write_text(json.dumps(document))
    [found] = documented(folder / "spec.json")
    return Call(found, Method(tuple(schema["properties"])), full=True)


def right(**changes: Any) -> httpx.Request:
    """The request that the document means, or one that differs in something."""
    path = changes.get("path", "/v1/pets/text%2Fwith%20%26%20more/toys;kind=7")
    query = changes.get("query", "filter%5Bage%5D=7&tags=a&key=" + SECRET)
    headers = {
        "authorization": f"Bearer {SECRET}",
        "cookie": f"theme=text%2Fwith%20%26%20more; session={SECRET}",
        "x-trace": "true",
        "content-type": "application/json",
        **changes.get("headers", {}),
    }
    content = changes.get("content", b'{"name":"text/with & more","rows":[{"n":1}]}')
    method = changes.get("method", "POST")
    return httpx.Request(
        method, f"https://pets.example{path}?{query}", headers=headers, content=content
    )


def wrong(call: Call, request: httpx.Request) -> list[str]:
    """What the responder says of a request."""
    call.respond(request)
    return list(call.wrong())


WRONG: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "another method": ("method", {"method": "PUT"}),
    "a slash in the path": ("path", {"path": "/v1/pets/text/with%20%26%20more/toys;kind=7"}),
    "another style in the path": ("path", {"path": "/pets/text%2Fwith%20%26%20more/toys7"}),
    "another style": ("query", {"query": f"filter=age,7&tags=a&key={SECRET}"}),
    "a value that is missing": ("query", {"query": f"tags=a&key={SECRET}"}),
    "more than was given": ("query", {"query": f"filter[age]=7&tags=a&page=1&key={SECRET}"}),
    "a header": ("header", {"headers": {"x-trace": "True"}}),
    "a cookie": ("cookie", {"headers": {"cookie": f"theme=text; session={SECRET}"}}),
    "no credential in the query": ("credentials", {"query": "filter[age]=7&tags=a"}),
    "no credential in a cookie": (
        "credentials",
        {"headers": {"cookie": "theme=text%2Fwith%20%26%20more"}},
    ),
    "another scheme": ("credentials", {"headers": {"authorization": f"Basic {SECRET}"}}),
    "a credential elsewhere": ("credentials", {"headers": {"x-key": SECRET}}),
    "another media type": ("body", {"headers": {"content-type": "text/plain"}}),
    "another body": ("body", {"content": b'{"name":"text/with & more"}'}),
}


def test_the_right_request_is_right(tmp_path: Path) -> None:
    assert wrong(call_of(tmp_path, "application/json", MEMBERS), right()) == []


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_request_is_found(tmp_path: Path, name: str) -> None:
    subject, changes = WRONG[name]
    found = wrong(call_of(tmp_path, "application/json", MEMBERS), right(**changes))
    assert found
    assert all(subject in each for each in found), found


@pytest.mark.parametrize(
    ("content", "is_right"),
    [
        (b"name=text%2Fwith+%26+more&rows%5B0%5D%5Bn%5D=1", True),
        (b"name=text%2Fwith+%26+more&rows=%7B%22n%22%3A1%7D", False),
        (b"name=text%2Fwith+%26+more", False),
        (b"name=text%2Fwith+%26+more&rows%5B0%5D%5Bn%5D=1&more=1", False),
    ],
)
def test_a_wrong_form_is_found(tmp_path: Path, content: bytes, is_right: bool) -> None:
    request = right(content=content, headers={"content-type": FORM})
    assert (wrong(call_of(tmp_path, FORM, MEMBERS), request) == []) is is_right


def part(name: str, content: bytes, filename: str | None = FILE[0]) -> bytes:
    """A part of a multipart form."""
    said = f'; filename="{filename}"' if filename else ""
    head = f'--b\r\nContent-Disposition: form-data; name="{name}"{said}\r\n\r\n'
    return head.encode() + content + b"\r\n"


@pytest.mark.parametrize(
    ("parts", "is_right"),
    [
        (part("file", FILE[1]), True),
        (part("file", b"other"), False),
        (part("file", FILE[1], filename=None), False),
        (part("files", FILE[1]), False),
        (part("file", FILE[1]) * 2, False),
        (part("file", FILE[1]) + part("more", b"1"), False),
    ],
)
def test_wrong_parts_are_found(tmp_path: Path, parts: bytes, is_right: bool) -> None:
    request = right(content=parts + b"--b--\r\n", headers={"content-type": f"{PARTS}; boundary=b"})
    assert (wrong(call_of(tmp_path, PARTS, WITH_FILE), request) == []) is is_right
