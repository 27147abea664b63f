"""A response that leads elsewhere in, the request to follow it with out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import APIConnectionError
from .redact import is_secret

if TYPE_CHECKING:
    import httpx

_MOST = 20


def redirected(response: httpx.Response) -> httpx.Request:
    """The next request; one to another origin carries no credentials.

    The library drops `authorization` then, but knows nothing of other headers that hold keys.
    """
    request = response.next_request
    assert request is not None
    if len(response.history) >= _MOST:
        raise APIConnectionError(message=f"More than {_MOST} redirects.", request=request)
    if not _keeps_credentials(response.request.url, request.url):
        for name in [name for name in request.headers if is_secret(name)]:
            del request.headers[name]
    return request


def _keeps_credentials(before: httpx.URL, after: httpx.URL) -> bool:
    if before.host != after.host:
        return False
    if (before.scheme, _port(before)) == (after.scheme, _port(after)):
        return True
    # The same host made safe: http on its usual port to https on its usual port.
    return (before.scheme, _port(before), after.scheme, _port(after)) == ("http", 80, "https", 443)


def _port(url: httpx.URL) -> int | None:
    return url.port or {"http": 80, "https": 443}.get(url.scheme)
