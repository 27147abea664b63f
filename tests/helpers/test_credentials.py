"""Profiles, workloads and the tokens that they give: against a server that is API and token endpoint."""

from __future__ import annotations

import asyncio
import json
import logging
from pathlib import Path

import httpx
import pytest
from claude_client import (
    AccessToken,
    Anthropic,
    AsyncAnthropic,
    CredentialsError,
    IdentityTokenFile,
    IdentityTokenFileError,
    StaticToken,
    WorkloadIdentityCredentials,
    WorkloadIdentityError,
    exchange_federation_assertion,
)

from differential.capturing import Capture, Reply
from helpers.profiles import MODEL, RULE, granted, kept, profile, token_of


def test_a_workload_exchanges_its_token_and_keeps_what_it_is_given(
    capture: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "jwt").write_text("own.token\n")
    for name, value in {
        "FEDERATION_RULE_ID": "fdrl_1",
        "ORGANIZATION_ID": "org",
        "IDENTITY_TOKEN_FILE": str(tmp_path / "jwt"),
        "WORKSPACE_ID": "wrkspc_1",
        "BASE_URL": capture.address,
    }.items():
        monkeypatch.setenv(f"ANTHROPIC_{name}", value)
    capture.expect([granted("t1"), Reply.of(MODEL), Reply.of(MODEL)])
    with Anthropic() as client:
        client.models.retrieve("m")
        client.with_options(timeout=9).models.retrieve("m")
    asked, *calls = capture.sent
    assert asked.path == "/v1/oauth/token"
    assert json.loads(asked.body) == {
        "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer",
        "assertion": "own.token",
        "workspace_id": "wrkspc_1",
        **RULE,
    }
    assert asked.headers["anthropic-beta"] == "oauth-2025-04-20,oidc-federation-2026-04-01"
    assert [token_of(each) for each in calls] == ["t1", "t1"]
    assert {each.headers["anthropic-beta"] for each in calls} == {"oauth-2025-04-20"}
    assert not any("x-api-key" in each.headers for each in calls)


def test_betas_of_a_call_stay(capture: Capture, home: Path) -> None:
    capture.expect([Reply.of(MODEL)])
    with Anthropic(
        credentials=lambda **_: AccessToken("t"), base_url=capture.address
    ) as client:  # type: ignore[arg-type]
        client.beta.models.retrieve("m", betas=["a"])
    assert capture.sent[0].headers["anthropic-beta"] == "a,oauth-2025-04-20"


def test_asynchronous_clients_do_the_same(capture: Capture, home: Path) -> None:
    asked: list[bool] = []

    async def give(*, force_refresh: bool = False) -> AccessToken:
        asked.append(force_refresh)
        await asyncio.sleep(0)
        return AccessToken(f"t{len(asked)}", 2**33)

    refused = Reply.of({}, 401)
    capture.expect([Reply.of(MODEL)] * 4 + [refused, Reply.of(MODEL)])

    async def main() -> None:
        async with AsyncAnthropic(credentials=give, base_url=capture.address) as client:
            await asyncio.gather(*(client.models.retrieve("m") for _ in range(4)))
            await client.models.retrieve("m")

    asyncio.run(main())
    assert [token_of(each) for each in capture.sent] == ["t1"] * 5 + ["t2"]
    assert asked == [False, True]
    with pytest.raises(TypeError, match="awaited"):
        Anthropic(credentials=give)  # type: ignore[arg-type]


def test_given_credentials_count_more_than_the_environment(
    capture: Capture, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "key")
    profile(home, "p", {"type": "user_oauth"}, base_url=capture.address)
    kept(home, "p", access_token="of-the-profile")
    capture.expect([Reply.of(MODEL)])
    with Anthropic(profile="p") as client:
        client.models.retrieve("m")
    (call,) = capture.sent
    assert token_of(call) == "of-the-profile"
    assert "x-api-key" not in call.headers


def test_a_key_of_the_environment_counts_more_than_a_profile_and_says_so_once(
    home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "key")
    monkeypatch.setenv("ANTHROPIC_PROFILE", "missing")
    with caplog.at_level(logging.WARNING, "claude_client"):
        clients = [Anthropic(), Anthropic()]
    assert [each.credentials for each in clients] == [None, None]
    assert [each.message for each in caplog.records] == [
        "ANTHROPIC_API_KEY is set, so no profile and no workload's token is used"
    ]


