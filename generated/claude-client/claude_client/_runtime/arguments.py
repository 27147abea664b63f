"""What one call is given beside its operation, as the resource method or the raw verb collected it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from .sentinels import NotGiven, not_given

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

    from .options import Body, Headers, Query, Timeout
    from .sentinels import Omit

    Mode: TypeAlias = Literal["raw", "stream"] | None
"""What a caller wants: the result, the read response (`raw`) or the unread one (`stream`)."""

_NOTHING: Mapping[str, Any] = {}


class Arguments:
    """The arguments of one call; what was left out has the value that changes nothing."""

    __slots__ = (
        "body",
        "cast_to",
        "extra_body",
        "extra_headers",
        "extra_query",
        "files",
        "follow_redirects",
        "headers",
        "idempotency_key",
        "max_retries",
        "mode",
        "path",
        "query",
        "stream",
        "timeout",
        "total_timeout",
    )

    def __init__(
        self,
        *,
        path: Mapping[str, object] = _NOTHING,
        query: Mapping[str, object] = _NOTHING,
        headers: Mapping[str, object] = _NOTHING,
        body: object = not_given,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | Timeout | NotGiven | None = not_given,
        stream: bool | Omit = False,
        mode: Mode = None,
    ) -> None:
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.extra_headers = extra_headers
        self.extra_query = extra_query
        self.extra_body = extra_body
        self.timeout = timeout
        self.stream = bool(stream)
        self.mode: Mode = mode
        # Only the raw verbs and helpers set these.
        self.cast_to: Any = not_given
        self.files: Any = None
        self.max_retries: int | None = None
        self.total_timeout: float | NotGiven | None = not_given
        self.idempotency_key: str | None = None
        self.follow_redirects: bool | None = None

    def replace(self, **changes: Any) -> Arguments:
        """The same arguments with some of them changed."""
        other = Arguments.__new__(Arguments)
        for name in self.__slots__:
            setattr(other, name, changes.get(name, getattr(self, name)))
        return other
