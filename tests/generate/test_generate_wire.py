"""Documents that their owners publish: every operation called, and each request compared with what
the document itself says of it: path, query, headers, cookies, body, credentials.

The document is read with PyYAML, and what a method takes from the printed client: nothing here is
told by the stages that printed it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import httpx
import pytest

from clientsmith.api.reading import read
from clientsmith.document import load
from responder.documented import DocumentedOperation, documented
from responder.responding import SECRET, Call, printed_for
from support.generating import OF_MANY_KINDS, generate_document, imported, package_name, real_specs
from support.printed import PrintedMethod, printed_methods

SPECS = real_specs(*OF_MANY_KINDS)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SPECS, reason="no documents at hand"),
]


@dataclass(frozen=True)
class Client:
    """A document's operations, the package that was made of it, and the methods in its text."""

    operations: list[tuple[DocumentedOperation, PrintedMethod]]
    package: ModuleType
    credentials: dict[str, str]


@pytest.fixture(scope="module", params=SPECS, ids=lambda path: Path(path).stem)
def client(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Client]:
    spec: Path = request.param
    output = tmp_path_factory.mktemp(spec.stem)
    generate_document(spec, output)
    methods = printed_methods(output / package_name(output)).values()
    found = [(each, printed_for(each, methods)) for each in documented(spec)]
    pairs = [(each, method) for each, method in found if method is not None]
    assert [each.path for each, method in found if method is None] == []
    rows = read(load(spec)).client.credentials
    credentials = {each.argument: SECRET for row in rows for each in (row, row.secret) if each}
    with imported(output) as package:
        yield Client(pairs, package, credentials)


def calls(client: Client, *, full: bool) -> Iterator[tuple[PrintedMethod, Call]]:
    """Every operation's, in each of its media types."""
    for operation, method in client.operations:
        for call in Call.each(operation, method, full=full):
            yield method, call


BASE = "https://api.example"


@pytest.mark.parametrize("full", [False, True], ids=["required", "everything"])
def test_every_call_is_sent_as_the_document_says(client: Client, full: bool) -> None:
    wrong: list[str] = []
    for method, call in calls(client, full=full):
        http = httpx.Client(transport=httpx.MockTransport(call.respond))
        made = client.package.Client(**client.credentials, base_url=BASE, http_client=http)
        positional, keywords = call.arguments()
        method.of(made)(*positional, **keywords)
        wrong += [f"{call.operation.method} {call.operation.path}: {each}" for each in call.wrong()]
    assert wrong == []


def test_asynchronous_calls_are_sent_alike(client: Client) -> None:
    wrong: list[str] = []

    async def call_all() -> None:
        for method, call in calls(client, full=True):
            http = httpx.AsyncClient(transport=httpx.MockTransport(call.respond))
            made = client.package.AsyncClient(**client.credentials, base_url=BASE, http_client=http)
            positional, keywords = call.arguments()
            await method.of(made)(*positional, **keywords)
            wrong.extend(
                f"{call.operation.method} {call.operation.path}: {each}" for each in call.wrong()
            )

    asyncio.run(call_all())
    assert wrong == []