def test_a_key_that_is_given_besides_counts_and_says_so(
    capture: Capture, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    capture.expect([Reply.of(MODEL)])

    def never(*, force_refresh: bool = False) -> AccessToken:
        raise AssertionError

    with caplog.at_level(logging.WARNING, "claude_client"):
        client = Anthropic(api_key="key", credentials=never, base_url=capture.address)
    client.models.retrieve("m")
    assert capture.sent[0].headers["x-api-key"] == "key"
    assert "authorization" not in capture.sent[0].headers
    assert "`api_key` is given as well as credentials" in caplog.text


def test_a_copy_may_sign_in_otherwise(capture: Capture, home: Path) -> None:
    capture.expect([Reply.of(MODEL)] * 3)

    def give(*, force_refresh: bool = False) -> AccessToken:
        return AccessToken("second")

    with Anthropic(credentials=StaticToken("first"), base_url=capture.address) as client:
        client.with_options(max_retries=0).models.retrieve("m")
        client.with_options(credentials=give).models.retrieve("m")
        client.with_options(credentials=None, api_key="key").models.retrieve("m")
    first, second, third = capture.sent
    assert (token_of(first), token_of(second)) == ("first", "second")
    assert (third.headers["x-api-key"], "authorization" in third.headers) == ("key", False)


def test_one_way_only_can_be_given(home: Path) -> None:
    with pytest.raises(TypeError, match="Only one of"):
        Anthropic(profile="p", config={"authentication": {"type": "user_oauth"}})


def test_tokens_are_not_asked_for_in_the_clear(home: Path) -> None:
    given = WorkloadIdentityCredentials(identity_token_provider=lambda: "t", **RULE)
    with pytest.raises(CredentialsError, match="https"):
        given.bind_base_url("http://api.example")


def test_what_the_endpoint_says_is_told_without_secrets(capture: Capture, tmp_path: Path) -> None:
    said = {"error": "invalid_grant", "assertion": "own-secret"}
    capture.expect([Reply.of(said, 401), Reply.of({"token": 1}), Reply(b"no JSON")])
    for expected in ("invalid_grant.*federation rule", "no JSON object", "no JSON object"):
        with pytest.raises(WorkloadIdentityError, match=expected) as caught:
            exchange_federation_assertion(assertion="own-secret", base_url=capture.address, **RULE)
        assert "own-secret" not in str(caught.value)
    with pytest.raises(IdentityTokenFileError):
        IdentityTokenFile(tmp_path / "missing")()


def test_no_repr_shows_a_token(home: Path) -> None:
    assert "abcdefgh" not in repr(AccessToken("abcdefghijklmnop"))
    with Anthropic(credentials=lambda **_: AccessToken("abcdefghijklmnop")) as client:  # type: ignore[arg-type]
        assert "abcdefgh" not in repr(client)


def test_what_only_an_asynchronous_client_can_end_is_refused(home: Path) -> None:
    class Ended:
        def __call__(self, *, force_refresh: bool = False) -> AccessToken:
            return AccessToken("t")

        async def close(self) -> None:
            ended.append(self)

    ended: list[Ended] = []
    with pytest.raises(TypeError, match="awaited"):
        Anthropic(credentials=Ended())
    given = Ended()

    async def main() -> None:
        async with AsyncAnthropic(credentials=given):
            pass

    asyncio.run(main())
    assert ended == [given]


def test_a_token_is_asked_for_by_the_name_of_this_client_and_nowhere_else(
    capture: Capture,
) -> None:
    away = Reply(b"", status=307, headers=(("location", f"{capture.address}/elsewhere"),))
    capture.expect([away])
    http = httpx.Client(follow_redirects=True)
    with pytest.raises(WorkloadIdentityError, match="no JSON object"):
        exchange_federation_assertion(
            assertion="t", base_url=capture.address, http_client=http, **RULE
        )
    (asked,) = capture.sent
    assert asked.headers["user-agent"].startswith("claude_client/")
