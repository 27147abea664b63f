"""The memory tool: the base of one of your own, and the one that keeps files."""

from ..lib.tools.memory import BetaAbstractMemoryTool, BetaAsyncAbstractMemoryTool
from ..lib.tools.memory_files import (
    BetaAsyncLocalFilesystemMemoryTool,
    BetaLocalFilesystemMemoryTool,
)

__all__ = [
    "BetaAbstractMemoryTool",
    "BetaAsyncAbstractMemoryTool",
    "BetaAsyncLocalFilesystemMemoryTool",
    "BetaLocalFilesystemMemoryTool",
]
