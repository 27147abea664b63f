"""Servers of fragments, generated and called: which address a request goes to."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from types import ModuleType
from typing import Any

import httpx
import pytest

Generate = Callable[[str], ModuleType]

DEPOT = """
    servers:
      - url: https://{region}.depot.example:{port}/{base}
        description: The production server.
        variables:
          region: {default: eu, enum: [eu, us], description: Where the data is.}
          port: {default: '8443'}
          base: {default: v2}
      - {url: 'https://sandbox.depot.example/', name: trial}
      - {url: 'https://old.depot.example'}
    security: [{key: []}]
    paths:
      /a: {get: {operationId: depot.a, responses: &done {'204': {description: ok}}}}
      /upload: {post: {operationId: depot.upload, servers: [{url: 'https://files.depot.example/u'}], responses: *done}}
      /regional:
        get:
          operationId: depot.regional
          servers: [{url: 'https://{region}.files.depot.example', variables: {region: {default: eu}}}]
          responses: *done
      /token:
        servers: [{url: /auth}]
        post: {operationId: depot.token, responses: *done}
    components: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}}
"""


def addresses(package: ModuleType, **options: Any) -> list[str]:
    """Where the calls of a client go."""
    sent: list[httpx.Request] = []

    def respond(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(204)

    http = httpx.Client(transport=httpx.MockTransport(respond))
    client = package.PetsClient(api_key="k", http_client=http, **options)
    for name in ("a", "upload", "regional", "token"):
        getattr(client.depot, name)()
    assert {request.headers["x-key"] for request in sent} == {"k"}
    return [str(request.url) for request in sent]


ELSEWHERE = ["https://files.depot.example/u/upload", "https://eu.files.depot.example/regional"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (
            {},
            [
                "https://eu.depot.example:8443/v2/a",
                *ELSEWHERE,
                "https://eu.depot.example:8443/auth/token",
            ],
        ),
        (
            {"region": "us", "base": "v3"},
            [
                "https://us.depot.example:8443/v3/a",
                "https://files.depot.example/u/upload",
                "https://us.files.depot.example/regional",
                "https://us.depot.example:8443/auth/token",
            ],
        ),
        (
            {"server": "trial"},
            [
                "https://sandbox.depot.example/a",
                *ELSEWHERE,
                "https://sandbox.depot.example/auth/token",
            ],
        ),
        (
            {"base_url": "http://localhost:99/x"},
            ["http://localhost:99/x/a", *ELSEWHERE, "http://localhost:99/auth/token"],
        ),
    ],
)
def test_each_call_goes_to_its_server(
    generate: Generate, options: dict[str, Any], expected: list[str]
) -> None:
    assert addresses(generate(DEPOT), **options) == expected


def test_servers_have_names_and_variables_their_values(generate: Generate) -> None:
    client = generate(DEPOT).PetsClient
    parameters = inspect.signature(client.__init__).parameters
    assert (
        parameters["server"].annotation
        == "Literal['production', 'trial', 'old.depot.example'] | None"
    )
    assert parameters["region"].annotation == "Literal['eu', 'us'] | None"
    assert parameters["port"].annotation == "str | None"
    assert "Where the data is. `eu` where not given." in client.__init__.__doc__
    with pytest.raises(ValueError, match="No server is called 'other': 'production', 'trial'"):
        client(server="other")


@pytest.mark.parametrize("servers", ["[{url: /api/v3}]", "[]"])
def test_a_client_of_no_host_has_to_be_told_one(generate: Generate, servers: str) -> None:
    package = generate(f"""
        servers: {servers}
        paths: {{/a: {{get: {{operationId: depot.a, responses: {{'204': {{description: ok}}}}}}}}}}
        """)
    with pytest.raises(ValueError, match="names no host: give `base_url`"):
        package.PetsClient()
    assert str(package.PetsClient(base_url="https://a.example").base_url) == "https://a.example"


def test_a_variable_without_a_default_has_to_be_given(generate: Generate) -> None:
    package = generate("""
        servers: [{url: 'https://{tenant}.example'}]
        paths: {/a: {get: {operationId: depot.a, responses: {'204': {description: ok}}}}}
        """)
    with pytest.raises(ValueError, match="needs `tenant`"):
        package.PetsClient()
    assert str(package.PetsClient(tenant="me").base_url) == "https://me.example"


@pytest.mark.parametrize("value", ["me.example/", "me.example?", "me#", "user@elsewhere", "a\\b"])
def test_a_variable_ends_no_host(generate: Generate, value: str) -> None:
    package = generate("""
        servers: [{url: 'https://{tenant}.example/{version}', variables: {version: {default: v1}}}]
        paths: {/a: {get: {operationId: depot.a, responses: {'204': {description: ok}}}}}
        """)
    with pytest.raises(ValueError, match=r"`tenant` holds a '.*', which would end its part of"):
        package.PetsClient(tenant=value)
    client = package.PetsClient(tenant="{version}", version="v2/beta")
    assert str(client.base_url) == "https://{version}.example/v2/beta/"


def test_a_variable_may_be_the_whole_address(generate: Generate) -> None:
    package = generate("""
        servers: [{url: '{address}/v1', variables: {address: {default: 'https://a.example'}}}]
        paths: {/a: {get: {operationId: depot.a, responses: {'204': {description: ok}}}}}
        """)
    assert str(package.PetsClient().base_url) == "https://a.example/v1/"
    assert (
        str(package.PetsClient(address="http://b.example:1").base_url) == "http://b.example:1/v1/"
    )


def test_a_variable_and_a_credential_of_one_name_are_two_arguments(generate: Generate) -> None:
    package = generate("""
        servers: [{url: 'https://{api_key}.example', variables: {api_key: {default: x}}}]
        security: [{key: []}]
        paths: {/a: {get: {operationId: depot.a, responses: {'204': {description: ok}}}}}
        components: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}}
        """)
    client = package.PetsClient(api_key="secret", api_key_2="host")
    assert str(client.base_url) == "https://host.example"
