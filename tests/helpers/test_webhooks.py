"""Requests that say they are the API's in, events or refusals out."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from claude_client import Anthropic, APIWebhookValidationError, AsyncAnthropic
from claude_client.lib.webhooks import signed_headers
from claude_client.types.beta import (
    BetaWebhookEvent,
    BetaWebhookUserProfileEnforcementActionOpenedEventData,
)

KEY = "whsec_" + base64.b64encode(b"a secret of ours").decode()
OTHER = "whsec_" + base64.b64encode(b"another").decode()
EVENT: dict[str, Any] = {
    "type": "event",
    "id": "whevt_1",
    "created_at": "2026-09-21T08:12:45Z",
    "data": {
        "type": "user_profile.enforcement_action_opened",
        "id": "uprof_1",
        "organization_id": "org",
        "enforcement_action_id": "enac_1",
    },
}
BODY = json.dumps(EVENT)
# The example that implementations of the Standard Webhooks are tested with.
STANDARD = {
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
}


def client(**given: Any) -> Anthropic:
    return Anthropic(api_key="none", **given)


@pytest.mark.parametrize("body", [BODY, BODY.encode()], ids=["text", "bytes"])
@pytest.mark.parametrize("kind", [Anthropic, AsyncAnthropic])
def test_an_event_is_read_as_its_class(
    kind: type[Anthropic | AsyncAnthropic], body: str | bytes
) -> None:
    headers = signed_headers(BODY, KEY)
    webhooks = kind(api_key="none", webhook_key=KEY).beta.webhooks
    event = webhooks.unwrap(body, headers={name.title(): each for name, each in headers.items()})
    assert isinstance(event, BetaWebhookEvent)
    assert isinstance(event.data, BetaWebhookUserProfileEnforcementActionOpenedEventData)
    assert event.data.enforcement_action_id == "enac_1"
    assert event.created_at.year == 2026


def test_the_key_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_WEBHOOK_SIGNING_KEY", f"{OTHER} {KEY}")
    assert client().beta.webhooks.unwrap(BODY, headers=signed_headers(BODY, KEY)).id == "whevt_1"


@pytest.mark.parametrize(
    "key",
    [KEY, KEY.removeprefix("whsec_"), KEY.rstrip("="), b"a secret of ours", [OTHER, KEY]],
    ids=["text", "no prefix", "no padding", "bytes", "several"],
)
def test_a_call_brings_its_own_keys(key: Any) -> None:
    headers = signed_headers(BODY, KEY)
    assert client(webhook_key=OTHER).beta.webhooks.unwrap(BODY, headers=headers, key=key)


def test_the_scheme_is_that_of_the_standard() -> None:
    key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    event: Any = client(webhook_key=key).beta.webhooks.unwrap(
        '{"test": 2432232314}', headers=STANDARD, tolerance=float("inf")
    )
    assert event.test == 2432232314


def test_one_right_signature_among_others_is_enough() -> None:
    headers = signed_headers(BODY, KEY)
    wrong = signed_headers(BODY, OTHER)["webhook-signature"]
    headers["webhook-signature"] = f"v1a,eA== v1,@ {wrong} v1 {headers['webhook-signature']}"
    assert client().beta.webhooks.unwrap(BODY, headers=headers, key=KEY)


def changed(**values: str) -> dict[str, str]:
    """Right headers but for these."""
    headers = signed_headers(BODY, KEY)
    return {**headers, **{f"webhook-{name}": value for name, value in values.items()}}


def in_seconds(seconds: int) -> str:
    return str(int(time.time()) + seconds)


def of_another_version() -> dict[str, str]:
    return changed(signature=changed()["webhook-signature"].replace("v1", "v2"))


# Each is signed when its test begins: a request is not good for long.
@pytest.mark.parametrize(
    ("body", "headers", "why"),
    [
        (BODY + " ", changed, "signature"),
        (BODY, lambda: signed_headers(BODY, OTHER), "signature"),
        (BODY, lambda: changed(id="whevt_2"), "signature"),
        (BODY, lambda: changed(timestamp=in_seconds(9)), "signature"),
        (BODY, lambda: changed(signature="v1,"), "signature"),
        (BODY, lambda: changed(signature="v1,é"), "signature"),
        (BODY, of_another_version, "signature"),
        (BODY, lambda: changed(timestamp="0"), "too long ago"),
        (BODY, lambda: changed(timestamp=in_seconds(900)), "future"),
        (BODY, lambda: changed(timestamp="yesterday"), "no time"),
        (BODY, lambda: changed(timestamp="nan"), "no time"),
        (BODY, dict[str, str], "no `webhook-id` and no `webhook-timestamp` and no `webhook-sig"),
        (BODY, lambda: changed(signature=""), "no `webhook-signature`"),
    ],
)
def test_what_was_not_signed_lately_is_refused(
    body: str, headers: Callable[[], dict[str, str]], why: str
) -> None:
    with pytest.raises(APIWebhookValidationError, match=why) as refused:
        client(webhook_key=KEY).beta.webhooks.unwrap(body, headers=headers())
    assert refused.value.request is None


@pytest.mark.parametrize("key", [None, "", [], "whsec_", "whsec_a-slip!", "whsec_é"])
def test_without_a_key_nothing_is_read(key: Any) -> None:
    with pytest.raises(ValueError, match="key") as refused:
        client().beta.webhooks.unwrap(BODY, headers=signed_headers(BODY, KEY), key=key)
    assert "slip!" not in str(refused.value)


def test_an_event_of_a_new_kind_keeps_its_fields() -> None:
    body = json.dumps({**EVENT, "data": {"type": "session.created", "id": "sesn_1", "new": 1}})
    event = client().beta.webhooks.parse_unverified(body)
    data: Any = event.data
    assert isinstance(event, BetaWebhookEvent)
    assert (data.type, data.id, data.new) == ("session.created", "sesn_1", 1)


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(ValueError, match="line 1"):
        client().beta.webhooks.unwrap("no", headers=signed_headers("no", KEY), key=KEY)
