"""The tools of a runner by name, those that changes in the conversation have left of them, and theirs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast

from .functions import (
    BetaAsyncBuiltinFunctionTool,
    BetaAsyncFunctionTool,
    BetaBuiltinFunctionTool,
    BetaFunctionTool,
)
from .results import quoted
from .toolsets import BetaAsyncRunnableToolset, BetaRunnableToolset, ToolsetContractError

if TYPE_CHECKING:
    from ...types.beta import BetaToolUnionParam

SYNC = (BetaFunctionTool, BetaBuiltinFunctionTool, BetaRunnableToolset)
ASYNC = (BetaAsyncFunctionTool, BetaAsyncBuiltinFunctionTool, BetaAsyncRunnableToolset)
TOOLSETS = (BetaRunnableToolset, BetaAsyncRunnableToolset)


class Registry:
    """The tools that can be run here: by name, and toolsets by their family."""

    def __init__(self, tools: Iterable[Any], *, asynchronous: bool) -> None:
        self._right: tuple[type[Any], ...] = ASYNC if asynchronous else SYNC
        self._wrong: tuple[type[Any], ...] = SYNC if asynchronous else ASYNC
        self.by_name: dict[str, Any] = {}
        self.by_family: dict[str, Any] = {}
        self.entries: list[Any] = []
        """What is sent as `tools`: those that are run here first, then all others as they came."""
        others: list[Any] = []
        for tool in tools:
            self._check_kind(tool)
            if not isinstance(tool, self._right):
                others.append(tool)
                continue
            self.entries.append(tool.to_dict())
            if isinstance(tool, TOOLSETS):
                self.by_family[tool.toolset_name] = tool
            else:
                self.by_name[tool.name] = tool
        self.entries += others

    def add(self, tool: Any) -> BetaToolUnionParam:
        """Takes a tool in, and gives its entry; one that isn't run here stops the one of its name."""
        if isinstance(tool, Mapping):
            entry = dict(cast("Mapping[str, Any]", tool))
            self.by_name.pop(str(entry.get("name")), None)
            return cast("BetaToolUnionParam", entry)
        self.by_name[tool.name] = tool
        return cast("BetaToolUnionParam", tool.to_dict())

    def remove(self, tool: Any) -> str:
        """Takes a tool out, and gives its name."""
        name = name_of(tool)
        self.by_name.pop(name, None)
        return name

    def check_addition(self, tool: Any) -> None:
        """Raises for what would change a toolset: those are the same for a whole run."""
        self._check_kind(tool)
        family = _family(tool) if isinstance(tool, Mapping) else None
        if (
            isinstance(tool, TOOLSETS)
            or family in self.by_family
            or name_of(tool) in self.by_family
        ):
            raise ToolsetContractError(
                "A run keeps the toolsets that it began with: nothing of their names can be added"
            )

    def check_removal(self, tool: Any) -> None:
        """Raises for a toolset, or the name of one."""
        if isinstance(tool, TOOLSETS) or name_of(tool) in self.by_family:
            raise ToolsetContractError("A run keeps the toolsets that it began with")

    def _check_kind(self, tool: Any) -> None:
        given: Any = tool
        if isinstance(given, self._wrong):
            kind = "asynchronous" if self._right is ASYNC else "synchronous"
            error = ToolsetContractError if isinstance(tool, TOOLSETS) else TypeError
            raise error(f"{type(tool).__name__} can't be run by {kind} clients: {_shown(tool)}")


def name_of(tool: Any) -> str:
    """The name of a tool, of an entry of `tools`, or a name."""
    if isinstance(tool, str):
        return tool
    if isinstance(tool, Mapping):
        return str(cast("Mapping[str, Any]", tool).get("name"))
    return str(tool.name) if hasattr(tool, "name") else ""


def available(messages: Iterable[Any], names: Iterable[str]) -> set[str]:
    """The tools that are left, after all that messages have added and removed."""
    found = set(names)
    for change in _changes(messages):
        name = _changed(change.get("tool") or {})
        if name is None:
            continue
        if change["type"] == "tool_removal":
            found.discard(name)
        else:
            found.add(name)
    return found


def _changes(messages: Iterable[Any]) -> Iterator[Mapping[str, Any]]:
    """Changes stand in system messages, and in the summaries that have taken the place of those."""
    for message in messages:
        content = message["content"]
        if isinstance(content, str):
            continue
        for block in content:
            given = _mapping(block)
            if message["role"] == "system":
                yield from _those([given])
            elif message["role"] == "assistant" and given.get("type") == "compaction":
                yield from _those(map(_mapping, given.get("tool_changes") or ()))


def _those(blocks: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for block in blocks:
        if block.get("type") in ("tool_addition", "tool_removal"):
            yield block


def _mapping(block: Any) -> Mapping[str, Any]:
    """A block of a request, or one of an answer that was handed back."""
    if isinstance(block, Mapping):
        return cast("Mapping[str, Any]", block)
    return cast("Mapping[str, Any]", block.to_dict()) if hasattr(block, "to_dict") else {}


def _changed(tool: Mapping[str, Any]) -> str | None:
    """The tool that a change is of, by reference or by its definition; None for one not run here."""
    named: Any = None
    if tool.get("type") == "tool_reference":
        named = tool
    elif tool.get("type") == "tool_definition":
        named = tool.get("definition")
    name = named.get("name") if named else None
    return name if isinstance(name, str) else None


def _family(entry: Any) -> str:
    """`browser_toolset_20260801` -> `browser`."""
    return re.sub(r"_\d{8}$", "", str(entry.get("type") or "custom")).removesuffix("_toolset")


def _shown(tool: Any) -> str:
    return quoted(tool.toolset_name if isinstance(tool, TOOLSETS) else tool.name)
