"""Calls as JSON lines in, what each gave as JSON lines out, for whichever client is named.

    python caller.py anthropic http://127.0.0.1:8080

It imports the standard library, that client, and pydantic, which both need, so that it runs in
either environment.

{"accessor": "models.retrieve", "positional": ["x"], "keywords": {}, "asynchronous": false}
-> {"result": {...}} or {"error": {"class": "NotFoundError", "status_code": 404, ...}}
{"accessor": ..., "client": {"auth_token": "token"}}   through a client made with these arguments
{"accessor": "models.retrieve", "signature": true}
-> {"result": {"model_id": "positional 0", "betas": "optional", ...}}
{"accessor": "beta.messages.tool_runner", "keywords": {"tools": [{"$tool": "add"}], ...}, ...}
-> {"result": the last message}
{"function": "transform_schema", "positional": [{"$type": "Order"}]}   a function of the package
"""

from __future__ import annotations

import asyncio
import base64
import functools
import importlib
import inspect
import io
import json
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Literal, Optional, TypeAlias, Union
from unittest import mock

from pydantic import BaseModel, Field, RootModel
from typing_extensions import TypedDict

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


class Kind(str, Enum):
    """A choice among words."""

    TEA = "tea"
    BREAD = "bread"


class Line(BaseModel):
    """A line of an order."""

    kind: Kind
    count: int = Field(ge=1, le=99, description="How many of them.")
    note: Optional[str] = Field(None, max_length=20)


class Order(BaseModel):
    product: str = Field(pattern="[A-Z].*")
    lines: list[Line] = Field(min_length=1, max_length=9)
    when: Union[int, Literal["now", "later"]]


@dataclass
class Point:
    """A place."""

    x: int
    y: int = 0


class Row(TypedDict):
    name: str


Tree = RootModel[list[Order]]
TYPES: dict[str, Any] = {
    **{each.__name__: each for each in (Line, Order, Point, Row, int, bool)},
    "Tree": Tree,
    "list[Line]": list[Line],
    "dict": dict[str, int],
}


KINDS: dict[str, Callable[[Any], Any]] = {
    "iterator": iter,
    "set": set,
    "range": range,
    "keys": lambda value: value.keys(),
    "open file": lambda value: io.BytesIO(value.encode()),
    "bytes": lambda value: value.encode(),
    "path": lambda value: Path(__file__),
}


def add(left: int, right: int = 1) -> str:
    """Adds two numbers.

    They may be negative.

    Args:
        left (int): The first
            number.
        right: The second number.

    Returns:
        Their sum.
    """
    return str(left + right)


def describe(line: Line, kinds: list[Kind], note: Optional[str] = None) -> str:
    """Describes a line.

    :param line: The line.
    :param str note: What else there is
        to say.
    """
    return f"{line} {kinds} {note}"


def note(what: str) -> list[dict[str, str]]:
    """Notes something.

    Parameters
    ----------
    what : str
        The thing.
    """
    return [{"type": "text", "text": what}]


def fail() -> str:
    raise KeyError("gone")


def refuse() -> str:
    """Refuses."""
    raise TOOL_ERRORS[0]([{"type": "text", "text": "Not now."}])


TOOL_ERRORS: list[Any] = []
FUNCTIONS: dict[str, Any] = {each.__name__: each for each in (add, describe, note, fail, refuse)}


class Caller:
    """One client of each colour, and the loop that the asynchronous one lives in."""

    def __init__(self, package: str, address: str) -> None:
        self.module: Any = importlib.import_module(package)
        TOOL_ERRORS[:] = [importlib.import_module(f"{package}.lib.tools").ToolError]
        self.options: dict[str, Any] = {"base_url": address, "max_retries": 0, "timeout": 20.0}
        self.sync_client = self.module.Anthropic(api_key="key", **self.options)
        self.async_client = self.module.AsyncAnthropic(api_key="key", **self.options)
        self.loop = asyncio.new_event_loop()

    def answer(self, call: dict[str, Any]) -> dict[str, Any]:
        """What a call gives, or the exception it ends in."""
        try:
            # Whether a client waits shows in what it sends: nobody has to wait for it here.
            with warnings.catch_warnings(), mock.patch("time.sleep"):
                warnings.simplefilter("ignore")
                return {"result": self._answer(call)}
        except Exception as error:
            return {"error": _told(error)}

    def _answer(self, call: dict[str, Any]) -> Any:
        if "function" in call:
            return getattr(self.module, call["function"])(*_decoded(call["positional"]))
        method: Any = self.async_client if call.get("asynchronous") else self.sync_client
        if "client" in call:
            method = self.module.Anthropic(**{**self.options, **call["client"]})
        for name in call["accessor"].split("."):
            method = getattr(method, name)
        if call.get("signature"):
            return signature(method)
        keywords = self._with_tools(_decoded(call["keywords"]), call.get("asynchronous", False))
        given = method(*_decoded(call["positional"]), **keywords)
        if call.get("asynchronous"):
            return self.loop.run_until_complete(_read_later(given))
        return _read(given)

    def _with_tools(self, keywords: dict[str, Any], asynchronous: bool) -> dict[str, Any]:
        """Functions named by `{"$tool": "add"}`, made tools by the package."""
        if not any("$tool" in each for each in keywords.get("tools", ())):
            return keywords
        make = self.module.beta_async_tool if asynchronous else self.module.beta_tool
        names = [each["$tool"] for each in keywords["tools"]]
        functions = [FUNCTIONS[name] for name in names]
        found = [_later(each) if asynchronous else each for each in functions]
        return {**keywords, "tools": [make(each) for each in found]}

    def close(self) -> None:
        """Gives back what the clients hold."""
        self.sync_client.close()
        self.loop.run_until_complete(self.async_client.close())
        self.loop.close()


