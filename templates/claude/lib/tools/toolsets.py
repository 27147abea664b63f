"""Sets of tools that stand in `tools` as one entry: what one has to be able to do to be run here."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias, Union

from ..._runtime.errors import ClientError
from ..._runtime.models import Model
from .errors import ToolError
from .results import error_block, quoted, refusal_block, result_block, sendable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    from typing_extensions import Self

    from ...types.beta import (
        BetaBrowserToolset20260801Param,
        BetaComputerToolset20260801Param,
        BetaToolResultBlockParam,
        BetaToolUseBlock,
    )
    from .kinds import BetaFunctionToolResultType

    BetaToolsetParam: TypeAlias = Union[
        BetaBrowserToolset20260801Param, BetaComputerToolset20260801Param
    ]

ToolsetFamily: TypeAlias = Literal["browser", "computer"]


class ToolsetUsageError(ClientError):
    """A toolset is used in a way it isn't made for. It ends a run, rather than being told the model."""


class ToolsetConfigError(ToolsetUsageError, ValueError):
    """A toolset was made with options that don't go together."""


class ToolsetContractError(ToolsetUsageError, TypeError):
    """A toolset, or what it calls, was given or gave something of the wrong kind."""


class ToolsetClosedError(ToolsetUsageError, RuntimeError):
    """A toolset was used after it had been closed."""


class BetaToolsetCallContext(Model):
    """The call that a member of a toolset is run for."""

    tool_use: object = None
    """The block that the model made; None outside of a message."""


class _Toolset(ABC):
    toolset_name: ClassVar[ToolsetFamily]
    """The name that calls of its members have in `toolset_name`."""
    _closed = False

    @abstractmethod
    def to_dict(self) -> BetaToolsetParam:
        """The entry in `tools`."""

    def _check(self, tool_use: BetaToolUseBlock) -> None:
        if tool_use.toolset_name != self.toolset_name:
            raise ToolsetContractError(
                f"The call {tool_use.id} is for {tool_use.toolset_name}, not for {self.toolset_name}"
            )
        self._check_open()

    def _check_open(self) -> None:
        if self._closed:
            raise ToolsetClosedError(f"The toolset {self.toolset_name} is closed")

    def _failed(self, tool_use: BetaToolUseBlock, error: Exception) -> BetaToolResultBlockParam:
        if isinstance(error, ToolsetUsageError):
            raise error
        return toolset_error(tool_use, error)


class BetaRunnableToolset(_Toolset):
    """A toolset whose members are run here."""

    @abstractmethod
    def call(
        self, context: BetaToolsetCallContext, name: str, input: Mapping[str, object]
    ) -> BetaFunctionToolResultType:
        """Run a member with a call's input."""

    def close(self) -> None:
        """Free what the toolset holds. A runner leaves that to you; `with toolset:` does it."""
        self._closed = True

    def __enter__(self) -> Self:
        self._check_open()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if not self._closed:
            self.close()

    def tool_result(self, tool_use: BetaToolUseBlock) -> BetaToolResultBlockParam:
        """Run the member that a call is for, and give the call's result."""
        self._check(tool_use)
        context = BetaToolsetCallContext.model_construct(tool_use=tool_use)
        try:
            return result_block(tool_use, self.call(context, tool_use.name, tool_use.input))
        except Exception as error:
            return self._failed(tool_use, error)


class BetaAsyncRunnableToolset(_Toolset):
    """A toolset whose members are run here, without blocking."""

    @abstractmethod
    async def call(
        self, context: BetaToolsetCallContext, name: str, input: Mapping[str, object]
    ) -> BetaFunctionToolResultType:
        """Run a member with a call's input."""

    async def close(self) -> None:
        """Free what the toolset holds. A runner leaves that to you; `async with` does it."""
        self._closed = True

    async def __aenter__(self) -> Self:
        self._check_open()
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if not self._closed:
            await self.close()

    async def tool_result(self, tool_use: BetaToolUseBlock) -> BetaToolResultBlockParam:
        """Run the member that a call is for, and give the call's result."""
        self._check(tool_use)
        context = BetaToolsetCallContext.model_construct(tool_use=tool_use)
        try:
            return result_block(tool_use, await self.call(context, tool_use.name, tool_use.input))
        except Exception as error:
            return self._failed(tool_use, error)


def toolset_error(tool_use: BetaToolUseBlock, error: Exception) -> BetaToolResultBlockParam:
    """A member's failure. The API takes nothing but text here: of a `ToolError` that is what is told."""
    if not isinstance(error, ToolError):
        return error_block(tool_use, error)
    content = error.content
    if isinstance(content, str):
        return refusal_block(tool_use, sendable(content))
    texts = [block for block in content if block["type"] == "text" and block["text"]]
    return refusal_block(tool_use, texts)


def skipped(tool_use: BetaToolUseBlock) -> BetaToolResultBlockParam:
    """A call that was planned as the step after one that failed."""
    return refusal_block(tool_use, "Not run: an action before it in this turn failed.")


def malformed(tool_use: BetaToolUseBlock) -> BetaToolResultBlockParam:
    """A call named after a toolset, which no member of it can be found for."""
    name = quoted(tool_use.name)
    return refusal_block(
        tool_use,
        f"Error: {name} is a set of tools and can't be called itself; none of the actions were run. "
        "Call its members, one by one.",
    )
