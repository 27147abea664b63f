"""A profile in, tokens of the API out: of somebody who signed in, or of a workload.

A profile is two files below the folder of profiles: `configs/NAME.json` says how, and
`credentials/NAME.json`, which nobody else may read, keeps the token that there is.
"""

from __future__ import annotations

import copy
import logging
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import httpx

from ..._runtime.redact import Secrets
from .. import config_dir
from . import endpoint, places
from .files import read_config, read_credentials, write_credentials
from .tokens import AccessToken, CredentialsError, WorkloadIdentityError
from .workload import IdentityTokenFile, WorkloadIdentityCredentials

if TYPE_CHECKING:
    from .tokens import IdentityTokenProvider

FEDERATION = "oidc_federation"
USER = "user_oauth"
_LATE = 30
_RENEWAL = endpoint.Exchange(
    "The token of the profile was not renewed", endpoint.API_BETA, lasts=3600
)
_log = logging.getLogger(__name__.partition(".")[0])
# What a profile leaves out comes from the environment.
_OF_ALL = {
    "base_url": "ANTHROPIC_BASE_URL",
    "organization_id": config_dir.ORGANIZATION_ID,
    "workspace_id": places.WORKSPACE_ID,
}
_OF_KIND = {
    FEDERATION: {
        "federation_rule_id": config_dir.FEDERATION_RULE_ID,
        "service_account_id": places.SERVICE_ACCOUNT_ID,
        "scope": places.SCOPE,
    },
    USER: {"scope": places.SCOPE},
}


class CredentialsFile:
    """Gives the tokens of a profile."""

    def __init__(
        self, profile: str | None = None, *, http_client: httpx.Client | None = None
    ) -> None:
        """Without a name it is the one that `ANTHROPIC_PROFILE` or `active_config` says."""
        self._profile = profile if profile is not None else places.active_profile()
        self._start(places.profile_file("configs", self._profile), http_client)

    def _start(self, path: Path, http_client: httpx.Client | None) -> None:
        self._path = path
        self._http = http_client
        self._own_http: httpx.Client | None = None
        self._config: dict[str, Any] | None = None
        self._bound: str | None = None
        self._workload: WorkloadIdentityCredentials | None = None
        self._identity: IdentityTokenProvider | None = None
        self._caches = True

    @property
    def profile(self) -> str:
        return self._profile

    @property
    def config_path(self) -> Path:
        return self._path

    @property
    def resolved_base_url(self) -> str | None:
        """The address that the profile is for, if it says one."""
        found = self._settings().get("base_url")
        return str(found).rstrip("/") if found else None

    def extra_headers(self) -> dict[str, str]:
        """What requests say besides: the workspace, where the token doesn't."""
        workspace = self._settings().get("workspace_id")
        kept = workspace and self._authentication().get("type") != FEDERATION
        return {"anthropic-workspace-id": str(workspace)} if kept else {}

    def bind_base_url(self, base_url: str) -> None:
        """Says which deployment gives the tokens, where the profile doesn't."""
        self._bound = places.secure(base_url, "base_url")
        self._workload = None

    def for_base_url(self, base_url: str) -> CredentialsFile:
        """The provider for a deployment: itself, or a copy where it serves another one already."""
        bound = places.secure(base_url, "base_url")
        if self._bound in (None, bound):
            self.bind_base_url(bound)
            return self
        if self.resolved_base_url or self._authentication().get("type") != FEDERATION:
            # A token that is renewed belongs to the deployment that gave it.
            return self
        other = copy.copy(self)
        other._http, other._own_http, other._caches = self._client(), None, False
        other.bind_base_url(bound)
        return other

    def reload(self) -> None:
        """Forgets the profile, which is read again when it is needed."""
        self._config = self._workload = None

    def close(self) -> None:
        """Closes the connections that were made here."""
        if self._own_http is not None:
            self._own_http.close()
            self._own_http = None

    def __call__(self, *, force_refresh: bool = False) -> AccessToken:
        kind = self._authentication().get("type")
        if kind == FEDERATION:
            return self._exchanged(force_refresh)
        if kind == USER:
            return self._renewed(force_refresh)
        raise CredentialsError(
            f"{self._path}: authentication.type is {kind!r}, not {FEDERATION} or {USER}"
        )

    # What the profile says

    def _settings(self) -> dict[str, Any]:
        if self._config is None:
            config = read_config(self._path)
            _check(config, self._path)
            _complete(config)
            if config.get("base_url"):
                places.secure(str(config["base_url"]), f"{self._path}: base_url")
            self._config = config
        return self._config

    def _authentication(self) -> dict[str, Any]:
        return cast("dict[str, Any]", self._settings()["authentication"])

    def _kept_at(self) -> Path | None:
        """Where the token is kept."""
        own = self._authentication().get("credentials_path")
        return (
            Path(str(own)).expanduser()
            if own
            else places.profile_file("credentials", self._profile)
        )

    def _base_url(self) -> str:
        return self.resolved_base_url or self._bound or places.DEFAULT_BASE_URL

    def _client(self) -> httpx.Client:
        if self._http is not None:
            return self._http
        if self._own_http is None:
            self._own_http = httpx.Client(timeout=endpoint.TIMEOUT)
        return self._own_http

    # Somebody who signed in

    def _renewed(self, force: bool) -> AccessToken:
        path = self._kept_at()
        assert path is not None
        kept = read_credentials(path)
        if not kept.get("access_token"):
            raise CredentialsError(f"The credentials in {path} have no `access_token`")
        until = _until(kept, path)
        client_id = self._authentication().get("client_id")
        # Without a client, somebody else renews it.
        if not client_id or (not force and until is not None and time.time() < until):
            return AccessToken(kept["access_token"], until)
        if not kept.get("refresh_token"):
            raise WorkloadIdentityError(f"The credentials in {path} have no `refresh_token`")
        grant = Secrets(
            grant_type="refresh_token", refresh_token=kept["refresh_token"], client_id=client_id
        )
        answer = endpoint.ask(self._client(), self._base_url(), _RENEWAL, grant)
        kept.update({name: answer[name] for name in ("access_token", "expires_at")})
        kept["refresh_token"] = answer.get("refresh_token") or kept["refresh_token"]
        # Where it can't be kept, that is told: the one before may not be good any more.
        write_credentials(path, kept)
        return AccessToken(kept["access_token"], kept["expires_at"])

    # A workload

    def _exchanged(self, force: bool) -> AccessToken:
        path = self._kept_at() if self._caches else None
        kept = read_credentials(path) if path is not None and path.exists() else Secrets()
        if not force and _is_good(kept):
            return AccessToken(kept["access_token"], int(kept["expires_at"]))
        if self._workload is None:
            self._workload = self._made()
        token = self._workload()
        if path is not None:
            values = Secrets({**kept, "access_token": token.token, "expires_at": token.expires_at})
            try:
                write_credentials(path, values)
            except OSError as error:
                _log.debug("The token could not be kept: %s", error)
        return token

    def _made(self) -> WorkloadIdentityCredentials:
        settings, said = self._settings(), self._authentication()
        rule, organization = said.get("federation_rule_id"), settings.get("organization_id")
        if not rule or not organization:
            raise WorkloadIdentityError(
                f"{self._path} needs `authentication.federation_rule_id` and `organization_id`"
            )
        made = WorkloadIdentityCredentials(
            identity_token_provider=self._identity or _identity_of(said, self._path),
            federation_rule_id=rule,
            organization_id=organization,
            service_account_id=said.get("service_account_id"),
            workspace_id=settings.get("workspace_id"),
            scope=said.get("scope"),
            http_client=self._client(),
        )
        made.bind_base_url(self._base_url())
        return made


