"""The kinds of things that can be handed in as tools, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, Union

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...types import ToolResultBlockContentParam
    from ...types.beta import BetaToolUnionParam
    from .functions import (
        BetaAsyncBuiltinFunctionTool,
        BetaAsyncFunctionTool,
        BetaBuiltinFunctionTool,
        BetaFunctionTool,
    )
    from .toolsets import BetaAsyncRunnableToolset, BetaRunnableToolset

    class SupportsToDict(Protocol):
        """What gives the `tools[]` entry that is sent for it."""

        def to_dict(self) -> BetaToolUnionParam: ...

    BetaFunctionToolResultType: TypeAlias = Union[str, Iterable[ToolResultBlockContentParam]]
    BetaToolLike: TypeAlias = Union[BetaToolUnionParam, SupportsToDict]
    BetaRunnableTool: TypeAlias = Union[BetaFunctionTool[Any], BetaBuiltinFunctionTool]
    BetaAsyncRunnableTool: TypeAlias = Union[
        BetaAsyncFunctionTool[Any], BetaAsyncBuiltinFunctionTool
    ]
    Runnable: TypeAlias = Union[BetaRunnableTool, BetaRunnableToolset]
    AsyncRunnable: TypeAlias = Union[BetaAsyncRunnableTool, BetaAsyncRunnableToolset]
else:
    SupportsToDict = BetaFunctionToolResultType = BetaToolLike = Any
    BetaRunnableTool = BetaAsyncRunnableTool = Runnable = AsyncRunnable = Any
