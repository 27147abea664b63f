"""Security requirements of fragments, generated and called: which credentials go out with which call."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import ModuleType
from typing import Any

import httpx
import pytest

Generate = Callable[[str], ModuleType]

DEPOT = """
    security: [{header_key: []}, {query_key: []}]
    paths:
      /either: {get: {operationId: depot.either, responses: &done {'204': {description: done}}}}
      /both: {get: {operationId: depot.both, security: [{header_key: [], app: []}], responses: *done}}
      /open: {get: {operationId: depot.open, security: [], responses: *done}}
      /maybe: {get: {operationId: depot.maybe, security: [{}, {bearer: []}], responses: *done}}
      /basic: {get: {operationId: depot.basic, security: [{basic: []}], responses: *done}}
      /cookie: {get: {operationId: depot.cookie, security: [{session: []}], responses: *done,
        parameters: [{name: theme, in: cookie, schema: {type: string}}]}}
      /digest: {get: {operationId: depot.digest, security: [{digest: []}], responses: *done}}
      /pinned: {get: {operationId: depot.pinned, security: [{tls: []}], responses: *done}}
    components:
      securitySchemes:
        header_key: {type: apiKey, in: header, name: X-Key}
        query_key: {type: apiKey, in: query, name: key}
        app: {type: apiKey, in: header, name: X-App}
        bearer: {type: http, scheme: bearer}
        basic: {type: http, scheme: basic}
        session: {type: apiKey, in: cookie, name: SID}
        digest: {type: http, scheme: digest}
        tls: {type: mutualTLS}
"""
EVERYTHING = {
    "header_key": "h",
    "query_key": "q",
    "app": "a",
    "access_token": "t",
    "username": "user",
    "password": "pass",
    "session": "s",
    "authorization": "Digest d",
}


class Sent:
    """The requests of a client, and of each the credentials in it."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(204)

    def last(self) -> dict[str, str]:
        request = self.requests[-1]
        names = ("x-key", "x-app", "authorization", "cookie")
        headers = {name: request.headers[name] for name in names if name in request.headers}
        return {**headers, **dict(request.url.params.multi_items())}


def call(package: ModuleType, method: str, credentials: dict[str, Any], **arguments: Any) -> Any:
    """What both kinds of client send with a call, which is the same."""
    sent = Sent()
    transport = httpx.MockTransport(sent)
    client = package.PetsClient(**credentials, http_client=httpx.Client(transport=transport))
    getattr(client.depot, method)(**arguments)
    first = sent.last()

    async def again() -> None:
        http = httpx.AsyncClient(transport=transport)
        other = package.AsyncPetsClient(**credentials, http_client=http)
        await getattr(other.depot, method)(**arguments)

    asyncio.run(again())
    assert sent.last() == first
    return first


@pytest.mark.parametrize(
    ("method", "credentials", "expected"),
    [
        ("either", EVERYTHING, {"x-key": "h"}),
        ("either", {"query_key": "q"}, {"key": "q"}),
        ("both", EVERYTHING, {"x-key": "h", "x-app": "a"}),
        ("open", EVERYTHING, {}),
        ("open", {}, {}),
        ("maybe", EVERYTHING, {"authorization": "Bearer t"}),
        ("maybe", {"header_key": "h"}, {}),
        ("maybe", {}, {}),
        ("basic", EVERYTHING, {"authorization": "Basic dXNlcjpwYXNz"}),
        ("basic", {"username": "key", "password": ""}, {"authorization": "Basic a2V5Og=="}),
        ("cookie", EVERYTHING, {"cookie": "SID=s"}),
        ("digest", EVERYTHING, {"authorization": "Digest d"}),
        ("pinned", EVERYTHING, {}),
    ],
)
def test_a_call_sends_the_first_requirement_that_can_be_met(
    generate: Generate, method: str, credentials: dict[str, Any], expected: dict[str, str]
) -> None:
    assert call(generate(DEPOT), method, credentials) == expected


def test_a_cookie_of_a_call_stands_beside_the_credential(generate: Generate) -> None:
    sent = call(generate(DEPOT), "cookie", EVERYTHING, theme="dark")
    assert sorted(sent["cookie"].split("; ")) == ["SID=s", "theme=dark"]


