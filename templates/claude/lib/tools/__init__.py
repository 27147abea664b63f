"""Tools: functions that the model may call, and the loop that runs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._runtime.lazy import lazy

if TYPE_CHECKING:
    from .async_runners import BetaAsyncStreamingToolRunner, BetaAsyncToolRunner
    from .decorators import beta_async_tool, beta_tool
    from .errors import ToolError
    from .functions import (
        BetaAsyncBuiltinFunctionTool,
        BetaAsyncFunctionTool,
        BetaBuiltinFunctionTool,
        BetaFunctionTool,
    )
    from .kinds import (
        BetaAsyncRunnableTool,
        BetaFunctionToolResultType,
        BetaRunnableTool,
        BetaToolLike,
    )
    from .memory import BetaAbstractMemoryTool, BetaAsyncAbstractMemoryTool
    from .runners import BetaStreamingToolRunner, BetaToolRunner
    from .toolsets import BetaAsyncRunnableToolset, BetaRunnableToolset
else:
    __getattr__, __dir__ = lazy(
        __name__,
        {
            ".async_runners": ("BetaAsyncStreamingToolRunner", "BetaAsyncToolRunner"),
            ".decorators": ("beta_async_tool", "beta_tool"),
            ".errors": ("ToolError",),
            ".functions": (
                "BetaAsyncBuiltinFunctionTool",
                "BetaAsyncFunctionTool",
                "BetaBuiltinFunctionTool",
                "BetaFunctionTool",
            ),
            ".kinds": (
                "BetaAsyncRunnableTool",
                "BetaFunctionToolResultType",
                "BetaRunnableTool",
                "BetaToolLike",
            ),
            ".memory": ("BetaAbstractMemoryTool", "BetaAsyncAbstractMemoryTool"),
            ".runners": ("BetaStreamingToolRunner", "BetaToolRunner"),
            ".toolsets": ("BetaAsyncRunnableToolset", "BetaRunnableToolset"),
        },
    )

__all__ = [
    "BetaAbstractMemoryTool",
    "BetaAsyncAbstractMemoryTool",
    "BetaAsyncBuiltinFunctionTool",
    "BetaAsyncFunctionTool",
    "BetaAsyncRunnableTool",
    "BetaAsyncRunnableToolset",
    "BetaAsyncStreamingToolRunner",
    "BetaAsyncToolRunner",
    "BetaBuiltinFunctionTool",
    "BetaFunctionTool",
    "BetaFunctionToolResultType",
    "BetaRunnableTool",
    "BetaRunnableToolset",
    "BetaStreamingToolRunner",
    "BetaToolLike",
    "BetaToolRunner",
    "ToolError",
    "beta_async_tool",
    "beta_tool",
]
