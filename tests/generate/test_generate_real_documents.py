"""Documents that their owners publish, generated: the packages compile, import, and every call works."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest

from clientsmith.api.ir import Anything, Api, Operation
from clientsmith.api.reading import read
from clientsmith.document import load
from clientsmith.names import Names, choose_names
from support.generating import generate_document, imported, real_specs
from support.instances import Instances

SPECS = [
    *real_specs("museum.yaml", "figma.yaml"),
    *(
        pytest.param(path, marks=pytest.mark.slow)
        for path in real_specs("discord.json", "asana.yaml")
    ),
]
pytestmark = pytest.mark.skipif(not SPECS, reason="no documents at hand")


@dataclass(frozen=True)
class Client:
    """A document's API, its names, and the package that was made of it."""

    api: Api
    names: Names
    package: ModuleType


@pytest.fixture(scope="module", params=SPECS, ids=lambda path: Path(path).stem)
def client(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Client]:
    spec: Path = request.param
    output = tmp_path_factory.mktemp(spec.stem)
    generate_document(spec, output)
    api = read(load(spec))
    with ExitStack() as stack:
        yield Client(api, choose_names(api), stack.enter_context(imported(output)))


class Responder:
    """A server that gives each operation a value of the type its document promises."""

    def __init__(self, api: Api) -> None:
        self._answers = Instances(api, asked=False, full=True)
        self.operation: Operation | None = None
        self.sent: httpx.Request | None = None

    def __call__(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.sent = request
        assert self.operation is not None
        response = self.operation.response
        if response.kind == "json":
            body = self._answers.of(response.type or Anything())
            return httpx.Response(
                200, content=json.dumps(body), headers={"content-type": "application/json"}
            )
        if response.kind == "none":
            return httpx.Response(204)
        return httpx.Response(200, content=b"content")

    def answer(self) -> Any:
        """What the last call should have given."""
        assert self.operation is not None
        return self._answers.of(self.operation.response.type or Anything())


@pytest.mark.parametrize("full", [False, True], ids=["required", "everything"])
def test_every_operation_can_be_called(client: Client, full: bool) -> None:
    responder = Responder(client.api)
    http = httpx.Client(transport=httpx.MockTransport(responder))
    credentials = {row.argument: "secret" for row in client.api.client.credentials}
    made = getattr(client.package, client.names.client)(
        **credentials, base_url="https://api.example", http_client=http
    )
    for operation in client.api.operations():
        responder.operation = operation
        result = method_of(made, client.names, operation)(*_arguments(client, operation, full))
        assert responder.sent is not None
        assert responder.sent.method == operation.method
        assert _matches(operation.path, responder.sent.url.path), operation.id
        if operation.response.kind == "json" and hasattr(result, "to_dict"):
            assert result.to_dict(mode="json") == responder.answer(), operation.id


def method_of(made: Any, names: Names, operation: Operation) -> Any:
    """The method for an operation, taking positional arguments and one mapping of keywords."""
    holder = made
    for name in names.resources[operation.resource].module:
        holder = getattr(holder, name)
    method = getattr(holder, names.methods[operation.id])
    assert inspect.ismethod(method)
    return lambda positional, keywords: method(*positional, **keywords)


def _arguments(
    client: Client, operation: Operation, full: bool
) -> tuple[list[Any], dict[str, Any]]:
    values = Instances(client.api, asked=True, full=full)
    given = client.names.arguments[operation.id]
    paths = [
        each for each in operation.parameters if each.location == "path" and not each.is_constant
    ]
    paths.sort(key=lambda each: operation.path.find("{" + each.name + "}"))
    positional = [values.of(each.type) for each in paths[-1:]]
    keywords = {
        given.parameters["path", each.name]: values.of(each.type) for each in paths[:-1]
    } | {
        given.parameters[each.location, each.name]: values.of(each.type)
        for each in operation.parameters
        if each.location != "path" and not each.is_constant and (each.required or full)
    }
    body = operation.body
    if body is not None and body.properties is not None:
        for each in body.properties:
            if (each.required or full) and not each.read_only:
                keywords[given.members[each.name]] = _file_or(
                    values.of(each.type), each.name, body.files
                )
    elif body is not None and (body.required or full):
        keywords[given.body] = b"content" if body.kind == "binary" else values.of(body.type)
    return positional, keywords


def _file_or(value: Any, name: str, files: tuple[str, ...]) -> Any:
    if name not in files:
        return value
    file = ("file.bin", b"content")
    return [file] if isinstance(value, list) else file


def _matches(template: str, path: str) -> bool:
    wanted, found = template.split("/"), path.split("/")
    return len(wanted) == len(found) and all(
        "{" in a or a == b for a, b in zip(wanted, found, strict=True)
    )