@pytest.mark.parametrize(
    ("method", "credentials", "told"),
    [
        ("either", {"app": "a"}, "`header_key` or `query_key` to be set"),
        ("both", {"header_key": "h"}, "`header_key` and `app` to be set, or a header `X-App`"),
        ("basic", {"username": "user"}, "`username` and `password` to be set"),
    ],
)
def test_without_what_a_call_needs_it_is_not_made(
    generate: Generate, method: str, credentials: dict[str, Any], told: str
) -> None:
    with pytest.raises(TypeError, match=told):
        call(generate(DEPOT), method, credentials)


def test_a_credential_may_come_by_hand_or_be_left_out_on_purpose(generate: Generate) -> None:
    package = generate(DEPOT)
    by_hand = {"extra_headers": {"X-App": "mine", "X-Key": "other"}}
    assert call(package, "both", {"header_key": "h"}, **by_hand) == {
        "x-key": "other",
        "x-app": "mine",
    }
    without = {"extra_headers": {"x-key": package.omit}}
    assert call(package, "either", {"app": "a"}, **without) == {}
    default = {"header_key": "h", "default_headers": {"x-app": "mine"}}
    assert call(package, "both", default) == {"x-key": "h", "x-app": "mine"}


def test_all_that_is_given_goes_out_where_the_document_says_so(generate: Generate) -> None:
    package = generate(DEPOT + "    x-client: {credentials: {send: all}}\n")
    assert call(package, "either", EVERYTHING) == {"x-key": "h", "key": "q"}
    assert call(package, "either", {"query_key": "q"}) == {"key": "q"}
    assert call(package, "open", EVERYTHING) == {}
    assert call(package, "maybe", EVERYTHING) == {"authorization": "Bearer t"}
    with pytest.raises(TypeError, match="`header_key` or `query_key` to be set"):
        call(package, "either", {"app": "a"})


def test_two_keys_that_go_together_are_two_arguments(generate: Generate) -> None:
    package = generate("""
        security: [{clientId: [], secret: []}]
        paths: {/x: {get: {operationId: depot.x, responses: {'204': {description: ok}}}}}
        components:
          securitySchemes:
            clientId: {type: apiKey, in: header, name: X-Key}
            secret: {type: apiKey, in: header, name: X-App}
        """)
    assert call(package, "x", {"client_id": "c", "secret": "s"}) == {"x-key": "c", "x-app": "s"}


