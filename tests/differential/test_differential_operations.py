"""The same calls through the reference client and through ours, operation by operation."""

from __future__ import annotations

import pytest

from clientsmith.api.ir import Operation
from differential.clients import Clients, needs_reference
from differential.comparing import Difference, told
from differential.values import cases
from support.claude import operations

pytestmark = [pytest.mark.slow, needs_reference]
every_operation = pytest.mark.parametrize(
    "operation", operations().values(), ids=lambda each: each.id
)


@every_operation
def test_the_same_call_is_the_same(operation: Operation, clients: Clients) -> None:
    found: list[Difference] = []
    for case in cases(operation, clients.capture.address):
        call = {
            "accessor": operation.id,
            "positional": case.positional,
            "keywords": clients.known_to_both(operation.id, case.keywords),
        }
        for asynchronous in (False, True):
            given = {**call, "asynchronous": asynchronous}
            found += clients.compare(operation.id, given, case.replies)
    clients.compared.add(operation.id)
    assert not found, told(found)


@every_operation
def test_a_method_takes_the_same(operation: Operation, clients: Clients) -> None:
    call = {"accessor": operation.id, "signature": True}
    found = clients.compare(f"{operation.id}()", call, [])
    clients.compared.add(f"{operation.id}()")
    assert not found, told(found)
