"""Identifiers: every text gives one, and names that meet are told apart by the stated rules."""

from __future__ import annotations

import keyword

import pytest
from hypothesis import given, strategies as st

from clientsmith.cache import Cache
from clientsmith.languages.protocol import Kind
from clientsmith.languages.python import PythonLanguage, reserved
from clientsmith.styles.style import open_style
from runtime.client import AsyncClient, SyncClient

KINDS: tuple[Kind, ...] = (
    "type",
    "resource",
    "field",
    "argument",
    "method",
    "accessor",
    "client_accessor",
    "module",
    "package",
)


@pytest.fixture(scope="module")
def python() -> PythonLanguage:
    return PythonLanguage(open_style("python").settings, Cache())


@given(text=st.text(max_size=300))
@pytest.mark.parametrize("kind", KINDS)
def test_any_text_gives_an_identifier(python: PythonLanguage, kind: Kind, text: str) -> None:
    name = python.identifier(kind, text)
    assert name.isascii()
    assert name.isidentifier()
    assert not keyword.iskeyword(name)
    assert not name.startswith("_")


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("type", reserved.TYPES | {"Omit", "BaseModel", "Stream"}),
        ("field", reserved.FIELDS),
        ("argument", reserved.ARGUMENTS),
        ("method", reserved.MEMBERS),
        ("client_accessor", reserved.CLIENT_MEMBERS),
    ],
)
def test_reserved_names_are_never_given(
    python: PythonLanguage, kind: Kind, names: frozenset[str]
) -> None:
    assert not {python.identifier(kind, name) for name in names} & names


@pytest.mark.parametrize("client", [SyncClient, AsyncClient])
def test_a_client_s_own_members_are_reserved(client: type) -> None:
    own = {name for name in dir(client) if not name.startswith("_")}
    assert own <= reserved.CLIENT_MEMBERS


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("petOwner", "pet_owner"),
        ("X-Request-ID", "x_request_id"),
        ("HTTPStatus", "http_status"),
        ("class", "class_"),
        ("2fa", "n2fa"),
        ("ﬁeld", "field"),
        ("group_by[]", "group_by"),
        ("🐍", "value"),
    ],
)
def test_variables(python: PythonLanguage, text: str, name: str) -> None:
    assert python.identifier("argument", text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("pet-owner", "PetOwner"),
        ("APIKey", "APIKey"),
        ("ToolSearchToolBm25_20251119", "ToolSearchToolBm25_20251119"),
        ("List", "ListModel"),
        ("PermissionError", "PermissionError"),
        ("404", "Type404"),
    ],
)
def test_classes(python: PythonLanguage, text: str, name: str) -> None:
    assert python.identifier("type", text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("pets", "Pets"),
        ("async", "ResourceAsync"),
        ("async_jobs", "ResourceAsyncJobs"),
        ("file_response", "FileResponseResource"),
        ("resource", "ResourceResource"),
    ],
)
def test_no_resource_looks_like_another_form_of_one(
    python: PythonLanguage, text: str, name: str
) -> None:
    assert python.identifier("resource", text) == name


def test_numbers_tell_names_apart(python: PythonLanguage) -> None:
    assert python.numbered("type", python.identifier("type", "Pet"), 3) == "Pet3"
    assert python.numbered("argument", python.identifier("argument", "pet"), 2) == "pet_2"
