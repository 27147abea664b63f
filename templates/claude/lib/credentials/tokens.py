"""What gives tokens, as types; the tokens themselves; and what goes wrong on the way to one."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, cast, runtime_checkable

from ..._runtime.errors import ClientError

_SHOWN = 4
_LONG = 12


@dataclass(frozen=True)
class AccessToken:
    """A token, and when it ends: in seconds since 1970, None for never.

    0 says that who gives it keeps it too, so it is asked for before every request. Its repr shows no
    more than the end of it.
    """

    token: str
    expires_at: int | None = None

    def __repr__(self) -> str:
        text = str(self.token)
        end = f"...{text[-_SHOWN:]}" if len(text) >= _LONG else "..."
        return f"AccessToken(token={end!r}, expires_at={self.expires_at!r})"


class AccessTokenProvider(Protocol):
    """Gives a token, a new one each time that it has to; `force_refresh` where the last was refused."""

    def __call__(self, *, force_refresh: bool = False) -> AccessToken: ...


class AsyncAccessTokenProvider(Protocol):
    """The same for asynchronous clients alone."""

    async def __call__(self, *, force_refresh: bool = False) -> AccessToken: ...


@runtime_checkable
class BaseURLBoundProvider(AccessTokenProvider, Protocol):
    """One whose tokens are of the API at one address, which its client tells it."""

    def for_base_url(self, base_url: str) -> AccessTokenProvider:
        """The provider for an address: itself, or another where it serves another address already."""
        ...


IdentityTokenProvider = Callable[[], str]
"""Gives the token of a workload's own identity provider."""


@dataclass(frozen=True)
class CredentialResult:
    """What was found: who gives tokens, and what else a profile says."""

    provider: AccessTokenProvider
    extra_headers: dict[str, str] = field(default_factory=dict[str, str])
    base_url: str | None = None


class CredentialsError(ClientError):
    """Credentials of a file, a profile or the environment can't be used."""


class IdentityTokenFileError(CredentialsError):
    """The file with a workload's own token isn't there, is empty, or can't be read."""

    def __init__(self, message: str, *, path: Path | None = None) -> None:
        super().__init__(message)
        self.path = path


class WorkloadIdentityError(ClientError):
    """A token was not given for another."""

    def __init__(
        self,
        message: str,
        *,
        status_code: int | None = None,
        body: Any = None,
        request_id: str | None = None,
    ) -> None:
        super().__init__(f"{message} (request {request_id})" if request_id else message)
        self.status_code = status_code
        self.body = body
        self.request_id = request_id


def is_async(provider: object) -> bool:
    """Whether a provider has to be awaited."""
    provider = _inmost(provider)
    called = getattr(provider, "__call__", None)  # noqa: B004
    return inspect.iscoroutinefunction(provider) or inspect.iscoroutinefunction(called)


def is_awaited(provider: object) -> bool:
    """Whether a provider, or its end, has to be awaited."""
    return is_async(provider) or inspect.iscoroutinefunction(closing_of(provider))


def closing_of(provider: object, *, asynchronous: bool = False) -> Callable[[], object] | None:
    """What ends a provider, which may hold connections: its own `close`, or `aclose`."""
    provider = _inmost(provider)
    names = ("aclose", "close") if asynchronous else ("close",)
    found = (getattr(provider, name, None) for name in names)
    return next(filter(callable, found), None)


def _inmost(provider: object) -> object:
    """What a `partial` calls in the end."""
    while isinstance(provider, functools.partial):
        inner: object = cast("functools.partial[object]", provider).func
        provider = inner
    return provider
