"""A stream that is refused before it says anything in, how long to wait before asking again out."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ..._runtime.retry import should_retry, wait_before

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..._runtime.errors import APIStatusError

RequestT = TypeVar("RequestT")


class Again(Generic[RequestT]):
    """The way to ask for a stream once more, as often as its client tries again.

    A server may say that it is overloaded after it has begun an answer with status 200. As long as
    nothing of the message has come, that is no different from an answer with status 529.
    """

    def __init__(self, request: Callable[[], RequestT], client: Any) -> None:
        self.request = request
        self._client = client
        self._taken = 0

    def wait(self, error: APIStatusError) -> float | None:
        """Seconds to wait; None where there is nothing to be hoped for."""
        rules = self._client._settings.retry
        if self._taken >= self._client.max_retries or not should_retry(
            error.status_code, {}, rules
        ):
            return None
        delay = wait_before(self._taken, error.response.headers, rules, random.random)
        self._taken += 1
        return delay
