"""Functions in, the tools that the model is told of out; and what calls of them come to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import pytest
from claude_client import beta_async_tool, beta_tool
from claude_client.lib.tools import ToolError
from claude_client.lib.tools.docstrings import read_docstring
from claude_client.lib.tools.results import content_of, error_block
from claude_client.types.beta import BetaToolUseBlock
from pydantic import BaseModel

from helpers.answering import answers, client_of, message, text

USE = BetaToolUseBlock(type="tool_use", id="toolu_1", name="t", input={})

GOOGLE = """Tells the weather.

Of any city of
the world.

Args:
    city (str): The city's
        name.
    *days: How many: 1 to 9.

Returns:
    The weather.
"""
NUMPY = """Tells the weather.

Parameters
----------
city : str
    The city's
    name.
days
    How many.

Returns
-------
str
    The weather.
"""
FIELDS = """Tells the weather.

:param str city: The city's
    name.
:param days: How many.
:returns: The weather.
"""


@pytest.mark.parametrize("notation", [GOOGLE, NUMPY, FIELDS], ids=["google", "numpy", "fields"])
def test_arguments_are_described_by_the_docstring(notation: str) -> None:
    said = read_docstring(notation)
    assert said.description.startswith("Tells the weather.")
    assert "name" not in said.description
    assert said.arguments["city"] == "The city's\nname."
    assert said.arguments["days"].startswith("How many")
    assert set(said.arguments) == {"city", "days"}


def test_a_description_keeps_its_paragraphs() -> None:
    assert read_docstring(GOOGLE).description == "Tells the weather.\n\nOf any city of\nthe world."


@pytest.mark.parametrize("nothing", [None, "", "   "])
def test_a_function_may_say_nothing(nothing: str | None) -> None:
    assert read_docstring(nothing) == ("", {})


class Place(BaseModel):
    city: str


def test_a_tool_is_what_its_function_says() -> None:
    @beta_tool
    def weather(place: Place, days: int = 1) -> str:
        """Tells the weather.

        Args:
            place: Where.
        """
        return f"{place.city} {days}"

    entry: Any = weather.to_dict()
    assert (entry["name"], entry["description"]) == ("weather", "Tells the weather.")
    assert entry["input_schema"]["properties"]["place"]["description"] == "Where."
    assert entry["input_schema"]["required"] == ["place"]
    assert weather.call({"place": {"city": "Oslo"}, "days": "2"}) == "Oslo 2"
    assert weather(Place(city="Rome"), 3) == "Rome 3"


def test_options_win_over_what_the_function_says() -> None:
    @beta_tool(name="w", description="D", input_schema=Place, strict=True, defer_loading=False)
    def weather(**given: str) -> str:
        """Tells the weather."""
        return given["city"]

    entry: Any = weather.to_dict()
    assert entry == {
        "name": "w",
        "description": "D",
        "input_schema": Place.model_json_schema(),
        "strict": True,
        "defer_loading": False,
    }
    assert weather.call({"city": "Oslo"}) == "Oslo"


def test_input_that_does_not_fit_says_what_is_wrong() -> None:
    @beta_tool
    def weather(city: str) -> str:
        return city

    with pytest.raises(ValueError, match="weather: city: Missing"):
        weather.call({})
    with pytest.raises(TypeError, match="object"):
        weather.call("Oslo")


def test_each_kind_of_function_has_its_decorator() -> None:
    async def later() -> str:
        return "x"

    with pytest.raises(RuntimeError, match="beta_async_tool"):
        beta_tool(later).call({})  # type: ignore[type-var]  # pyright: ignore
    with pytest.raises(RuntimeError, match="beta_tool"):
        asyncio.run(beta_async_tool(lambda: "x", name="t").call({}))  # type: ignore[arg-type, return-value]  # pyright: ignore
    assert asyncio.run(beta_async_tool(later).call({})) == "x"


def test_a_context_manager_is_entered_and_left() -> None:
    seen: list[str] = []

    @contextmanager
    def held() -> Iterator[Any]:
        seen.append("entered")

        def look(what: str) -> str:
            """Looks."""
            return what

        yield look
        seen.append("left")

    tool: Any = beta_tool(held)  # type: ignore[type-var]  # pyright: ignore
    assert tool.call({"what": "there"}) == "there"
    assert tool.description == "Looks."
    tool.close()
    assert seen == ["entered", "left"]


def test_an_asynchronous_context_manager_is_entered_once() -> None:
    seen: list[str] = []

    @asynccontextmanager
    async def held() -> AsyncIterator[Any]:
        """Looks."""
        seen.append("entered")

        async def look(what: str) -> str:
            return what

        yield look
        seen.append("left")

    with pytest.raises(TypeError, match="input_schema"):
        beta_async_tool(held)  # type: ignore[type-var]  # pyright: ignore
    with pytest.raises(TypeError, match="beta_async_tool"):
        beta_tool(held)  # type: ignore[type-var]  # pyright: ignore
    tool: Any = beta_async_tool(held, input_schema={"type": "object"})  # type: ignore[call-overload]  # pyright: ignore

    async def twice() -> list[str]:
        found = await asyncio.gather(*(tool.call({"what": each}) for each in "ab"))
        await tool.close()
        return found

    assert asyncio.run(twice()) == ["a", "b"]
    assert seen == ["entered", "left"]


@pytest.mark.parametrize(
    ("returned", "sent"),
    [
        ("text", "text"),
        (None, None),
        (3, "3"),
        ({"a": [1]}, '{"a":[1]}'),
        (Place(city="Oslo"), '{"city":"Oslo"}'),
        (iter([text("a")]), [text("a")]),
        ("lone \ud800", "lone \ufffd"),
        ([text("lone \ud800")], [text("lone \ufffd")]),
    ],
)
def test_what_a_tool_returns_is_sent(returned: Any, sent: Any) -> None:
    assert content_of(returned) == sent


def test_a_tool_error_has_its_own_content() -> None:
    blocks: Any = [text("It looks so."), {"type": "image", "source": {}}]
    error = ToolError(blocks)
    assert str(error) == "It looks so. [image]"
    assert error_block(USE, error) == {
        "type": "tool_result",
        "tool_use_id": "toolu_1",
        "content": blocks,
        "is_error": True,
    }
    assert error_block(USE, ToolError(""))["content"]


def test_an_exception_is_told_by_name_and_not_at_length() -> None:
    content = error_block(USE, ValueError("x" * 10_000)).get("content")
    assert isinstance(content, str)
    assert content.startswith("ValueError('xxx")
    assert len(content) < 5_000


def test_tools_may_be_handed_in_wherever_entries_are() -> None:
    @beta_tool
    def weather(city: str) -> str:
        return city

    given = answers(message(text("x")), {"input_tokens": 1})
    client = client_of(given)
    asked: Any = {"model": "m", "messages": [], "tools": [weather]}
    client.beta.messages.create(**asked, max_tokens=1)
    client.beta.messages.count_tokens(**asked)
    for body in given.bodies:
        assert body["tools"] == [weather.to_dict()]
