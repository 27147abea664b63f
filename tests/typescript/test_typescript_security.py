"""Security requirements and servers of fragments, printed in TypeScript and called: which credentials go
out with which call, and where to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from calling import Call, Called, Client, client_of

pytestmark = pytest.mark.slow

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
      /token: {get: {operationId: depot.asked, security: [{oauth: [read, write]}], responses: *done}}
      /sign: {get: {operationId: depot.sign, security: [{sign: [openid]}], responses: *done}}
      /upload: {post: {operationId: depot.upload, servers: [{url: 'https://files.depot.example/u'}], responses: *done}}
      /regional:
        get:
          operationId: depot.regional
          servers: [{url: 'https://{region}.files.depot.example', variables: {region: {default: eu}}}]
          responses: *done
      /below:
        servers: [{url: /auth}]
        post: {operationId: depot.below, responses: *done}
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
        oauth:
          type: oauth2
          flows: {clientCredentials: {tokenUrl: /token, scopes: {read: See., write: Change.}}}
        sign: {type: openIdConnect, openIdConnectUrl: 'https://id.example/.well-known/openid-configuration'}
"""
EVERYTHING = {
    "headerKey": "h",
    "queryKey": "q",
    "app": "a",
    "accessToken": "t",
    "username": "user",
    "password": "pass",
    "session": "s",
    "authorization": "Digest d",
}


@pytest.fixture(scope="module")
def depot(tmp_path_factory: pytest.TempPathFactory) -> Client:
    return client_of(DEPOT, tmp_path_factory.mktemp("depot"))


def proof(called: Called) -> dict[str, str]:
    """What in the last request says who calls."""
    assert not called.error
    sent = called.sent[-1]
    names = ("x-key", "x-app", "authorization", "cookie")
    headers = {name: sent["headers"][name] for name in names if name in sent["headers"]}
    query = sent["url"].partition("?")[2]
    return {**headers, **({"query": query} if query else {})}


@pytest.mark.parametrize(
    ("method", "credentials", "expected"),
    [
        ("either", EVERYTHING, {"x-key": "h"}),
        ("either", {"queryKey": "q"}, {"query": "key=q"}),
        ("both", EVERYTHING, {"x-key": "h", "x-app": "a"}),
        ("open", EVERYTHING, {}),
        ("open", {}, {}),
        ("maybe", EVERYTHING, {"authorization": "Bearer t"}),
        ("maybe", {"headerKey": "h"}, {}),
        ("maybe", {}, {}),
        ("basic", EVERYTHING, {"authorization": "Basic dXNlcjpwYXNz"}),
        ("basic", {"username": "key", "password": ""}, {"authorization": "Basic a2V5Og=="}),
        ("cookie", EVERYTHING, {"cookie": "SID=s"}),
        ("digest", EVERYTHING, {"authorization": "Digest d"}),
        ("pinned", EVERYTHING, {}),
    ],
)
def test_a_call_sends_the_first_requirement_that_can_be_met(
    depot: Client, method: str, credentials: dict[str, Any], expected: dict[str, str]
) -> None:
    assert proof(depot.call(f"depot.{method}", **credentials)) == expected


def test_a_cookie_of_a_call_stands_beside_the_credential(depot: Client) -> None:
    called = depot.call("depot.cookie", {"theme": "dark"}, **EVERYTHING)
    assert proof(called) == {"cookie": "SID=s; theme=dark"}


@pytest.mark.parametrize(
    ("method", "credentials", "told"),
    [
        ("either", {"app": "a"}, "`headerKey` or `queryKey` to be set"),
        ("both", {"headerKey": "h"}, "`headerKey` and `app` to be set"),
        ("basic", {"username": "user"}, "`username` and `password` to be set"),
        ("asked", {"oauthClientID": "i"}, "`oauthClientID` and `oauthClientSecret` to be set"),
    ],
)
def test_without_what_a_call_needs_it_is_not_made(
    depot: Client, method: str, credentials: dict[str, Any], told: str
) -> None:
    called = depot.call(f"depot.{method}", **credentials)
    assert told in called.error
    assert not called.sent


def test_a_credential_may_come_by_hand_or_be_left_out_on_purpose(depot: Client) -> None:
    by_hand = {"headers": {"X-App": "mine", "X-Key": "other"}}
    assert proof(depot.call("depot.both", by_hand, headerKey="h")) == {
        "x-key": "other",
        "x-app": "mine",
    }
    half = {"headers": {"X-App": "mine"}}
    assert proof(depot.call("depot.both", half, headerKey="h")) == {"x-key": "h", "x-app": "mine"}
    assert proof(depot.call("depot.either", {"headers": {"x-key": None}}, app="a")) == {}
    default = {"headerKey": "h", "defaultHeaders": {"x-app": "mine"}}
    assert proof(depot.call("depot.both", **default)) == {"x-key": "h", "x-app": "mine"}


def test_all_that_is_given_goes_out_where_the_document_says_so(tmp_path: Path) -> None:
    client = client_of(DEPOT + "    x-client: {credentials: {send: all}}\n", tmp_path)
    assert proof(client.call("depot.either", **EVERYTHING)) == {"x-key": "h", "query": "key=q"}
    assert proof(client.call("depot.either", queryKey="q")) == {"query": "key=q"}
    assert proof(client.call("depot.open", **EVERYTHING)) == {}
    assert proof(client.call("depot.maybe", **EVERYTHING)) == {"authorization": "Bearer t"}
    assert "`headerKey` or `queryKey`" in client.call("depot.either", app="a").error


