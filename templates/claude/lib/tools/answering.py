"""The calls of a message in, what to run of them and in which order out, and the turn that answers."""

from __future__ import annotations

import warnings
from collections.abc import Generator, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from .registry import Registry, available
from .results import quoted, refusal_block
from .toolsets import malformed, skipped

if TYPE_CHECKING:
    from ...types.beta import BetaMessageParam, BetaToolResultBlockParam, BetaToolUseBlock
    from .eager import EagerCalls


class Call(NamedTuple):
    """A tool, or the toolset that a call is for, to be run."""

    target: Any
    tool_use: BetaToolUseBlock

    @property
    def is_member(self) -> bool:
        return self.tool_use.toolset_name is not None


class Answering:
    """Decides which tools a message's calls are for."""

    _eager: EagerCalls | None = None
    """The calls of a message whose tools are run while it is written."""

    def __init__(self, params: dict[str, Any], registry: Registry) -> None:
        self._params = params
        self._registry = registry
        self._tool_changes: list[dict[str, Any]] = []
        """What the model will be told with the next request."""

    def _answering(self, message: Any) -> Generator[Call, Any, BetaMessageParam | None]:
        """The calls of a message to be run, and at last the turn that answers them all."""
        calls = [block for block in message.content or () if block.type == "tool_use"]
        if message.role != "assistant" or not calls:
            return None
        results: list[BetaToolResultBlockParam] = []
        failed: set[str] = set()
        names = self._available()
        for tool_use in calls:
            family = tool_use.toolset_name
            if family in failed:
                results.append(skipped(tool_use))
                continue
            result = self._eager.results.get(tool_use.id) if self._eager is not None else None
            if result is None:
                result = yield from self._answered(tool_use, names)
            if result.get("is_error"):
                failed.update({family or tool_use.name} & self._registry.by_family.keys())
            results.append(result)
        return {"role": "user", "content": results}

    def _answered(
        self, tool_use: BetaToolUseBlock, names: Iterable[str]
    ) -> Generator[Call, Any, BetaToolResultBlockParam]:
        target = self._target(tool_use, names)
        if target is not None:
            result = cast("BetaToolResultBlockParam", (yield Call(target, tool_use)))
        elif tool_use.toolset_name is None and tool_use.name in self._registry.by_family:
            result = malformed(tool_use)
        else:
            result = self._unknown(tool_use)
        if self._eager is not None:
            self._eager.record(tool_use, result)
        return result

    def _settled(self, tool_use: BetaToolUseBlock) -> Call | None:
        """What to run of a call that the model has gone on from; None if it waits for the end."""
        calls, family = self._eager, tool_use.toolset_name
        if calls is None:
            return None
        target = self._target(tool_use, self._available())
        if family is None:
            if target is None and tool_use.name in self._registry.by_family:
                calls.waiting.add(tool_use.name)
            return None if target is None or calls.is_held(tool_use) else Call(target, tool_use)
        if calls.is_held(tool_use):
            calls.waiting.add(family)
        return None if target is None or family in calls.waiting else Call(target, tool_use)

    def _record_settled(self, call: Call, result: BetaToolResultBlockParam) -> None:
        assert self._eager is not None
        self._eager.record(call.tool_use, result)
        if call.is_member and result.get("is_error"):
            self._eager.waiting.add(str(call.tool_use.toolset_name))

    def _target(self, tool_use: BetaToolUseBlock, names: Iterable[str]) -> Any:
        if tool_use.toolset_name is not None:
            return self._registry.by_family.get(tool_use.toolset_name)
        return self._registry.by_name.get(tool_use.name) if tool_use.name in names else None

    def _available(self) -> set[str]:
        pending = {"role": "system", "content": self._tool_changes}
        return available([*self._params["messages"], pending], self._registry.by_name)

    def _unknown(self, tool_use: BetaToolUseBlock) -> BetaToolResultBlockParam:
        of = f" of the toolset {quoted(tool_use.toolset_name)}" if tool_use.toolset_name else ""
        warnings.warn(
            f"The model calls {quoted(tool_use.name)}{of}, which this runner can't run "
            f"(it has {sorted(self._registry.by_name)}): it is told so. A function is made a tool by "
            "`beta_tool`; a call of any other tool is answered by `append_messages()`",
            UserWarning,
            stacklevel=2,
        )
        return refusal_block(tool_use, f"Error: there is no tool {quoted(tool_use.name)}{of}")