class InMemoryConfig(CredentialsFile):
    """Gives the tokens of a profile that is handed in, and kept only where it says so."""

    def __init__(
        self,
        config: Mapping[str, Any],
        *,
        identity_token_provider: IdentityTokenProvider | None = None,
        http_client: httpx.Client | None = None,
    ) -> None:
        self._profile = "<in-memory>"
        self._start(Path("<in-memory config>"), http_client)
        _check(config, self._path)
        said = config["authentication"]
        if said.get("type") not in (FEDERATION, USER):
            raise CredentialsError(
                f"authentication.type is {said.get('type')!r}, not {FEDERATION} or {USER}"
            )
        self._caches = bool(said.get("credentials_path"))
        if said["type"] == USER and not self._caches:
            raise CredentialsError(f"{USER} needs `authentication.credentials_path`")
        if config.get("base_url"):
            places.secure(str(config["base_url"]), "config: base_url")
        self._config = dict(config)
        self._identity = identity_token_provider

    def reload(self) -> None:
        """Forgets what was made of the profile."""
        self._workload = None


def _check(config: Mapping[str, Any], path: Path) -> None:
    if not isinstance(config.get("authentication"), dict):
        raise CredentialsError(f"{path} has no object `authentication` with a `type`")


def _complete(config: dict[str, Any]) -> None:
    said = cast("dict[str, Any]", config["authentication"])
    for values, variables in ((config, _OF_ALL), (said, _OF_KIND.get(str(said.get("type")), {}))):
        for name, variable in variables.items():
            if not values.get(name) and os.environ.get(variable):
                values[name] = os.environ[variable]


def _identity_of(said: Mapping[str, Any], path: Path) -> IdentityTokenFile:
    row = said.get("identity_token")
    if row is None:
        return IdentityTokenFile()
    if row.get("source") != "file" or not row.get("path"):
        raise CredentialsError(f"{path}: identity_token has to be a `path`, of the source `file`")
    return IdentityTokenFile(row["path"])


def _until(kept: Secrets, path: Path) -> int | None:
    value = kept.get("expires_at")
    try:
        return None if value is None else int(value)
    except (TypeError, ValueError) as error:
        message = f"The credentials in {path}: `expires_at` has to be seconds since 1970"
        raise CredentialsError(message) from error


def _is_good(kept: Secrets) -> bool:
    """Whether a token that was kept lasts a while yet."""
    try:
        until = float(kept.get("expires_at") or 0)
    except (TypeError, ValueError):
        return False
    return bool(kept.get("access_token")) and time.time() < until - _LATE
