"""Responses of fragments, generated and called: what each status and media type gives, typed."""

from __future__ import annotations

import ast
import asyncio
import inspect
from collections.abc import Callable
from types import ModuleType
from typing import Any

import httpx
import pytest

from support.generating import submodule

Generate = Callable[[str], ModuleType]

SHOP = """
    paths:
      /orders:
        put:
          operationId: shop.put
          responses:
            '200': {description: ok, content: &order {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
            '201': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Job'}}}}
            '202': {description: queued}
        get:
          operationId: shop.get
          responses:
            '200':
              description: ok
              content:
                <<: *order
                application/pdf: {schema: {type: string, format: binary}}
                text/plain: {schema: {type: string}}
        post:
          operationId: shop.post
          responses: {2XX: {description: ok, content: *order}, default: {description: no}}
        head:
          operationId: shop.probe
          responses: {'200': {description: ok, headers: {X-Total: {schema: {type: integer}}}, content: *order}}
        delete:
          operationId: shop.clear
          responses: {'204': {description: done, headers: {X-Undo: {schema: {type: string}}}}}
      /vendor:
        get:
          operationId: shop.vendor
          responses: {'200': {description: ok, content: {application/vnd.api+json: {schema: {$ref: '#/components/schemas/Order'}}}}}
    components:
      schemas:
        Order: {type: object, required: [n], properties: {n: {type: integer}}}
        Job: {type: object, required: [made], properties: {made: {type: string, format: date}}}
"""


def responding(package: ModuleType, *answer: Any, **more: Any) -> tuple[Any, list[httpx.Request]]:
    """A client whose server gives one answer, and the requests that it gets."""
    sent: list[httpx.Request] = []

    def respond(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(*answer, **more)

    http = httpx.Client(transport=httpx.MockTransport(respond))
    return package.PetsClient(http_client=http, max_retries=0), sent


def awaiting(package: ModuleType, call: Callable[[Any], Any], *answer: Any, **more: Any) -> Any:
    """What the same gives from an asynchronous client."""

    async def run() -> Any:
        transport = httpx.MockTransport(lambda _request: httpx.Response(*answer, **more))
        http = httpx.AsyncClient(transport=transport)
        return await call(package.AsyncPetsClient(http_client=http, max_retries=0))

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (200, {"json": {"n": 1}}, "Order"),
        (201, {"json": {"made": "2026-01-02"}}, "Job"),
        (202, {}, "NoneType"),
        (206, {"json": {"n": 1}}, "Order"),
        (204, {}, "NoneType"),
        (200, {}, "NoneType"),
    ],
)
def test_each_status_gives_what_it_declares(
    generate: Generate, status: int, body: dict[str, Any], kind: str
) -> None:
    package = generate(SHOP)
    client, _ = responding(package, status, **body)
    assert type(client.shop.put()).__name__ == kind
    found = awaiting(package, lambda client: client.shop.put(), status, **body)
    assert type(found).__name__ == kind


def test_the_annotation_is_the_union_and_the_docstring_tells_of_nothing(generate: Generate) -> None:
    shop = submodule(generate(SHOP), "resources", "shop").Shop
    assert inspect.signature(shop.put).return_annotation == "Order | Job"
    assert inspect.signature(shop.post).return_annotation == "Order"
    assert inspect.signature(shop.clear).return_annotation == "None"
    assert "None" in shop.put.__doc__
    assert "None" not in shop.get.__doc__


def test_a_media_type_can_be_asked_for(generate: Generate) -> None:
    package = generate(SHOP)
    client, sent = responding(package, 200, json={"n": 1})
    assert client.shop.get().n == 1
    assert client.shop.get(accept="application/json").n == 1
    client, more = responding(
        package, 200, content=b"%PDF", headers={"content-type": "application/pdf"}
    )
    assert client.shop.get(accept="application/pdf").read() == b"%PDF"
    assert client.shop.with_raw_response.get(accept="application/pdf").read() == b"%PDF"
    client, last = responding(package, 200, text="seven")
    assert client.shop.get(accept="text/plain") == "seven"
    assert [each.headers["accept"] for each in (*sent, *more, *last)] == [
        *["application/json"] * 2,
        *["application/pdf"] * 2,
        "text/plain",
    ]


