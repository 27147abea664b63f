"""Requests that say they are the API's, through both: what each makes of them."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from claude_client.lib.webhooks import signed_headers

from differential.clients import Clients, needs_reference
from differential.comparing import told

pytestmark = [pytest.mark.slow, needs_reference]

KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
BODY = json.dumps(
    {
        "type": "event",
        "id": "whevt_1",
        "created_at": "2026-09-21T08:12:45Z",
        "data": {
            "type": "user_profile.enforcement_action_resolved",
            "id": "uprof_1",
            "organization_id": "org_1",
            "enforcement_action_id": "enac_1",
        },
    }
)
UNKNOWN = '{"type": "event", "id": "whevt_2", "data": {"type": "session.created", "id": "sesn_1"}}'


def signed(body: str = BODY, **changed: str) -> dict[str, Any]:
    headers = {**signed_headers(body, KEY), **{f"webhook-{k}": v for k, v in changed.items()}}
    return {"payload": body, "headers": headers, "key": KEY}


def other_times(seconds: int) -> str:
    return str(int(time.time()) + seconds)


# Each is signed when its test begins: a request is not good for long.
SIGNED: dict[str, Callable[[], dict[str, Any]]] = {
    "right": signed,
    "of an unknown kind": lambda: signed(UNKNOWN),
    "a key without padding": lambda: {**signed(), "key": KEY.removeprefix("whsec_")},
    "headers in capitals": lambda: in_capitals(signed()),
    "several signatures": lambda: signed(
        signature="v1,eA== " + signed()["headers"]["webhook-signature"]
    ),
}
REFUSED: dict[str, Callable[[], dict[str, Any]]] = {
    "another key": lambda: {**signed(), "key": "whsec_c2VjcmV0"},
    "another body": lambda: {**signed(), "payload": BODY + " "},
    "no headers": lambda: {**signed(), "headers": {}},
    "old": lambda: signed(timestamp=other_times(-400)),
    "of tomorrow": lambda: signed(timestamp=other_times(86_400)),
    "no time": lambda: signed(timestamp="now"),
}


def in_capitals(given: dict[str, Any]) -> dict[str, Any]:
    return {**given, "headers": {name.upper(): each for name, each in given["headers"].items()}}


def unwrapped(name: str, given: dict[str, Any], clients: Clients) -> None:
    call: dict[str, Any] = {"accessor": "beta.webhooks.unwrap", "positional": [], "keywords": given}
    found = clients.compare(name, call, [])
    assert not found, told(found)


@pytest.mark.parametrize("way", SIGNED)
def test_a_webhook_is_unwrapped_the_same(way: str, clients: Clients) -> None:
    unwrapped(f"webhook {way}", SIGNED[way](), clients)


@pytest.mark.parametrize("way", REFUSED)
def test_a_webhook_is_refused_by_both(way: str, clients: Clients) -> None:
    unwrapped("webhook refused", REFUSED[way](), clients)


def test_an_unverified_one_is_parsed_the_same(clients: Clients) -> None:
    call: dict[str, Any] = {
        "accessor": "beta.webhooks.parse_unverified",
        "positional": [BODY],
        "keywords": {},
    }
    found = clients.compare("webhook", call, [])
    assert not found, told(found)


@pytest.mark.parametrize("method", ["unwrap", "parse_unverified"])
def test_the_methods_take_the_same(method: str, clients: Clients) -> None:
    call = {"accessor": f"beta.webhooks.{method}", "signature": True}
    found = clients.compare(f"webhooks.{method}()", call, [])
    assert not found, told(found)
