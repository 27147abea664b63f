"""Names for what a caller may pass to any method, and the options of the raw verbs."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from typing import TypeAlias

    import httpx

    from .sentinels import Omit

    Timeout: TypeAlias = httpx.Timeout
    Headers: TypeAlias = Mapping[str, str | Omit]
    Query: TypeAlias = Mapping[str, object]
    Body: TypeAlias = object
    TokenInput: TypeAlias = str | Callable[[], str]
    AsyncTokenInput: TypeAlias = str | Callable[[], str | Awaitable[str]]


class RequestOptions(TypedDict, total=False):
    """Options of one request made with a raw verb."""

    headers: Mapping[str, str | Omit]
    max_retries: int
    timeout: float | Timeout | None
    total_timeout: float | None
    params: Mapping[str, object]
    extra_json: Mapping[str, object]
    idempotency_key: str
    follow_redirects: bool
