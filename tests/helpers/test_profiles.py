"""Profiles: what their files say, who may read them, and how their tokens are renewed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from claude_client import (
    Anthropic,
    AuthenticationError,
    CredentialsError,
)

from differential.capturing import Capture, Reply
from helpers.profiles import MODEL, RULE, granted, kept, profile, token_of


def test_a_profile_of_a_user_is_renewed_and_kept(capture: Capture, home: Path) -> None:
    profile(
        home,
        "work",
        {"type": "user_oauth", "client_id": "c"},
        base_url=capture.address,
        workspace_id="wrkspc_2",
    )
    path = kept(home, "work", access_token="old", refresh_token="r1", expires_at=1)
    capture.expect([granted("new", refresh_token="r2"), Reply.of(MODEL)])
    with Anthropic(profile="work") as client:
        client.models.retrieve("m")
    asked, call = capture.sent
    assert json.loads(asked.body) == {
        "grant_type": "refresh_token",
        "refresh_token": "r1",
        "client_id": "c",
    }
    assert asked.headers["anthropic-beta"] == "oauth-2025-04-20"
    assert token_of(call) == "new"
    assert call.headers["anthropic-workspace-id"] == "wrkspc_2"
    found = json.loads(path.read_text())
    assert (found["access_token"], found["refresh_token"]) == ("new", "r2")
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_token_that_lasts_is_taken_as_it_is_kept(capture: Capture, home: Path) -> None:
    profile(home, "default", {"type": "oidc_federation", **RULE}, base_url=capture.address)
    kept(home, "default", access_token="lasting", expires_at=2**33)
    capture.expect([Reply.of(MODEL)])
    with Anthropic() as client:
        client.models.retrieve("m")
    (call,) = capture.sent
    assert token_of(call) == "lasting"


def test_a_token_that_is_refused_is_replaced_once(
    capture: Capture, home: Path, tmp_path: Path
) -> None:
    (tmp_path / "jwt").write_text("own")
    identity = {"source": "file", "path": str(tmp_path / "jwt")}
    said = {"type": "oidc_federation", "federation_rule_id": "f", "identity_token": identity}
    profile(home, "p", said, base_url=capture.address, organization_id="org")
    kept(home, "p", access_token="revoked", expires_at=2**33)
    refused = Reply.of({"type": "error", "error": {"type": "authentication_error"}}, 401)
    capture.expect([refused, granted("fresh"), Reply.of(MODEL), refused, granted("x"), refused])
    with Anthropic(profile="p") as client:
        client.models.retrieve("m")
        with pytest.raises(AuthenticationError):
            client.models.retrieve("m")
    tokens = [token_of(each) for each in capture.sent if each.path != "/v1/oauth/token"]
    assert tokens == ["revoked", "fresh", "fresh", "x"]


@pytest.mark.parametrize("name", ["../x", ".x", "a/b", " a", ""])
def test_the_name_of_a_profile_leads_nowhere_else(name: str, home: Path) -> None:
    with pytest.raises(CredentialsError):
        Anthropic(profile=name)


def test_files_that_others_can_write_or_read_are_refused(capture: Capture, home: Path) -> None:
    said = {"type": "user_oauth"}
    path = profile(home, "p", said, base_url=capture.address)
    tokens = kept(home, "p", access_token="a-secret-token")
    tokens.chmod(0o644)
    with Anthropic(profile="p") as client, pytest.raises(CredentialsError, match="chmod 600"):
        client.models.retrieve("m")
    path.chmod(0o666)
    with pytest.raises(CredentialsError, match="chmod go-w"):
        Anthropic(profile="p")


def test_a_chosen_profile_that_is_missing_is_told_and_one_nobody_chose_is_not(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "configs" / "default.json").write_text("no JSON")
    (home / "configs" / "default.json").chmod(0o644)
    assert Anthropic().credentials is None
    monkeypatch.setenv("ANTHROPIC_PROFILE", "missing")
    with pytest.raises(CredentialsError, match=r"missing\.json"):
        Anthropic()
    monkeypatch.delenv("ANTHROPIC_PROFILE")
    (home / "active_config").write_text("other\n")
    with pytest.raises(CredentialsError, match=r"other\.json"):
        Anthropic()
