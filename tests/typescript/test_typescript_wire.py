"""Documents that their owners publish, and small ones of one need each, printed in TypeScript: the strict
compiler takes them, and each request is compared with what the document itself says of it.

The document is read with PyYAML, as in `tests/generate/test_generate_wire.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import calling
import httpx
import pytest

from clientsmith.api.ir import Operation
from clientsmith.pipeline import RunContext, read_target
from clientsmith.project.settings import Target
from responder.documented import documented
from responder.responding import SECRET, Call, printed_for
from support.generating import OF_MANY_KINDS, generate_document, real_specs
from support.places import SPECS
from support.typescript import Methods, as_json

DOCUMENTS = [*real_specs(*OF_MANY_KINDS), *sorted(SPECS.parent.glob("cases/*.yaml"))]
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not DOCUMENTS, reason="no documents at hand")]


@dataclass(frozen=True)
class NamedMethod:
    """A method of a client in TypeScript."""

    operation: Operation
    names: Methods

    @property
    def path(self) -> str:
        """The way to it: `pets.retrieve`."""
        way = self.names.way(self.operation)
        return ".".join((*way["accessor"], way["method"]))

    @property
    def arguments(self) -> Mapping[tuple[str, str], str]:
        """The arguments by the place they are sent to, and their name on the wire."""
        return self.names.names.arguments[self.operation.id]

    @property
    def positional(self) -> Sequence[str]:
        """The last place of the path."""
        return [self.arguments["path", each.name] for each in self.operation.in_path[-1:]]

    @property
    def bodies(self) -> Sequence[Mapping[str, Any]]:
        """A row for each media type of the body, if there are several."""
        content = self.operation.body.content if self.operation.body is not None else ()
        rows = [
            {
                "media_type": each.media_type,
                "whole_body": self.arguments["whole", ""] if each.properties is None else None,
            }
            for each in content
        ]
        return rows if len(rows) > 1 else []

    @property
    def descriptor(self) -> Mapping[str, Any]:
        """Its operation, and the arguments that stand for no member."""
        operation = self.operation
        return {
            "id": operation.id,
            "document_id": operation.document_id,
            "method": operation.method,
            "path": operation.path,
            "whole_body": self.arguments.get(("whole", "")),
            "media_type": self.arguments.get(("media_type", "")),
        }


@dataclass(frozen=True)
class Client:
    """A client that is printed and compiled, its methods, and the credentials that it is made with."""

    compiled: calling.Client
    methods: list[NamedMethod]
    credentials: dict[str, str]


@pytest.fixture(scope="module", params=DOCUMENTS, ids=lambda path: Path(path).stem)
def client(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Client:
    spec: Path = request.param
    output = tmp_path_factory.mktemp(spec.stem)
    generate_document(spec, output, "typescript")
    named = read_target(Target("test", spec, "typescript", output), RunContext())
    names = Methods(named.names, named.language)
    methods = [NamedMethod(each, names) for each in named.api.operations()]
    rows = named.api.client.credentials
    options = [each.argument for row in rows for each in (row, row.secret) if each]
    credentials = {names.names.constructor[each]: SECRET for each in options}
    return Client(calling.compiled(output), methods, credentials)


@pytest.mark.parametrize("full", [False, True], ids=["required", "everything"])
def test_every_call_is_sent_as_the_document_says(
    client: Client, full: bool, request: pytest.FixtureRequest
) -> None:
    spec: Path = request.node.callspec.params["client"]
    calls = list(_calls(spec, client, full=full))
    wrong: list[str] = []
    told = client.compiled.calls(*(_written(*each, client.credentials) for each in calls))
    for (_, call), called in zip(calls, told, strict=True):
        found = list(_compared(call, called))
        place = f"{call.operation.method} {call.operation.path}"
        wrong += [f"{place}: {each}" for each in found]
    assert wrong == []


def _calls(spec: Path, client: Client, *, full: bool) -> Iterator[tuple[NamedMethod, Call]]:
    for operation in documented(spec):
        method = printed_for(operation, client.methods)
        assert method is not None, operation.path
        for call in Call.each(operation, method, full=full):
            yield method, call


def _written(method: NamedMethod, call: Call, credentials: Mapping[str, str]) -> calling.Call:
    """A call as the program that makes them reads it, with the answer that it gets."""
    positional, named = call.arguments()
    params = [named] if method.names.takes_params(method.operation) else []
    answer = call.answer()
    reply = {
        "status": answer.status_code,
        "type": answer.headers.get("content-type"),
        "body": answer.text or None,
    }
    options = {**credentials, "baseURL": "https://api.example"}
    return calling.Call(method.path, as_json([*positional, *params]), options, [reply])


def _compared(call: Call, called: calling.Called) -> Iterator[str]:
    """What was not sent as the document says; what `fetch` can't send is told."""
    if called.error:
        if not called.error.startswith("TypeError: `fetch` sends no ") or _can_be_sent(call):
            yield called.error
        return
    (sent,) = called.sent
    body = sent["body"].encode("latin-1")
    call.sent = httpx.Request(sent["method"], sent["url"], headers=sent["headers"], content=body)
    yield from call.wrong()


def _can_be_sent(call: Call) -> bool:
    method = call.operation.method
    has_body = any(place in ("body", "whole") for place, _ in call.values)
    return method != "TRACE" and not (method in ("GET", "HEAD") and has_body)
