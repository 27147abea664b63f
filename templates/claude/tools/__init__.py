"""Tools that are ready to use, by the paths that people know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.lazy import lazy

if TYPE_CHECKING:
    from ..lib.tools.errors import ToolError
    from ..lib.tools.memory import BetaAbstractMemoryTool, BetaAsyncAbstractMemoryTool
    from ..lib.tools.memory_files import (
        BetaAsyncLocalFilesystemMemoryTool,
        BetaLocalFilesystemMemoryTool,
    )
    from ..lib.tools.toolsets import (
        ToolsetClosedError,
        ToolsetConfigError,
        ToolsetContractError,
        ToolsetUsageError,
    )
else:
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "..lib.tools.errors": ("ToolError",),
            "..lib.tools.memory": ("BetaAbstractMemoryTool", "BetaAsyncAbstractMemoryTool"),
            "..lib.tools.memory_files": (
                "BetaAsyncLocalFilesystemMemoryTool",
                "BetaLocalFilesystemMemoryTool",
            ),
            "..lib.tools.toolsets": (
                "ToolsetClosedError",
                "ToolsetConfigError",
                "ToolsetContractError",
                "ToolsetUsageError",
            ),
        },
    )

__all__ = [
    "BetaAbstractMemoryTool",
    "BetaAsyncAbstractMemoryTool",
    "BetaAsyncLocalFilesystemMemoryTool",
    "BetaLocalFilesystemMemoryTool",
    "ToolError",
    "ToolsetClosedError",
    "ToolsetConfigError",
    "ToolsetContractError",
    "ToolsetUsageError",
]
