"""A function in, a tool out: `beta_tool` and `beta_async_tool`, with and without options."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from contextlib import AsyncExitStack
from functools import partial
from typing import TYPE_CHECKING, Any, cast, overload

from pydantic import validate_call

from .functions import (
    AsyncFunctionT,
    BetaAsyncFunctionTool,
    BetaFunctionTool,
    FunctionT,
)

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from .functions import ToolOptions


@overload
def beta_tool(func: FunctionT, **options: Unpack[ToolOptions]) -> BetaFunctionTool[FunctionT]: ...
@overload
def beta_tool(
    **options: Unpack[ToolOptions],
) -> Callable[[FunctionT], BetaFunctionTool[FunctionT]]: ...
def beta_tool(func: Any = None, **options: Any) -> Any:
    """Make a function a tool; what the model is told comes from its signature and docstring.

        @beta_tool
        def weather(city: str) -> str:
            \"""Tells the weather.

            Args:
                city: The city's name.
            \"""

    Options go before it (`@beta_tool(name="weather_now")`). A `@contextmanager` that yields the
    function is entered at once, and left by whoever cleans the tool up.
    """
    return partial(_tool, **options) if func is None else _tool(func, **options)


@overload
def beta_async_tool(
    func: AsyncFunctionT, **options: Unpack[ToolOptions]
) -> BetaAsyncFunctionTool[AsyncFunctionT]: ...
@overload
def beta_async_tool(
    **options: Unpack[ToolOptions],
) -> Callable[[AsyncFunctionT], BetaAsyncFunctionTool[AsyncFunctionT]]: ...
def beta_async_tool(func: Any = None, **options: Any) -> Any:
    """Make a coroutine function a tool, as `beta_tool` does a function.

    An `@asynccontextmanager` that yields the function needs an `input_schema`; it is entered at the
    first call.
    """
    return partial(_async_tool, **options) if func is None else _async_tool(func, **options)


def _tool(func: Any, **options: Any) -> BetaFunctionTool[Any]:
    if _makes_async_context(func):
        raise TypeError("An @asynccontextmanager is made a tool by beta_async_tool")
    if not _makes_context(func):
        return BetaFunctionTool(func, **options)
    manager = func()
    try:
        tool = BetaFunctionTool(manager.__enter__(), **options)
    except BaseException:
        manager.__exit__(*sys.exc_info())
        raise
    tool.close = lambda: cast("None", manager.__exit__(None, None, None))
    return tool


def _async_tool(func: Any, **options: Any) -> BetaAsyncFunctionTool[Any]:
    if _makes_context(func):
        raise TypeError("A @contextmanager is made a tool by beta_tool")
    if not _makes_async_context(func):
        return BetaAsyncFunctionTool(func, **options)
    if options.get("input_schema") is None:
        raise TypeError("An @asynccontextmanager needs an `input_schema`: it isn't entered yet")
    entered = _Entered(func)

    async def call(**arguments: Any) -> Any:
        return await (await entered.function())(**arguments)

    call.__name__ = func.__name__
    call.__doc__ = func.__doc__
    tool = BetaAsyncFunctionTool(call, **options)
    tool.close = entered.close
    return tool


class _Entered:
    """The function that an asynchronous context manager yields, which is entered once."""

    def __init__(self, manager: Callable[[], Any]) -> None:
        self._manager = manager
        self._stack = AsyncExitStack()
        self._function: Any = None
        self._entering: Any = None

    async def function(self) -> Any:
        from anyio import Lock

        self._entering = self._entering or Lock()
        async with self._entering:
            if self._function is None:
                found = await self._stack.enter_async_context(self._manager())
                self._function = validate_call(found)
        return self._function

    async def close(self) -> None:
        self._function = None
        await self._stack.aclose()


def _makes_context(func: Any) -> bool:
    return inspect.isgeneratorfunction(getattr(func, "__wrapped__", None))


def _makes_async_context(func: Any) -> bool:
    return inspect.isasyncgenfunction(getattr(func, "__wrapped__", None))