def test_the_environment_has_the_halves_that_are_not_given(
    generate: Generate, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = generate(DEPOT)
    monkeypatch.setenv("PETS_PASSWORD", "kept")
    monkeypatch.setenv("PETS_HEADER_KEY", "other")
    sent = call(package, "basic", {"username": "user"})
    assert sent == {"authorization": "Basic dXNlcjprZXB0"}
    with pytest.raises(TypeError, match="header_key"):
        call(package, "either", {"username": "user"})
    assert call(package, "either", {}) == {"x-key": "other"}


def test_arguments_are_named_as_the_document_wants_them(generate: Generate) -> None:
    package = generate(DEPOT + """
    x-client:
      credentials:
        basic: {argument: user, environment: DEPOT_USER, secret: {argument: word, environment: DEPOT_WORD}}
""")
    assert call(package, "basic", {"user": "user", "word": "pass"}) == {
        "authorization": "Basic dXNlcjpwYXNz"
    }
    assert "From `DEPOT_WORD` where not given." in str(package.PetsClient.__init__.__doc__)


def test_an_argument_takes_no_name_that_a_client_has(generate: Generate) -> None:
    package = generate("""
        security: [{get: []}, {depot: []}]
        paths: {/x: {get: {operationId: depot.x, responses: {'204': {description: ok}}}}}
        components:
          securitySchemes:
            get: {type: apiKey, in: header, name: X-Key}
            depot: {type: apiKey, in: header, name: X-App}
        """)
    assert call(package, "x", {"get_": "k"}) == {"x-key": "k"}
    assert call(package, "x", {"depot_2": "k"}) == {"x-app": "k"}


# Tokens that are given by functions, and tokens that are asked for


def test_a_token_may_be_what_gives_one_for_each_call(generate: Generate) -> None:
    package, sent = generate(DEPOT), Sent()
    tokens = iter(["first", "second", "third"])
    http = httpx.Client(transport=httpx.MockTransport(sent))
    client = package.PetsClient(access_token=lambda: next(tokens), http_client=http)
    for expected in ("Bearer first", "Bearer second"):
        client.depot.maybe()
        assert sent.last() == {"authorization": expected}
    client.depot.maybe(extra_headers={"authorization": "by hand"})
    assert sent.last() == {"authorization": "by hand"}


def test_asynchronous_clients_await_it(generate: Generate) -> None:
    package, sent = generate(DEPOT), Sent()

    async def token() -> str:
        return "later"

    async def run() -> None:
        http = httpx.AsyncClient(transport=httpx.MockTransport(sent))
        await package.AsyncPetsClient(access_token=token, http_client=http).depot.maybe()

    asyncio.run(run())
    assert sent.last() == {"authorization": "Bearer later"}


OAUTH = """
    security: [{oauth: [read]}]
    paths:
      /read: {get: {operationId: depot.read, responses: &done {'204': {description: done}}}}
      /write: {get: {operationId: depot.write, security: [{oauth: [read, write]}], responses: *done}}
      /sign: {get: {operationId: depot.sign, security: [{sign: [openid]}], responses: *done}}
      /open: {get: {operationId: depot.open, security: [], responses: *done}}
    components:
      securitySchemes:
        oauth:
          type: oauth2
          flows:
            clientCredentials: {tokenUrl: /token, scopes: {read: See., write: Change.}}
            authorizationCode: {authorizationUrl: /ask, tokenUrl: /code, scopes: {}}
        sign: {type: openIdConnect, openIdConnectUrl: 'https://id.example/.well-known/openid-configuration'}
"""


class Provider(Sent):
    """An API, and the providers that give its tokens."""

    def __init__(self, methods: list[str]) -> None:
        super().__init__()
        self.methods = methods
        self.asked: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path == "/.well-known/openid-configuration":
            self.asked.append(request)
            where = {"token_endpoint": "https://id.example/give"}
            return httpx.Response(
                200, json=where | {"token_endpoint_auth_methods_supported": self.methods}
            )
        if path in ("/token", "/give"):
            self.asked.append(request)
            token = f"{path[1:]}{len(self.asked)}"
            return httpx.Response(200, json={"access_token": token, "expires_in": 3600})
        return super().__call__(request)


def test_a_client_asks_for_a_token_of_the_scopes_that_a_call_needs(generate: Generate) -> None:
    package, server = generate(OAUTH), Provider([])
    http = httpx.Client(transport=httpx.MockTransport(server))
    client = package.PetsClient(
        oauth_client_id="my id", oauth_client_secret="s:x", http_client=http
    )
    client.depot.open()
    assert (server.last(), server.asked) == ({}, [])
    for _ in range(2):
        client.depot.read()
        assert server.last() == {"authorization": "Bearer token1"}
    client.with_options(max_retries=0).depot.read()
    client.depot.write()
    assert server.last() == {"authorization": "Bearer token2"}
    first, second = server.asked
    assert (first.method, str(first.url)) == ("POST", "https://pets.example/token")
    assert first.read() == b"grant_type=client_credentials&scope=read"
    assert second.read() == b"grant_type=client_credentials&scope=read+write"
    assert first.headers["content-type"] == "application/x-www-form-urlencoded"
    expected = httpx.BasicAuth("my+id", "s%3Ax")._auth_header
    assert first.headers["authorization"] == expected


@pytest.mark.parametrize("methods", [["client_secret_basic"], ["client_secret_post"]])
def test_the_discovery_document_says_where_and_how(generate: Generate, methods: list[str]) -> None:
    package, server = generate(OAUTH), Provider(methods)
    http = httpx.Client(transport=httpx.MockTransport(server))
    client = package.PetsClient(sign_client_id="i", sign_client_secret="s", http_client=http)
    client.depot.sign()
    client.depot.sign()
    assert server.last() == {"authorization": "Bearer give2"}
    _, asked = server.asked
    assert str(asked.url) == "https://id.example/give"
    in_form = b"&client_id=i&client_secret=s" if "client_secret_post" in methods else b""
    assert asked.read() == b"grant_type=client_credentials&scope=openid" + in_form
    assert ("authorization" in asked.headers) is (not in_form)


def test_a_token_at_hand_is_taken_before_one_is_asked_for(generate: Generate) -> None:
    package, server = generate(OAUTH), Provider([])
    http = httpx.Client(transport=httpx.MockTransport(server))
    given = {"access_token": "mine", "oauth_client_id": "i", "oauth_client_secret": "s"}
    package.PetsClient(**given, http_client=http).depot.read()
    assert (server.last(), server.asked) == ({"authorization": "Bearer mine"}, [])
    with pytest.raises(
        TypeError, match="`access_token` or `oauth_client_id` and `oauth_client_secret` to be set"
    ):
        package.PetsClient(oauth_client_id="i", http_client=http).depot.read()
