"""Functions as tools: the definition that is sent for one, and the way a call reaches it."""

from __future__ import annotations

import inspect
from abc import ABC, abstractmethod
from collections.abc import Callable, Coroutine, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from pydantic import BaseModel, TypeAdapter, ValidationError, validate_call
from typing_extensions import TypedDict

from .docstrings import read_docstring

if TYPE_CHECKING:
    from collections.abc import Awaitable, Iterable

    from ...types import AllowedCallerParam, ToolParam
    from ...types.beta import BetaCacheControlEphemeralParam, BetaToolUnionParam
    from .kinds import BetaFunctionToolResultType

AnyFunctionT = TypeVar("AnyFunctionT", bound=Callable[..., Any])
FunctionT = TypeVar("FunctionT", bound=Callable[..., "BetaFunctionToolResultType"])
AsyncFunctionT = TypeVar(
    "AsyncFunctionT", bound=Callable[..., "Coroutine[Any, Any, BetaFunctionToolResultType]"]
)


class ToolOptions(TypedDict, total=False):
    """What may be said of a tool beyond what its function says."""

    name: str | None
    description: str | None
    input_schema: Mapping[str, object] | type[BaseModel] | None
    defer_loading: bool | None
    cache_control: BetaCacheControlEphemeralParam | None
    allowed_callers: Iterable[AllowedCallerParam] | None
    eager_input_streaming: bool | None
    input_examples: Iterable[Mapping[str, object]] | None
    strict: bool | None


class BaseFunctionTool(Generic[AnyFunctionT]):
    """A function with what the model has to know of it: from its signature and its docstring."""

    func: AnyFunctionT
    name: str
    description: str
    input_schema: Mapping[str, object]
    close: Callable[[], Awaitable[None] | None] | None = None
    """What frees what the tool holds. A runner of messages leaves that to you."""
    is_of_mcp = False
    """Whether it is a tool of an MCP server, for its spans."""

    def __init__(self, func: AnyFunctionT, **options: Any) -> None:
        given = {name: value for name, value in options.items() if value is not None}
        self.func = func
        self._said = read_docstring(func.__doc__)
        self._checked = validate_call(func)
        self.name = given.pop("name", None) or func.__name__
        self.description = given.pop("description", None) or self._said.description
        schema = given.pop("input_schema", None)
        if schema is None:
            schema = self._schema_of_signature()
        elif isinstance(schema, type) and issubclass(schema, BaseModel):
            schema = schema.model_json_schema()
        self.input_schema = cast("Mapping[str, object]", schema)
        self._options = given

    @property
    def __call__(self) -> AnyFunctionT:
        return self.func

    def to_dict(self) -> ToolParam:
        """The tool's entry in `tools`."""
        entry = {
            "name": self.name,
            "description": self.description,
            "input_schema": self.input_schema,
        }
        return cast("ToolParam", {**entry, **self._options})

    def _schema_of_signature(self) -> dict[str, Any]:
        checked: Any = self._checked
        schema: dict[str, Any] = TypeAdapter(checked).json_schema()
        properties = schema.get("properties", {})
        for name, text in self._said.arguments.items():
            if name in properties:
                properties[name].setdefault("description", text)
        return schema

    def _arguments(self, input: object) -> dict[str, Any]:
        if not isinstance(input, dict):
            raise TypeError(f"The input of {self.name} is no object but {type(input).__name__}")
        return cast("dict[str, Any]", input)

    def _mismatch(self, error: ValidationError) -> ValueError:
        problems = (
            f"{'.'.join(map(str, each['loc'])) or 'input'}: {each['msg']}"
            for each in error.errors(include_url=False, include_input=False)
        )
        return ValueError(f"Invalid arguments for function {self.name}: {'; '.join(problems)}")

    @cached_property
    def _is_async(self) -> bool:
        return inspect.iscoroutinefunction(self.func)


class BetaFunctionTool(BaseFunctionTool[FunctionT]):
    """A function as a tool; made by `beta_tool`."""

    def call(self, input: object) -> BetaFunctionToolResultType:
        """Run the function with a call's input.

        Raises:
            ValueError: the input is not what the function takes.
        """
        if self._is_async:
            raise RuntimeError(f"{self.name} is a coroutine function: it takes beta_async_tool")
        arguments = self._arguments(input)
        try:
            return self._checked(**arguments)
        except ValidationError as error:
            raise self._mismatch(error) from error


class BetaAsyncFunctionTool(BaseFunctionTool[AsyncFunctionT]):
    """A coroutine function as a tool; made by `beta_async_tool`."""

    async def call(self, input: object) -> BetaFunctionToolResultType:
        """Run the function with a call's input.

        Raises:
            ValueError: the input is not what the function takes.
        """
        if not self._is_async:
            raise RuntimeError(f"{self.name} is no coroutine function: it takes beta_tool")
        arguments = self._arguments(input)
        try:
            return await self._checked(**arguments)
        except ValidationError as error:
            raise self._mismatch(error) from error


class _Builtin(ABC):
    """A tool that the API knows by its type, and whose calls are run here."""

    @abstractmethod
    def to_dict(self) -> BetaToolUnionParam:
        """The tool's entry in `tools`."""

    @property
    def name(self) -> str:
        """The name that calls have."""
        entry = cast("Mapping[str, Any]", self.to_dict())
        name = entry.get("mcp_server_name") or entry.get("name")
        if name is None:
            raise ValueError(f"A tool of the type {entry.get('type')!r} has no name")
        return str(name)


class BetaBuiltinFunctionTool(_Builtin):
    """A tool of the API's that is run here."""

    @abstractmethod
    def call(self, input: object) -> BetaFunctionToolResultType:
        """Run it with a call's input."""


class BetaAsyncBuiltinFunctionTool(_Builtin):
    """A tool of the API's that is run here, without blocking."""

    @abstractmethod
    async def call(self, input: object) -> BetaFunctionToolResultType:
        """Run it with a call's input."""
