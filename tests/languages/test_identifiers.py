"""Any text goes in; an identifier of a declared language comes out, and none that is reserved."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, strategies as st

from clientsmith.languages.protocol import Kind
from support.languages import declared

KINDS: list[Kind] = [
    "type",
    "resource",
    "constant",
    "variant",
    "accessor",
    "client_accessor",
    "method",
    "argument",
]
TYPESCRIPT, GO = declared("typescript"), declared("go")


@given(st.text(max_size=200))
@pytest.mark.parametrize("kind", KINDS)
def test_any_text_gives_an_identifier(kind: Kind, text: str) -> None:
    for language in (TYPESCRIPT, GO):
        name = language.identifier(kind, text, "Owner")
        assert re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name)
        assert name not in language.table.names[kind].reserved


@given(st.text(max_size=200))
def test_any_text_gives_a_file(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9][a-z0-9_-]*", TYPESCRIPT.identifier("module", text))


@pytest.mark.parametrize(
    ("kind", "text", "typescript", "go"),
    [
        ("type", "pet-owner", "PetOwner", "PetOwner"),
        ("type", "MCPTool", "MCPTool", "McpTool"),
        ("type", "Date", "DateModel", "Date"),
        ("type", "Page", "PageModel", "Page_"),
        ("type", "404", "T404", "T404"),
        ("type", "\N{SNAKE}", "Value", "Value"),
        ("resource", "api_keys", "ApiKeysResource", "APIKeysService"),
        ("method", "constructor", "constructor_", "Constructor"),
        ("method", "getById", "getById", "GetByID"),
        ("argument", "class", "class_", "class"),
        ("argument", "type", "type", "type_"),
        ("argument", "2fa", "a2fa", "a2fa"),
        ("argument", "X-Request-ID", "xRequestId", "xRequestID"),
        ("field", "pet_name", "pet_name", "PetName"),
        ("field", "a b", '"a b"', "AB"),
        ("field", 'a": x; "b', r'"a\": x; \"b"', "AXB"),
        ("constant", "sold out", "SoldOut", "StatusSoldOut"),
        ("module", "petOwners", "pet-owners", "pet-owners"),
        ("module", "index", "index_", "index_"),
    ],
)
def test_names(kind: Kind, text: str, typescript: str, go: str) -> None:
    made = [language.identifier(kind, text, "Status") for language in (TYPESCRIPT, GO)]
    assert made == [typescript, go]