def signature(method: Any) -> dict[str, str]:
    """What a method's arguments are, apart from those that every method takes."""
    found: dict[str, str] = {}
    for number, each in enumerate(inspect.signature(method).parameters.values()):
        if each.kind is not each.KEYWORD_ONLY:
            found[each.name] = f"positional {number}"
        elif not each.name.startswith("extra_") and each.name != "timeout":
            found[each.name] = "required" if each.default is each.empty else "optional"
    return found


def _told(error: Exception) -> dict[str, Any]:
    """What a program may look at in an exception; texts for people may differ."""
    names = ("status_code", "request_id", "type", "message", "body")
    seen = {name: getattr(error, name) for name in names if hasattr(error, name)}
    return {"class": type(error).__name__, **seen}


def _later(function: Any) -> Any:
    @functools.wraps(function)
    async def later(**given: Any) -> Any:
        return function(**given)

    return later


def _read(given: Any) -> Any:
    if hasattr(given, "until_done"):
        return _plain(given.until_done())
    if _is_helper(given):
        with given as stream:
            events = [_plain(each) for each in stream]
        return {"events": events, "message": _plain(stream.get_final_message())}
    if hasattr(given, "write_to_file"):
        return {"$bytes": base64.b64encode(given.read()).decode()}
    # A page is read as it is: another request would be another call.
    if hasattr(given, "__next__"):
        return [_plain(each) for each in given]
    return _plain(given)


async def _read_later(given: Any) -> Any:
    if hasattr(given, "until_done"):
        return _plain(await given.until_done())
    if _is_helper(given):
        async with given as stream:
            events = [_plain(each) async for each in stream]
        return {"events": events, "message": _plain(await stream.get_final_message())}
    given = await given
    if hasattr(given, "write_to_file"):
        return {"$bytes": base64.b64encode(await given.read()).decode()}
    if hasattr(given, "__anext__"):
        return [_plain(each) async for each in given]
    return _plain(given)


def _is_helper(given: Any) -> bool:
    """Whether it is what `messages.stream()` gives."""
    return type(given).__name__.endswith("MessageStreamManager")


def _plain(value: Any) -> Any:
    if not hasattr(value, "to_dict"):
        return value
    found = value.to_dict(mode="json")
    if hasattr(value, "parsed_output"):
        found["$parsed"] = repr(value.parsed_output)
    return found


def _decoded(value: Json) -> Any:
    """JSON with files in it: `{"$file": [name, content, type]}`, the content in base64.

    `{"$type": "Order"}` is a type of those above, `{"$as": "iterator", "value": [1]}` a value that
    JSON has not.
    """
    if isinstance(value, dict):
        if "$type" in value:
            return TYPES[str(value["$type"])]
        file, wrapped = value.get("$file"), value.get("$as")
        if isinstance(file, list):
            return file[0], base64.b64decode(str(file[1])), file[2]
        if isinstance(wrapped, str):
            return KINDS[wrapped](_decoded(value.get("value")))
        return {name: _decoded(each) for name, each in value.items()}
    return [_decoded(each) for each in value] if isinstance(value, list) else value


def main() -> None:
    """Answers each line of standard input with one on standard output."""
    caller = Caller(sys.argv[1], sys.argv[2])
    for line in sys.stdin:
        print(json.dumps(caller.answer(json.loads(line))), flush=True)
    caller.close()


if __name__ == "__main__":
    main()
