"""A grant in, what the API's token endpoint gives for it out."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from ..._client import SETTINGS
from ..._runtime.construction import user_agent
from ..._runtime.failures import is_connection_failure
from ..._runtime.library import library_of
from ..._runtime.redact import Secrets
from .tokens import WorkloadIdentityError

if TYPE_CHECKING:
    import httpx

API_BETA = "oauth-2025-04-20"
_PATH = "/v1/oauth/token"
_LONGEST = 1 << 20
_SHOWN = 256
_ERROR = ("error", "error_description", "error_uri")
TIMEOUT = 30.0


@dataclass(frozen=True)
class Exchange:
    """A kind of grant: how its failure is told, its betas, and how long a token of it lasts, in
    seconds, where the answer doesn't say; None where it has to."""

    failure: str
    betas: str
    lasts: int | None = None


def ask(
    http: httpx.Client, base_url: str, exchange: Exchange, grant: Secrets, *, hint: str = ""
) -> Secrets:
    """Sends a grant; the answer's members, in which `expires_at` is when the token ends.

    Raises:
        WorkloadIdentityError: there is no token in it. What it says is shortened to what can't hold
            a secret; `hint` is said of one that is refused.
    """
    response = _sent(http, f"{base_url}{_PATH}", exchange, grant)
    status, request_id = response.status_code, response.headers.get("request-id")
    found = _object(response)
    if status >= 400:
        body = {name: found[name] for name in _ERROR if name in found} if found else None
        said = body if body is not None else response.text[:_SHOWN]
        raise WorkloadIdentityError(
            f"{exchange.failure}: status {status}, {said}{hint if status == 401 else ''}",
            status_code=status,
            body=said,
            request_id=request_id,
        )
    lasts = _seconds(found.get("expires_in", exchange.lasts))
    if lasts is None or not _is_bearer(found):
        raise WorkloadIdentityError(
            f"{exchange.failure}: the answer is no JSON object with a bearer token, and with the "
            "seconds that it lasts in `expires_in`",
            status_code=status,
            request_id=request_id,
        )
    found["expires_at"] = int(time.time()) + lasts
    return found


def _sent(http: httpx.Client, url: str, exchange: Exchange, grant: Secrets) -> httpx.Response:
    try:
        return http.post(
            url,
            content=json.dumps(grant).encode(),
            headers={
                "anthropic-beta": exchange.betas,
                "content-type": "application/json",
                "user-agent": user_agent(SETTINGS, library_of(http, "Client")),
            },
            # What is sent is for nobody else.
            follow_redirects=False,
        )
    except Exception as error:
        if not is_connection_failure(error):
            raise
        # The frames of the transport hold what was sent.
        error.__traceback__ = None
        raise WorkloadIdentityError(
            f"{exchange.failure}: {url} can't be reached: {error}"
        ) from error


def _object(response: httpx.Response) -> Secrets:
    """The members of an answer; none of what is no object, or too long for one."""
    nothing = Secrets()
    if len(response.content) > _LONGEST:
        return nothing
    try:
        value: object = json.loads(response.content)
    except ValueError:
        return nothing
    return Secrets(cast("dict[str, Any]", value)) if isinstance(value, dict) else nothing


def _is_bearer(answer: Secrets) -> bool:
    token = answer.get("access_token")
    kind = str(answer.get("token_type") or "bearer").lower()
    return isinstance(token, str) and bool(token) and kind == "bearer"


def _seconds(value: Any) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return None
