"""The token of a workload's own identity provider in, a token of the API for it out (RFC 7523)."""

from __future__ import annotations

import copy
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

from ..._runtime.redact import Secrets
from .. import config_dir
from . import endpoint, places
from .tokens import AccessToken, IdentityTokenFileError, WorkloadIdentityError

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self

    from .tokens import IdentityTokenProvider

_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_LONGEST = 16 * 1024
_EXCHANGE = endpoint.Exchange(
    "The workload's token was not exchanged", f"{endpoint.API_BETA},oidc-federation-2026-04-01"
)


class IdentityTokenFile:
    """Reads a workload's own token from a file, each time anew: it is replaced from time to time."""

    def __init__(self, path: str | os.PathLike[str] | None = None) -> None:
        found = path or os.environ.get(config_dir.IDENTITY_TOKEN_FILE)
        if not found:
            message = f"No file with an identity token: give `path`, or set {config_dir.IDENTITY_TOKEN_FILE}"
            raise IdentityTokenFileError(message)
        self._path = Path(found)

    @property
    def path(self) -> Path:
        return self._path

    def __call__(self) -> str:
        try:
            text = self._path.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            message = f"The identity token in {self._path} can't be read: {error}"
            raise IdentityTokenFileError(message, path=self._path) from error
        if not text:
            message = f"The file for an identity token is empty: {self._path}"
            raise IdentityTokenFileError(message, path=self._path)
        return text


class WorkloadIdentityCredentials:
    """Exchanges a workload's own token for one of the API, by a rule of the organization's."""

    def __init__(
        self,
        *,
        identity_token_provider: IdentityTokenProvider,
        federation_rule_id: str,
        organization_id: str,
        service_account_id: str | None = None,
        workspace_id: str | None = None,
        scope: str | None = None,
        http_client: httpx.Client | None = None,
    ) -> None:
        """`workspace_id` is needed where the rule holds in several; `scope` is the rule's to say."""
        self._identity = identity_token_provider
        self._said = {
            "federation_rule_id": federation_rule_id,
            "organization_id": organization_id,
            "service_account_id": service_account_id,
            "workspace_id": workspace_id,
        }
        self.scope = scope
        self._base_url: str | None = None
        self._owns = http_client is None
        self._http = http_client or httpx.Client(timeout=endpoint.TIMEOUT)

    def bind_base_url(self, base_url: str) -> None:
        """Says which deployment of the API gives the tokens, which are good there alone."""
        self._base_url = places.secure(base_url, "base_url")

    def for_base_url(self, base_url: str) -> WorkloadIdentityCredentials:
        """The provider for a deployment: itself, or a copy where it serves another one already."""
        bound = places.secure(base_url, "base_url")
        provider = self
        if self._base_url not in (None, bound):
            provider = copy.copy(self)
            provider._owns = False
        provider._base_url = bound
        return provider

    def __call__(self, *, force_refresh: bool = False) -> AccessToken:
        grant = Secrets(grant_type=_GRANT, assertion=self._identity())
        if len(grant["assertion"].encode()) > _LONGEST:
            raise WorkloadIdentityError(
                f"The identity token has more than {_LONGEST} bytes: it is no JWT, but perhaps a key"
            )
        grant.update({name: value for name, value in self._said.items() if value is not None})
        hint = "; does the federation rule fit the token?"
        if self._said["workspace_id"] is None:
            hint += f" Does it hold in several workspaces, so that {places.WORKSPACE_ID} is needed?"
        base_url = self._base_url or places.DEFAULT_BASE_URL
        answer = endpoint.ask(self._http, base_url, _EXCHANGE, grant, hint=hint)
        return AccessToken(answer["access_token"], answer["expires_at"])

    def close(self) -> None:
        """Closes the connections that were made here."""
        if self._owns:
            self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def exchange_federation_assertion(
    *, assertion: Any, base_url: str | None = None, **options: Any
) -> AccessToken:
    """Exchanges one token, once.

    Args:
        assertion: The workload's own token: a text, or what gives it by `get_secret_value`.
        base_url: The deployment of the API that is asked.
        options: What `WorkloadIdentityCredentials` takes besides.
    """
    plain = getattr(assertion, "get_secret_value", lambda: assertion)
    with WorkloadIdentityCredentials(identity_token_provider=plain, **options) as credentials:
        if base_url is not None:
            credentials.bind_base_url(base_url)
        return credentials()
