"""Ways of signing in that both clients are tried with: the environment, files, arguments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ADDRESS = "{address}"
"""Stands for the server's, wherever it is in a way."""
HOME = "{home}"


@dataclass(frozen=True)
class Way:
    """What somebody has set and given; `files` are below the folder of profiles."""

    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    arguments: Mapping[str, Any] = field(default_factory=dict[str, Any])
    files: Mapping[str, Any] = field(default_factory=dict[str, Any])
    modes: Mapping[str, int] = field(default_factory=dict[str, int])
    calls: int = 1
    endpoint: Any = None
    """What the token endpoint answers in place of a token: a status and a body."""


def _workload(**more: str) -> dict[str, str]:
    return {
        "ANTHROPIC_BASE_URL": ADDRESS,
        "ANTHROPIC_FEDERATION_RULE_ID": "fdrl_1",
        "ANTHROPIC_ORGANIZATION_ID": "org",
        "ANTHROPIC_IDENTITY_TOKEN": "own.token",
        **more,
    }


def _federation(name: str, **more: Any) -> dict[str, Any]:
    said = {
        "type": "oidc_federation",
        "federation_rule_id": "fdrl_2",
        "identity_token": {"source": "file", "path": f"{HOME}/jwt"},
    }
    return {f"configs/{name}.json": {"authentication": said, "organization_id": "org2", **more}}


def _user(name: str, said: Mapping[str, Any] | None = None, **kept: Any) -> dict[str, Any]:
    return {
        f"configs/{name}.json": {
            "authentication": {"type": "user_oauth", **(said or {})},
            "workspace_id": "wrkspc_1",
        },
        f"credentials/{name}.json": kept,
    }


LASTING: dict[str, Any] = {"access_token": "kept", "expires_at": 2**33}
ENDED: dict[str, Any] = {"access_token": "old", "refresh_token": "r1", "expires_at": 1}
CLIENT = {"client_id": "c"}
AT_SERVER = {"ANTHROPIC_BASE_URL": ADDRESS}
CHOSEN = {**AT_SERVER, "ANTHROPIC_PROFILE": "p"}
CONFIG = {
    "authentication": {"type": "oidc_federation", "federation_rule_id": "fdrl_3"},
    "organization_id": "org3",
    "base_url": ADDRESS,
}

