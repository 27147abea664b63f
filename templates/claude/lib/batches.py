"""A batch's id in, the batch once it has ended out: asked for again and again, ever less often."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, TypeVar

from .._runtime.concurrency import sleep
from .._runtime.redact import hidden

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Protocol

    from .._runtime.options import Headers

    BatchT_co = TypeVar("BatchT_co", covariant=True)

    class Retrieves(Protocol[BatchT_co]):
        def retrieve(
            self, message_batch_id: str, *, extra_headers: Headers | None = None
        ) -> BatchT_co: ...

    class AsyncRetrieves(Protocol[BatchT_co]):
        async def retrieve(
            self, message_batch_id: str, *, extra_headers: Headers | None = None
        ) -> BatchT_co: ...


BatchT = TypeVar("BatchT")
_FIRST = 1.0
_GROWTH = 1.5


class WaitsForBatch:
    """Batches that can be waited for."""

    def wait(
        self: Retrieves[BatchT],
        message_batch_id: str,
        *,
        on_progress: Callable[[BatchT], object] | None = None,
        poll_interval: float = 60.0,
        give_up_after: float | None = None,
        extra_headers: Headers | None = None,
    ) -> BatchT:
        """Waits for a batch to end.

        Args:
            message_batch_id: The batch's id.
            on_progress: Is given the batch each time it has been asked for; its `request_counts`
                tell how far it is.
            poll_interval: Seconds between two looks at most; the first ones follow faster.
            give_up_after: Seconds to wait in all; as long as it takes if None.
            extra_headers: Headers of each request.

        Raises:
            TimeoutError: the batch hadn't ended by then. It goes on.
        """
        extra_headers = hidden(extra_headers)
        for delay in _delays(message_batch_id, poll_interval, give_up_after):
            time.sleep(delay)
            batch = self.retrieve(message_batch_id, extra_headers=extra_headers)
            if _is_over(batch, on_progress):
                return batch
        raise AssertionError("delays end with an exception")


class AsyncWaitsForBatch:
    """Batches that can be waited for."""

    async def wait(
        self: AsyncRetrieves[BatchT],
        message_batch_id: str,
        *,
        on_progress: Callable[[BatchT], object] | None = None,
        poll_interval: float = 60.0,
        give_up_after: float | None = None,
        extra_headers: Headers | None = None,
    ) -> BatchT:
        """Waits for a batch to end.

        Args:
            message_batch_id: The batch's id.
            on_progress: Is given the batch each time it has been asked for; its `request_counts`
                tell how far it is.
            poll_interval: Seconds between two looks at most; the first ones follow faster.
            give_up_after: Seconds to wait in all; as long as it takes if None.
            extra_headers: Headers of each request.

        Raises:
            TimeoutError: the batch hadn't ended by then. It goes on.
        """
        extra_headers = hidden(extra_headers)
        for delay in _delays(message_batch_id, poll_interval, give_up_after):
            await sleep(delay)
            batch = await self.retrieve(message_batch_id, extra_headers=extra_headers)
            if _is_over(batch, on_progress):
                return batch
        raise AssertionError("delays end with an exception")


def _delays(id: str, longest: float, give_up_after: float | None) -> Iterator[float]:
    """0, 1, 1.5, 2.25 and so on up to the longest, until it is time to give up."""
    begun, delay = time.monotonic(), _FIRST
    yield 0.0
    while give_up_after is None or time.monotonic() - begun < give_up_after:
        yield min(delay, longest)
        delay *= _GROWTH
    raise TimeoutError(f"The batch {id} has not ended within {give_up_after} seconds")


def _is_over(batch: Any, on_progress: Callable[[Any], object] | None) -> bool:
    if on_progress is not None:
        on_progress(batch)
    return bool(batch.processing_status == "ended")