def test_the_environment_has_the_halves_that_are_not_given(depot: Client) -> None:
    kept = {"PETS_PASSWORD": "kept", "PETS_HEADER_KEY": "other"}
    half = {"username": "user"}
    basic, either, unasked = depot.calls(
        Call("depot.basic", options=half),
        Call("depot.either", options=half),
        Call("depot.either"),
        **kept,
    )
    assert proof(basic) == {"authorization": "Basic dXNlcjprZXB0"}
    assert "headerKey" in either.error
    assert proof(unasked) == {"x-key": "other"}


def test_a_token_is_asked_for_with_the_scopes_that_a_call_needs(depot: Client) -> None:
    (called,) = depot.calls(
        Call(
            "depot.asked",
            options={"oauthClientID": "my id", "oauthClientSecret": "s:x", "region": "us"},
            replies=[{"status": 200, "body": '{"access_token": "one"}'}, {"status": 204}],
        )
    )
    assert proof(called) == {"authorization": "Bearer one"}
    asked, sent = called.sent
    assert (asked["method"], asked["url"]) == ("POST", "https://us.depot.example:8443/token")
    assert asked["body"] == "grant_type=client_credentials&scope=read+write"
    assert asked["headers"]["content-type"] == "application/x-www-form-urlencoded"
    assert asked["headers"]["authorization"] == "Basic bXkraWQ6cyUzQXg="
    assert sent["url"] == "https://us.depot.example:8443/v2/token"


@pytest.mark.parametrize("method", ["client_secret_basic", "client_secret_post"])
def test_the_discovery_document_says_where_and_how(depot: Client, method: str) -> None:
    found = (
        '{"token_endpoint": "https://id.example/give",'
        f' "token_endpoint_auth_methods_supported": ["{method}"]}}'
    )
    (called,) = depot.calls(
        Call(
            "depot.sign",
            options={"signClientID": "i", "signClientSecret": "s", "headerKey": "h"},
            replies=[
                {"status": 200, "body": found},
                {"status": 200, "body": '{"access_token": "one"}'},
                {"status": 204},
            ],
        )
    )
    assert proof(called) == {"authorization": "Bearer one"}
    discovered, asked, _ = called.sent
    assert "x-key" not in {**discovered["headers"], **asked["headers"]}
    in_form = "&client_id=i&client_secret=s" if method == "client_secret_post" else ""
    assert asked["url"] == "https://id.example/give"
    assert asked["body"] == f"grant_type=client_credentials&scope=openid{in_form}"
    assert ("authorization" in asked["headers"]) is (not in_form)


def test_a_token_at_hand_is_taken_before_one_is_asked_for(depot: Client) -> None:
    given = {"accessToken": "mine", "oauthClientID": "i", "oauthClientSecret": "s"}
    called = depot.call("depot.asked", **given)
    assert proof(called) == {"authorization": "Bearer mine"}
    assert len(called.sent) == 1


# Servers

ELSEWHERE = ["https://files.depot.example/u/upload", "https://eu.files.depot.example/regional"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (
            {},
            [
                "https://eu.depot.example:8443/v2/either",
                *ELSEWHERE,
                "https://eu.depot.example:8443/auth/below",
            ],
        ),
        (
            {"region": "us", "base": "v3"},
            [
                "https://us.depot.example:8443/v3/either",
                "https://files.depot.example/u/upload",
                "https://us.files.depot.example/regional",
                "https://us.depot.example:8443/auth/below",
            ],
        ),
        (
            {"server": "trial"},
            [
                "https://sandbox.depot.example/either",
                *ELSEWHERE,
                "https://sandbox.depot.example/auth/below",
            ],
        ),
        (
            {"baseURL": "http://localhost:99/x"},
            ["http://localhost:99/x/either", *ELSEWHERE, "http://localhost:99/auth/below"],
        ),
    ],
)
def test_each_call_goes_to_its_server(
    depot: Client, options: dict[str, Any], expected: list[str]
) -> None:
    names = ("either", "upload", "regional", "below")
    calls = [Call(f"depot.{name}", options={**options, "headerKey": "h"}) for name in names]
    sent = [each.sent[0] for each in depot.calls(*calls)]
    assert [each["url"] for each in sent] == expected
    assert {each["headers"]["x-key"] for each in sent} == {"h"}


def test_servers_have_names_and_variables_their_values(depot: Client) -> None:
    options = depot.text("base.ts")
    assert 'server?: "production" | "trial" | "old.depot.example" | null | undefined;' in options
    assert 'region?: "eu" | "us" | null | undefined;' in options
    assert "port?: string | null | undefined;" in options
    told = 'No server is called "other": "production", "trial", "old.depot.example"'
    assert told in depot.call("depot.either", server="other").error


@pytest.mark.parametrize(
    ("servers", "told"),
    [
        ("[{url: /api/v3}]", "names no host: give `baseURL`, `https://…/api/v3`"),
        ("[]", "names no host: give `baseURL`, `https://…`"),
        ("[{url: 'https://{tenant}.example'}]", "needs `tenant`"),
    ],
)
def test_a_client_of_no_host_has_to_be_told_one(tmp_path: Path, servers: str, told: str) -> None:
    client = client_of(
        f"""
        servers: {servers}
        paths: {{/a: {{get: {{operationId: depot.a, responses: {{'204': {{description: ok}}}}}}}}}}
        """,
        tmp_path,
    )
    assert told in client.call("depot.a").error
    (sent,) = client.call("depot.a", baseURL="https://a.example").sent
    assert sent["url"] == "https://a.example/a"
    if "tenant" in servers:
        (sent,) = client.call("depot.a", tenant="me").sent
        assert sent["url"] == "https://me.example/a"