def test_a_checker_knows_what_each_media_type_gives(generate: Generate) -> None:
    module = submodule(generate(SHOP), "resources", "shop")
    tree = ast.parse(inspect.getsource(module.Shop))
    found = [
        (ast.unparse(argument.annotation or tree), ast.unparse(node.returns or tree))
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name == "get"
        for argument in node.args.kwonlyargs
        if argument.arg == "accept"
    ]
    assert found == [
        ("Literal['application/json'] | Omit", "Order"),
        ("Literal['application/pdf']", "BinaryAPIResponse"),
        ("Literal['text/plain']", "str"),
        (
            "Literal['application/json', 'application/pdf', 'text/plain'] | Omit",
            "Order | BinaryAPIResponse | str",
        ),
    ]


def test_a_media_type_of_its_own_is_asked_for(generate: Generate) -> None:
    client, sent = responding(generate(SHOP), 200, json={"n": 1})
    assert client.shop.vendor().n == 1
    assert sent[0].headers["accept"] == "application/vnd.api+json"


@pytest.mark.parametrize("method", ["probe", "clear"])
def test_a_raw_response_is_given_where_the_result_is_nothing(
    generate: Generate, method: str
) -> None:
    package = generate(SHOP)
    client, _ = responding(package, 200, headers={"x-total": "3"})
    assert getattr(client.shop, method)() is None
    raw = getattr(client.shop.with_raw_response, method)()
    assert (raw.status_code, raw.headers["x-total"], raw.parse()) == (200, "3", None)
    with getattr(client.shop.with_streaming_response, method)() as streamed:
        assert streamed.status_code == 200
    raw = awaiting(
        package,
        lambda client: getattr(client.shop.with_raw_response, method)(),
        200,
        headers={"x-total": "3"},
    )
    assert raw.headers["x-total"] == "3"


# Errors

GATE = """
    paths:
      /gate:
        get:
          operationId: gate.enter
          responses:
            '200': {description: ok}
            '403':
              description: no
              content:
                application/json: {schema: {$ref: '#/components/schemas/Denied'}}
                text/plain: {schema: {type: string}}
            '404': {description: nowhere}
            4XX: {description: other, content: {application/problem+json: {schema: {$ref: '#/components/schemas/Problem'}}}}
            default: {description: other, content: {application/json: {schema: {$ref: '#/components/schemas/Failure'}}}}
        post:
          operationId: gate.open
          responses: {'200': {description: ok}}
    components:
      schemas:
        Denied: {type: object, required: [reason], properties: {reason: {type: string}}}
        Problem: {type: object, properties: {title: {type: string}}}
        Failure: {type: object, properties: {why: {type: string}}}
"""


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (403, {"json": {"reason": "late"}}, "Denied"),
        (403, {"text": "go away"}, None),
        (403, {}, None),
        (404, {"json": {"title": "x"}}, None),
        (410, {"json": {"title": "gone"}}, "Problem"),
        (500, {"json": {"why": "no idea"}}, "Failure"),
        (500, {"text": "[broken"}, None),
    ],
)
def test_an_error_has_the_model_of_its_status(
    generate: Generate, status: int, body: dict[str, Any], kind: str | None
) -> None:
    package = generate(GATE)
    client, _ = responding(package, status, **body)
    with pytest.raises(package.APIStatusError) as raised:
        client.gate.enter()
    error = raised.value
    assert error.body == (body.get("json") or body.get("text") or "")
    expected = getattr(submodule(package, "types"), kind) if kind else type(None)
    assert type(error.parsed) is expected
    with pytest.raises(package.APIStatusError) as raised:
        awaiting(package, lambda client: client.gate.enter(), status, **body)
    assert type(raised.value.parsed) is expected


def test_an_error_that_is_not_declared_has_none(generate: Generate) -> None:
    client, _ = responding(package := generate(GATE), 403, json={"reason": "late"})
    with pytest.raises(package.PermissionDeniedError) as raised:
        client.gate.open()
    assert raised.value.parsed is None
    denied = submodule(package, "types").Denied
    assert raised.value.parse(denied).reason == "late"


def test_what_is_no_json_is_no_model(generate: Generate) -> None:
    client, _ = responding(package := generate(GATE), 403, text="go away")
    with pytest.raises(package.PermissionDeniedError) as raised:
        client.gate.enter()
    with pytest.raises(package.APIResponseValidationError, match="not JSON"):
        raised.value.parse(submodule(package, "types").Denied)
