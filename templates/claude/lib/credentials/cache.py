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
from typing import TYPE_CHECKING, Any, cast

import anyio

from ..._runtime.concurrency import current_loop, run_in_thread
from ..._runtime.drivers import drive, drive_async
from ..._runtime.effects import Await
from ..._runtime.errors import ClientError
from .tokens import (
    AccessToken,
    AccessTokenProvider,
    AsyncAccessTokenProvider,
    WorkloadIdentityError,
    is_async,
)

if TYPE_CHECKING:
    from ..._runtime.effects import Policy

_EARLY = 120
_LATE = 30
_PAUSE = 5
"""Seconds after an early renewal that failed in which none is tried."""
_EACH_TIME = 0
"""The end of a token whose provider keeps it, and is asked for every request."""
_NO_SENDER: Any = None
"""Nothing is sent from here: providers have connections of their own."""
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
        self._changing = threading.Lock()
        self._renewing = threading.Lock()
        self._loop: object = None
        self._loop_lock = cast("anyio.Lock", None)
        self._options = _takes_force(provider)

    def get_token(self) -> str:
        """A token that is good, asked for where need be."""
        if self.is_async:
            raise RuntimeError("the provider is asynchronous: `await async_get_token()`")
        return drive(self._policy(self._renewing), _NO_SENDER)

    async def async_get_token(self) -> str:
        """The same without blocking: a provider is awaited, or asked in a thread."""
        if not self.is_async:
            return await run_in_thread(self.get_token)
        return await drive_async(self._policy(self._task_lock()), _NO_SENDER)

    def invalidate(self) -> None:
        """Forgets the token, which was refused: the provider is asked for another one."""
        with self._changing:
            self._token = None
            self._forced = True

    def _policy(self, lock: Any) -> Policy[str]:
        """The token; `lock` is held by the one who renews it."""
        while True:
            token = self._token
            if token is not None and token.expires_at == _EACH_TIME:
                fresh = yield from self._obtained(forced=False)
                self._keep(fresh, in_place_of=token)
                return fresh.token
            if token is None or self._ends_within(self._late, token):
                yield Await(lock.acquire)
            elif not self._is_early(token) or not _is_taken(lock):
                return token.token
            try:
                if self._token is token:
                    return (yield from self._renewed(token)).token
            finally:
                lock.release()

    def _renewed(self, token: AccessToken | None) -> Policy[AccessToken]:
        """Another token; or the one there is, where it is still good and none can be had."""
        forced = self._forced
        try:
            fresh = yield from self._obtained(forced=forced)
        except Exception as error:
            if token is None or self._ends_within(self._late, token):
                raise
            self._failed = self._time()
            _log.warning(
                "A token could not be renewed ahead of its end; it is still used: %s", error
            )
            return token
        self._keep(fresh, forced=forced)
        return fresh

    def _obtained(self, *, forced: bool) -> Policy[AccessToken]:
        try:
            return (yield from self._given(forced))
        except WorkloadIdentityError as error:
            if error.status_code != 401:
                raise
        return (yield from self._given(True))

    def _given(self, forced: bool) -> Policy[AccessToken]:
        given = yield Await(lambda: self._call(forced))
        return _token_of(given)

    def _call(self, forced: bool) -> Any:
        return self._provider(force_refresh=forced) if self._options else self._provider()

    def _keep(
        self, fresh: AccessToken, *, forced: bool = False, in_place_of: AccessToken | None = None
    ) -> None:
        with self._changing:
            # One that was asked for before another was refused may be the refused one.
            if in_place_of is not None and self._token is not in_place_of:
                return
            if forced or not self._forced:
                self._token, self._forced = fresh, False

    def _ends_within(self, seconds: float, token: AccessToken) -> bool:
        return token.expires_at is not None and token.expires_at - self._time() <= seconds

    def _is_early(self, token: AccessToken) -> bool:
        pauses = self._time() - self._failed < _PAUSE
        return self._ends_within(self._early, token) and not pauses

    def _task_lock(self) -> anyio.Lock:
        loop = current_loop()
        if self._loop is not loop:
            # Tasks of two event loops can't wait for each other.
            self._loop, self._loop_lock = loop, anyio.Lock()
        return self._loop_lock


def _is_taken(lock: Any) -> bool:
    """Takes a lock of threads or tasks, unless somebody has it."""
    if not isinstance(lock, anyio.Lock):
        return bool(lock.acquire(blocking=False))
    try:
        lock.acquire_nowait()
    except anyio.WouldBlock:
        return False
    return True


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
