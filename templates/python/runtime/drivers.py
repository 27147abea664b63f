"""A policy in, its result out: each effect is acted on, and its outcome sent or thrown back."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from .concurrency import awaited, run_in_thread, sleep
from .effects import Await, Close, Read, Send, Sleep

if TYPE_CHECKING:
    import httpx

    from .effects import Effect, Policy
    from .prepare import Prepared

_T = TypeVar("_T")


class Sender(Protocol):
    """What puts a request on the wire."""

    def send(self, prepared: Prepared, /) -> httpx.Response: ...


class AsyncSender(Protocol):
    """The same without blocking."""

    async def send(self, prepared: Prepared, /) -> httpx.Response: ...


def drive(policy: Policy[_T], sender: Sender) -> _T:
    """Run a policy in this thread."""
    try:
        effect = next(policy)
        while True:
            try:
                outcome = _act(effect, sender)
            except Exception as exc:
                effect = policy.throw(exc)
            else:
                effect = policy.send(outcome)
    except StopIteration as stop:
        return cast("_T", stop.value)
    finally:
        policy.close()


async def drive_async(policy: Policy[_T], sender: AsyncSender) -> _T:
    """Run a policy in this task; a cancelled task closes it."""
    try:
        effect = next(policy)
        while True:
            try:
                outcome = await _act_async(effect, sender)
            except Exception as exc:
                effect = policy.throw(exc)
            else:
                effect = policy.send(outcome)
    except StopIteration as stop:
        return cast("_T", stop.value)
    finally:
        policy.close()


def _act(effect: Effect, sender: Sender) -> Any:
    if isinstance(effect, Send):
        return sender.send(effect.prepared)
    if isinstance(effect, Sleep):
        return time.sleep(effect.seconds)
    if isinstance(effect, Read):
        return effect.response.read()
    if isinstance(effect, Close):
        return effect.response.close()
    if isinstance(effect, Await):
        return effect.function()
    return effect.function()


async def _act_async(effect: Effect, sender: AsyncSender) -> Any:
    if isinstance(effect, Send):
        return await sender.send(effect.prepared)
    if isinstance(effect, Sleep):
        return await sleep(effect.seconds)
    if isinstance(effect, Read):
        return await effect.response.aread()
    if isinstance(effect, Close):
        return await effect.response.aclose()
    if isinstance(effect, Await):
        return await awaited(effect.function())
    return await run_in_thread(effect.function)