WAYS: dict[str, Way] = {
    # Workloads
    "a workload": Way(_workload(), calls=2),
    "a workload with a file": Way(
        _workload(ANTHROPIC_IDENTITY_TOKEN_FILE=f"{HOME}/jwt"), files={"../../jwt": "of.file\n"}
    ),
    "a workload with everything": Way(
        _workload(
            ANTHROPIC_SERVICE_ACCOUNT_ID="svac_1",
            ANTHROPIC_WORKSPACE_ID="wrkspc_2",
            ANTHROPIC_SCOPE="s",
        )
    ),
    "a workload with an empty workspace": Way(_workload(ANTHROPIC_WORKSPACE_ID="")),
    "a workload without an organization": Way(_workload(ANTHROPIC_ORGANIZATION_ID="")),
    "a workload's file that is missing": Way(
        _workload(ANTHROPIC_IDENTITY_TOKEN_FILE=f"{HOME}/missing")
    ),
    "a workload's file that is empty": Way(
        _workload(ANTHROPIC_IDENTITY_TOKEN_FILE=f"{HOME}/jwt"), files={"../../jwt": " \n"}
    ),
    "a workload's token that is too long": Way(
        _workload(ANTHROPIC_IDENTITY_TOKEN="x" * (16 * 1024 + 1))
    ),
    # What the token endpoint may say
    "refused": Way(_workload(), endpoint=(401, {"error": "invalid_grant"})),
    "wrong": Way(_workload(), endpoint=(400, {"error": "invalid_request"})),
    "broken": Way(_workload(), endpoint=(503, "<html>")),
    "no JSON": Way(_workload(), endpoint=(200, "token")),
    "a list": Way(_workload(), endpoint=(200, [1])),
    "no token": Way(_workload(), endpoint=(200, {"expires_in": 1})),
    "no end": Way(_workload(), endpoint=(200, {"access_token": "t"})),
    "another kind of token": Way(
        _workload(), endpoint=(200, {"access_token": "t", "expires_in": 9, "token_type": "mac"})
    ),
    # Profiles
    "a profile's workload": Way(CHOSEN, files={**_federation("p"), "../../jwt": "j"}, calls=2),
    "a profile's workload in a workspace": Way(
        CHOSEN, files={**_federation("p", workspace_id="wrkspc_3"), "../../jwt": "j"}
    ),
    "a token that was kept": Way(
        CHOSEN, files={**_federation("p"), "credentials/p.json": LASTING, "../../jwt": "j"}
    ),
    "a token that has ended": Way(
        CHOSEN,
        files={
            **_federation("p"),
            "credentials/p.json": {**ENDED, "own": 1},
            "../../jwt": "j",
        },
    ),
    "a token that is refused": Way(
        CHOSEN,
        files={
            **_federation("p"),
            "credentials/p.json": {**LASTING, "access_token": "revoked"},
            "../../jwt": "j",
        },
        calls=2,
    ),
    "somebody's token": Way(CHOSEN, files=_user("p", **LASTING)),
    "somebody's token without an end": Way(CHOSEN, files=_user("p", access_token="kept")),
    "somebody's token is renewed": Way(CHOSEN, files=_user("p", CLIENT, **ENDED), calls=2),
    "somebody's token can't be renewed": Way(
        CHOSEN, files=_user("p", CLIENT, access_token="old", expires_at=1)
    ),
    "somebody's token is not renewed": Way(
        CHOSEN, files=_user("p", CLIENT, **ENDED), endpoint=(400, {"error": "invalid_grant"})
    ),
    "somebody without a token": Way(CHOSEN, files=_user("p", refresh_token="r")),
    "an end that is no number": Way(CHOSEN, files=_user("p", access_token="t", expires_at="soon")),
    "a profile of another kind": Way(
        CHOSEN, files={"configs/p.json": {"authentication": {"type": "else"}}}
    ),
    "a profile without a kind": Way(CHOSEN, files={"configs/p.json": {}}),
    "a profile that is missing": Way(CHOSEN),
    "a profile that is no JSON": Way(CHOSEN, files={"configs/p.json": "{"}),
    "a profile that others can write": Way(
        CHOSEN, files=_user("p", **LASTING), modes={"configs/p.json": 0o666}
    ),
    "tokens that others can read": Way(
        CHOSEN, files=_user("p", **LASTING), modes={"credentials/p.json": 0o640}
    ),
    "tokens of another kind": Way(CHOSEN, files=_user("p", **LASTING, type="key")),
    "a name that leads elsewhere": Way({**AT_SERVER, "ANTHROPIC_PROFILE": "../p"}),
    # What counts for more
    "a profile over a workload": Way(_workload(ANTHROPIC_PROFILE="p"), files=_user("p", **LASTING)),
    "the active profile over a workload": Way(
        _workload(), files={**_user("p", **LASTING), "active_config": "p\n"}
    ),
    "a workload over the default profile": Way(_workload(), files=_user("default", **LASTING)),
    "the default profile": Way(AT_SERVER, files=_user("default", **LASTING)),
    "a default profile that is broken": Way(AT_SERVER, files={"configs/default.json": "{"}),
    "a pointer to nothing": Way(AT_SERVER, files={"active_config": "gone"}),
    "a pointer that is empty": Way(
        {**AT_SERVER, "ANTHROPIC_API_KEY": "key"}, files={"active_config": "\n"}
    ),
    "a key over a profile": Way({**CHOSEN, "ANTHROPIC_API_KEY": "key"}, calls=2),
    "a key over a workload": Way(_workload(ANTHROPIC_API_KEY="key")),
    "a key over the default profile": Way(
        {**AT_SERVER, "ANTHROPIC_API_KEY": "key"}, files=_user("default", **LASTING)
    ),
    "a token over a profile": Way({**CHOSEN, "ANTHROPIC_AUTH_TOKEN": "token"}),
    "a key and a token over a profile": Way(
        {**CHOSEN, "ANTHROPIC_API_KEY": "key", "ANTHROPIC_AUTH_TOKEN": "token"}
    ),
    "a given profile over a key": Way(
        {**AT_SERVER, "ANTHROPIC_API_KEY": "key"}, {"profile": "p"}, _user("p", **LASTING)
    ),
    "given credentials over a key": Way(
        {**AT_SERVER, "ANTHROPIC_API_KEY": "key"}, {"credentials": {"$gives": "given"}}
    ),
    "a given key over given credentials": Way(
        AT_SERVER, {"api_key": "key", "credentials": {"$gives": "given"}}
    ),
    "a given token over given credentials": Way(
        AT_SERVER, {"auth_token": "token", "credentials": {"$gives": "given"}}
    ),
    "a given key over the environment": Way(_workload(), {"api_key": "key"}),
    "two ways at once": Way(AT_SERVER, {"profile": "p", "credentials": {"$gives": "given"}}),
    "credentials that are awaited": Way(AT_SERVER, {"credentials": {"$awaits": "given"}}),
    # A profile that is handed in, and whose address counts
    "a profile in memory": Way(
        {"ANTHROPIC_IDENTITY_TOKEN_FILE": f"{HOME}/jwt"},
        {"config": CONFIG},
        {"../../jwt": "j"},
        calls=2,
    ),
    "a profile in memory without its tokens": Way(
        AT_SERVER, {"config": {"authentication": {"type": "user_oauth"}}}
    ),
    "the profile's address": Way(
        {"ANTHROPIC_PROFILE": "p"}, files={**_federation("p", base_url=ADDRESS), "../../jwt": "j"}
    ),
    "an address in the clear": Way(
        {"ANTHROPIC_PROFILE": "p"},
        files={**_federation("p", base_url="http://api.example"), "../../jwt": "j"},
    ),
}
