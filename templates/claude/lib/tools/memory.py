"""The memory tool: what the model asks to be remembered in, calls of a store's methods out."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from ..._runtime.models import construct
from ...types.beta import BetaMemoryTool20250818Command
from .functions import BetaAsyncBuiltinFunctionTool, BetaBuiltinFunctionTool

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from ...types.beta import (
        BetaCacheControlEphemeralParam,
        BetaMemoryTool20250818CreateCommand,
        BetaMemoryTool20250818DeleteCommand,
        BetaMemoryTool20250818InsertCommand,
        BetaMemoryTool20250818Param,
        BetaMemoryTool20250818RenameCommand,
        BetaMemoryTool20250818StrReplaceCommand,
        BetaMemoryTool20250818ViewCommand,
    )
    from .kinds import BetaFunctionToolResultType

_COMMANDS = ("view", "create", "str_replace", "insert", "delete", "rename")


class _Memory:
    def __init__(self, *, cache_control: BetaCacheControlEphemeralParam | None = None) -> None:
        self._cache_control = cache_control

    def to_dict(self) -> BetaMemoryTool20250818Param:
        """The tool's entry in `tools`."""
        entry: BetaMemoryTool20250818Param = {"type": "memory_20250818", "name": "memory"}
        if self._cache_control is not None:
            entry["cache_control"] = self._cache_control
        return entry

    def _method(self, command: Any) -> Callable[[Any], Any]:
        name = getattr(command, "command", None)
        if name not in _COMMANDS:
            raise NotImplementedError(f"The memory tool has no command {name!r}")
        return cast("Callable[[Any], Any]", getattr(self, str(name)))


class BetaAbstractMemoryTool(_Memory, BetaBuiltinFunctionTool):
    """A memory of your own making: a method for each command, with paths below `/memories`."""

    def call(self, input: object) -> BetaFunctionToolResultType:
        """Run a command as the model gave it."""
        return self.execute(construct(BetaMemoryTool20250818Command, input))

    def execute(self, command: BetaMemoryTool20250818Command) -> BetaFunctionToolResultType:
        """Run a command."""
        return cast("BetaFunctionToolResultType", self._method(command)(command))

    @abstractmethod
    def view(self, command: BetaMemoryTool20250818ViewCommand) -> BetaFunctionToolResultType:
        """Show a file, or what is in a directory."""

    @abstractmethod
    def create(self, command: BetaMemoryTool20250818CreateCommand) -> BetaFunctionToolResultType:
        """Write a new file."""

    @abstractmethod
    def str_replace(
        self, command: BetaMemoryTool20250818StrReplaceCommand
    ) -> BetaFunctionToolResultType:
        """Replace a text in a file."""

    @abstractmethod
    def insert(self, command: BetaMemoryTool20250818InsertCommand) -> BetaFunctionToolResultType:
        """Insert a text into a file."""

    @abstractmethod
    def delete(self, command: BetaMemoryTool20250818DeleteCommand) -> BetaFunctionToolResultType:
        """Remove a file, or a directory with all that is in it."""

    @abstractmethod
    def rename(self, command: BetaMemoryTool20250818RenameCommand) -> BetaFunctionToolResultType:
        """Rename or move a file or a directory."""

    def clear_all_memory(self) -> BetaFunctionToolResultType:
        """Forget everything."""
        raise NotImplementedError(f"{type(self).__name__} has no clear_all_memory()")


class BetaAsyncAbstractMemoryTool(_Memory, BetaAsyncBuiltinFunctionTool):
    """A memory of your own making: a method for each command, with paths below `/memories`."""

    async def call(self, input: object) -> BetaFunctionToolResultType:
        """Run a command as the model gave it."""
        return await self.execute(construct(BetaMemoryTool20250818Command, input))

    async def execute(self, command: BetaMemoryTool20250818Command) -> BetaFunctionToolResultType:
        """Run a command."""
        result: Awaitable[BetaFunctionToolResultType] = self._method(command)(command)
        return await result

    @abstractmethod
    async def view(self, command: BetaMemoryTool20250818ViewCommand) -> BetaFunctionToolResultType:
        """Show a file, or what is in a directory."""

    @abstractmethod
    async def create(
        self, command: BetaMemoryTool20250818CreateCommand
    ) -> BetaFunctionToolResultType:
        """Write a new file."""

    @abstractmethod
    async def str_replace(
        self, command: BetaMemoryTool20250818StrReplaceCommand
    ) -> BetaFunctionToolResultType:
        """Replace a text in a file."""

    @abstractmethod
    async def insert(
        self, command: BetaMemoryTool20250818InsertCommand
    ) -> BetaFunctionToolResultType:
        """Insert a text into a file."""

    @abstractmethod
    async def delete(
        self, command: BetaMemoryTool20250818DeleteCommand
    ) -> BetaFunctionToolResultType:
        """Remove a file, or a directory with all that is in it."""

    @abstractmethod
    async def rename(
        self, command: BetaMemoryTool20250818RenameCommand
    ) -> BetaFunctionToolResultType:
        """Rename or move a file or a directory."""

    async def clear_all_memory(self) -> BetaFunctionToolResultType:
        """Forget everything."""
        raise NotImplementedError(f"{type(self).__name__} has no clear_all_memory()")
