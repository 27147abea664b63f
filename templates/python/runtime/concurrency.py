"""What differs between asyncio and trio: waiting, threads, tasks, and which event loop this is."""

from __future__ import annotations

import asyncio
import sys
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

_T = TypeVar("_T")
_started: set[asyncio.Task[None]] = set()
"""The event loop itself holds on to no task."""


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


async def awaited(found: Any) -> Any:
    """What a function gave, awaited if it has to be."""
    return await found if isawaitable(found) else found


def current_loop() -> object:
    """An object that stands for the running event loop, the same one as long as it runs."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        trio = _trio()
        return None if trio is None else trio.lowlevel.current_trio_token()


def call_soon(loop: Any, function: Callable[[], object]) -> bool:
    """Have an event loop call a function, from whichever thread; False if the loop is at its end."""
    is_asyncio = isinstance(loop, asyncio.AbstractEventLoop)
    try:
        (loop.call_soon_threadsafe if is_asyncio else loop.run_sync_soon)(function)
    except RuntimeError:
        return False
    return True


def is_over(loop: object) -> bool:
    """Whether an event loop will never run again."""
    if isinstance(loop, asyncio.AbstractEventLoop):
        return loop.is_closed()
    return not call_soon(loop, lambda: None)


def start(function: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Begin something, in the running event loop, that nobody waits for."""
    trio = _trio()
    if trio is not None:
        trio.lowlevel.spawn_system_task(function)
        return
    task = asyncio.get_running_loop().create_task(function())
    _started.add(task)
    task.add_done_callback(_started.discard)


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
