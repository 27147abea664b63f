"""A grant in, what the API's token endpoint gives for it out."""

from __future__ import annotations

import json
from typing import Any, cast

import httpx

from ..._runtime.redact import Secrets
from .tokens import WorkloadIdentityError

API_BETA = "oauth-2025-04-20"
FEDERATION_BETA = "oidc-federation-2026-04-01"
_PATH = "/v1/oauth/token"
_LONGEST = 1 << 20
_SHOWN = 256
_ERROR = ("error", "error_description", "error_uri")
TIMEOUT = 30.0


def ask(
    http: httpx.Client, base_url: str, grant: Secrets, *, betas: str, what: str, hint: str = ""
) -> Secrets:
    """Sends a grant; the answer's members.

    Raises:
        WorkloadIdentityError: there is no token in it. What it says is shortened to what can't hold
            a secret.
    """
    url = f"{base_url}{_PATH}"
    try:
        response = http.post(
            url,
            content=json.dumps(grant).encode(),
            headers={"anthropic-beta": betas, "content-type": "application/json"},
        )
    except httpx.HTTPError as error:
        # The frames of the transport hold what was sent.
        error.__traceback__ = None
        raise WorkloadIdentityError(f"{what}: {url} can't be reached: {error}") from error
    request_id = response.headers.get("request-id")
    found = _object(response)
    if response.status_code >= 400:
        body = {name: found[name] for name in _ERROR if name in found} if found else None
        said = body if body is not None else response.text[:_SHOWN]
        raise WorkloadIdentityError(
            f"{what}: status {response.status_code}, {said}{hint if _is_refused(response) else ''}",
            status_code=response.status_code,
            body=said,
            request_id=request_id,
        )
    token = found.get("access_token") if found else None
    if found is None or not isinstance(token, str) or not token or not _is_bearer(found):
        raise WorkloadIdentityError(
            f"{what}: the answer is no JSON object with a bearer token",
            status_code=response.status_code,
            request_id=request_id,
        )
    return found


def seconds(answer: Secrets, what: str, default: object = None) -> int:
    """How long a token lasts."""
    try:
        return int(answer.get("expires_in", default))
    except (TypeError, ValueError, OverflowError) as error:
        message = f"{what}: the answer doesn't say in `expires_in` how long the token lasts"
        raise WorkloadIdentityError(message) from error


def _object(response: httpx.Response) -> Secrets | None:
    if len(response.content) > _LONGEST:
        return None
    try:
        value: object = json.loads(response.content)
    except ValueError:
        return None
    return Secrets(cast("dict[str, Any]", value)) if isinstance(value, dict) else None


def _is_refused(response: httpx.Response) -> bool:
    return response.status_code == 401


def _is_bearer(answer: Secrets) -> bool:
    return str(answer.get("token_type") or "bearer").lower() == "bearer"
