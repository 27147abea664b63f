"""The head of a response in, what its outermost model tells of it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from .rate_limits import RateLimits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .settings import ResponseHeaders


_WAITS = ("retry-after", "retry-after-ms")
NOTES = ("_link", "_response_info")
"""What is kept with a model beside its fields: in no dump, and seen by no equality.

The place for it is each flavour's to make, and that a copy and a pickle have the response's."""


class ResponseInfo:
    """What a response says beside its body: its headers and status, without the body itself."""

    __slots__ = ("headers", "names", "status_code")

    def __init__(
        self, headers: Mapping[str, str], names: ResponseHeaders, status_code: int
    ) -> None:
        self.headers = headers
        self.names = names
        self.status_code = status_code

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._kept_headers(), self.names, self.status_code)

    @property
    def request_id(self) -> str | None:
        return self.header(self.names.request_id)

    @property
    def organization_id(self) -> str | None:
        return self.header(self.names.organization_id)

    @property
    def workspace_id(self) -> str | None:
        return self.header(self.names.workspace_id)

    @property
    def rate_limits(self) -> RateLimits:
        return RateLimits.from_headers(self.headers, self.names.rate_limit_prefix)

    def header(self, name: str | None) -> str | None:
        return self.headers.get(name) if name else None

    def _kept_headers(self) -> dict[str, str]:
        """The headers that are asked for here: others, such as cookies, are in no pickle."""
        names = self.names
        sought = (names.request_id, names.organization_id, names.workspace_id, *_WAITS)
        found = {name: self.headers[name] for name in sought if name and name in self.headers}
        prefix = names.rate_limit_prefix
        limits = [name for name in self.headers if prefix and name.lower().startswith(prefix)]
        return found | {name: self.headers[name] for name in limits}


class FromResponse:
    """What every model of a response is, in all flavours."""

    __slots__ = ()

    @property
    def _request_id(self) -> str | None:
        """The id the server gave the request; on the outermost object of a response only."""
        info = response_info(self)
        return info.request_id if info else None

    @property
    def _organization_id(self) -> str | None:
        """The organization the request was counted for; on the outermost object only."""
        info = response_info(self)
        return info.organization_id if info else None

    @property
    def _workspace_id(self) -> str | None:
        """The workspace the request was made in; on the outermost object only."""
        info = response_info(self)
        return info.workspace_id if info else None

    @property
    def _rate_limits(self) -> RateLimits | None:
        """The limits the server told of with this response; on the outermost object only."""
        info = response_info(self)
        return info.rate_limits if info else None


def attach(result: Any, info: ResponseInfo) -> Any:
    """Let a model tell of the response it came in: its `_request_id`, `_rate_limits` and so on."""
    if isinstance(result, FromResponse):
        note(result, "_response_info", info)
    return result


def response_info(model: FromResponse) -> ResponseInfo | None:
    """What `attach` left; None for an object that isn't the outermost of a response."""
    return cast("ResponseInfo | None", noted(model, "_response_info"))


def carry(model: FromResponse, other: Any) -> Any:
    """Let a copy tell of the response that the original came in."""
    return attach(other, info) if (info := response_info(model)) is not None else other


def note(model: FromResponse, name: str, value: object) -> None:
    """Keep one of the `NOTES` with a model."""
    setattr(model, name, value)


def noted(model: FromResponse, name: str) -> object:
    """What was noted, None if nothing was; what the server sent by that name is not looked at."""
    try:
        return object.__getattribute__(model, name)
    except AttributeError:
        return None
