"""A provider of tokens in, one token for all calls out, renewed ahead of its end by one of them.

Two minutes before its end a token is renewed by one caller, while the others go on with it; where
that fails, they all do. From half a minute before its end on, callers wait for the one that renews.
"""

from __future__ import annotations

import inspect
import logging
import threading
import time
from collections.abc import Callable
from typing import Any, cast

import anyio

from ..._runtime.concurrency import current_loop
from ..._runtime.errors import ClientError
from .tokens import (
    AccessToken,
    AccessTokenProvider,
    AsyncAccessTokenProvider,
    WorkloadIdentityError,
    is_async,
)

_EARLY = 120
_LATE = 30
_PAUSE = 5
"""Seconds after an early renewal that failed in which none is tried."""
_log = logging.getLogger(__name__.partition(".")[0])


class TokenCache:
    """The token of one provider, for many threads or tasks."""

    def __init__(
        self,
        provider: AccessTokenProvider | AsyncAccessTokenProvider,
        *,
        advisory_refresh_seconds: int = _EARLY,
        mandatory_refresh_seconds: int = _LATE,
        time_source: Callable[[], float] = time.time,
    ) -> None:
        self._provider: Any = provider
        self.is_async = is_async(provider)
        self._early = advisory_refresh_seconds
        self._late = mandatory_refresh_seconds
        self._time = time_source
        self._token: AccessToken | None = None
        self._forced = False
        self._failed = float("-inf")
        self._lock = threading.Lock()
        self._loop: object = None
        self._loop_lock = cast("anyio.Lock", None)
        self._options = _takes_force(provider)

    def get_token(self) -> str:
        """A token that is good, asked for where need be."""
        if self.is_async:
            raise RuntimeError("the provider is asynchronous: `await async_get_token()`")
        token = self._token
        if token is not None and token.expires_at == 0:
            return self._keep(_token_of(self._ask(False)), False)
        if not self._is_due(self._late):
            if self._is_due(self._early) and self._lock.acquire(blocking=False):
                try:
                    self._renew_early()
                finally:
                    self._lock.release()
            return cast("AccessToken", self._token or token).token
        with self._lock:
            if self._is_due(self._late):
                forced = self._forced
                return self._keep(_token_of(self._requested(forced)), forced)
            return cast("AccessToken", self._token).token

    async def async_get_token(self) -> str:
        """The same from a provider that is awaited."""
        if not self.is_async:
            return self.get_token()
        token = self._token
        if token is not None and token.expires_at == 0:
            return self._keep(_token_of(await self._ask(False)), False)
        if not self._is_due(self._early):
            return cast("AccessToken", token).token
        async with self._task_lock():
            if not self._is_due(self._early):
                return cast("AccessToken", self._token).token
            late, forced = self._is_due(self._late), self._forced
            try:
                return self._keep(_token_of(await self._requested_later(forced)), forced)
            except Exception as error:
                if late or self._token is None:
                    raise
                self._tell(error)
                return self._token.token

    def invalidate(self) -> None:
        """Forgets the token, which was refused: the provider is asked for another one."""
        self._token = None
        self._forced = True

    def _is_due(self, seconds: float) -> bool:
        token = self._token
        if token is None:
            return True
        if token.expires_at is None:
            return False
        if seconds == self._early and self._time() - self._failed < _PAUSE:
            return token.expires_at - self._time() <= self._late
        return token.expires_at - self._time() <= seconds

    def _renew_early(self) -> None:
        if not self._is_due(self._early):
            return
        try:
            self._keep(_token_of(self._requested(False)), False)
        except Exception as error:
            self._tell(error)

    def _tell(self, error: Exception) -> None:
        self._failed = self._time()
        _log.warning("A token could not be renewed ahead of its end; it is still used: %s", error)

    def _requested(self, forced: bool) -> object:
        try:
            return self._ask(forced)
        except WorkloadIdentityError as error:
            if error.status_code != 401:
                raise
            return self._ask(True)

    async def _requested_later(self, forced: bool) -> object:
        try:
            return await self._ask(forced)
        except WorkloadIdentityError as error:
            if error.status_code != 401:
                raise
            return await self._ask(True)

    def _ask(self, forced: bool) -> Any:
        return self._provider(force_refresh=forced) if self._options else self._provider()

    def _keep(self, token: AccessToken, forced: bool) -> str:
        # One that was asked for before another was refused may be the refused one.
        if forced or not self._forced:
            self._token, self._forced = token, False
        return token.token

    def _task_lock(self) -> anyio.Lock:
        loop = current_loop()
        if self._loop is not loop:
            self._loop, self._loop_lock = loop, anyio.Lock()
        return self._loop_lock


def _token_of(value: object) -> AccessToken:
    if inspect.iscoroutine(value):
        value.close()
        raise ClientError("The provider of credentials gave a coroutine: it has to be `async def`")
    if not isinstance(value, AccessToken):
        kind = type(value).__name__
        raise ClientError(f"The provider of credentials gave {kind} in place of an AccessToken")
    return value


def _takes_force(provider: object) -> bool:
    """Whether a provider can be told that its last token was refused."""
    try:
        found = inspect.signature(cast("Any", provider)).parameters.values()
    except (TypeError, ValueError):
        return True
    return any(each.name == "force_refresh" or each.kind is each.VAR_KEYWORD for each in found)
