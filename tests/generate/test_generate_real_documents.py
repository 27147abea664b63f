"""Documents that their owners publish, generated: the packages compile, import, and every call works."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import black
import httpx
import pytest

from clientsmith.api.ir import Api, Operation
from clientsmith.api.reading import read
from clientsmith.api.types import Anything
from clientsmith.document import load
from support.generating import generate_document, imported, package_name, real_specs
from support.instances import Instances
from support.printed import PrintedMethod, printed_methods

SPECS = [
    *real_specs("museum.yaml"),
    *(
        pytest.param(path, marks=pytest.mark.slow)
        for path in real_specs("figma.yaml", "discord.json", "asana.yaml")
    ),
]
pytestmark = pytest.mark.skipif(not SPECS, reason="no documents at hand")


@dataclass(frozen=True)
class Client:
    """A document's API, the package that was made of it, and the methods in its text."""

    api: Api
    methods: dict[str, PrintedMethod]
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
        methods = printed_methods(output / package_name(output))
        yield Client(api, methods, stack.enter_context(imported(output)))


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
        response = self.operation.result
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
        return self._answers.of(self.operation.result.type or Anything())


@pytest.mark.slow
def test_black_would_change_nothing(client: Client) -> None:
    mode = black.Mode(line_length=100, target_versions={black.TargetVersion.PY310})
    root = Path(str(client.package.__file__)).parent
    for file in root.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert black.format_str(text, mode=mode) == text, file


@pytest.mark.parametrize("full", [False, True], ids=["required", "everything"])
def test_every_operation_can_be_called(client: Client, full: bool) -> None:
    responder = Responder(client.api)
    http = httpx.Client(transport=httpx.MockTransport(responder))
    rows = client.api.client.credentials
    credentials = {each.argument: "secret" for row in rows for each in (row, row.secret) if each}
    made = client.package.Client(**credentials, base_url="https://api.example", http_client=http)
    for operation in client.api.operations():
        responder.operation = operation
        positional, keywords = _arguments(client, operation, full)
        result = client.methods[operation.id].of(made)(*positional, **keywords)
        assert responder.sent is not None
        assert responder.sent.method == operation.method
        assert _matches(operation.path, responder.sent.url.path), operation.id
        if operation.result.kind == "json" and hasattr(result, "to_dict"):
            assert result.to_dict(mode="json") == responder.answer(), operation.id


def _arguments(
    client: Client, operation: Operation, full: bool
) -> tuple[list[Any], dict[str, Any]]:
    """Values for the arguments that the printed method has, by where the document sends each."""
    values, method = Instances(client.api, asked=True, full=full), client.methods[operation.id]
    given = {name: place for place, name in method.arguments.items()}
    wanted = {
        (each.location, each.name): (each.type, each.required or each.location == "path")
        for each in operation.parameters
        if not each.is_constant
    }
    files: tuple[str, ...] = ()
    if operation.body is not None:
        content = operation.body.main
        files = content.files
        for each in content.properties or ():
            if not each.read_only:
                wanted["body", each.name] = (each.type, each.required)
        if content.properties is None:
            wanted["whole", ""] = (content.type, operation.body.required)
    # Of several media types the first is sent, whose members are not all that there are.
    several = operation.body is not None and len(operation.body.content) > 1
    assert wanted.keys() <= set(given.values()), operation.id
    assert several or wanted.keys() == set(given.values()), operation.id
    made = {
        name: _file_or(values.of(wanted[place][0]), place[1], files)
        for name, place in given.items()
        if place in wanted and (wanted[place][1] or full)
    }
    if ("whole", "") in wanted and operation.body and operation.body.main.kind == "binary":
        made[method.arguments["whole", ""]] = b"content"
    return [made.pop(name) for name in method.positional], made


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
