"""What differs between asyncio and trio: waiting, threads, and which event loop this is."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

_T = TypeVar("_T")


async def sleep(seconds: float) -> None:
    """Wait without holding up the event loop."""
    trio = _trio()
    await (asyncio if trio is None else trio).sleep(seconds)


async def run_in_thread(function: Callable[..., _T], *arguments: Any) -> _T:
    """Call a function that may block in a thread."""
    trio = _trio()
    if trio is None:
        return await asyncio.to_thread(function, *arguments)
    return cast("_T", await trio.to_thread.run_sync(function, *arguments))


def current_loop() -> object:
    """An object that stands for the running event loop, the same one as long as it runs."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        trio = _trio()
        return None if trio is None else trio.lowlevel.current_trio_token()


def _trio() -> Any:
    """The trio module if trio runs this; it need not be installed."""
    trio: Any = sys.modules.get("trio")
    if trio is None:
        return None
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return trio
    return None
