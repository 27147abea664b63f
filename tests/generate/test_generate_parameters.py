"""Parameters of every style, place and kind of value, generated, called, and compared with what
OpenAPI 3.1 and 3.2 print in their table of style examples, as it goes over a socket.

Every expected text is the specification's, written down from it by hand.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from support.flavours import FLAVOURS
from support.generating import generate_fragment, imported
from support.wire import Sent, Wire, listening

STRING = "blue"
ARRAY = ["blue", "black", "brown"]
OBJECT = {"R": 100, "G": 200, "B": 150}
VALUES: dict[str, Any] = {"empty": "", "string": STRING, "array": ARRAY, "object": OBJECT}
SCHEMAS = {
    "empty": {"type": "string"},
    "string": {"type": "string"},
    "array": {"type": "array", "items": {"type": "string"}},
    "object": {"type": "object", "additionalProperties": {"type": "integer"}},
}

# place, style, explode: what the table has for the empty text, a string, an array, an object.
# None is a cell that the specification leaves open (n/a).
TABLE: list[tuple[str, str, bool, str | None, str | None, str | None, str | None]] = [
    ("path", "matrix", False, ";color", ";color=blue", ";color=blue,black,brown", ";color=R,100,G,200,B,150"),
    ("path", "matrix", True, ";color", ";color=blue", ";color=blue;color=black;color=brown", ";R=100;G=200;B=150"),
    ("path", "label", False, None, ".blue", ".blue,black,brown", ".R,100,G,200,B,150"),
    ("path", "label", True, None, ".blue", ".blue.black.brown", ".R=100.G=200.B=150"),
    ("path", "simple", False, None, "blue", "blue,black,brown", "R,100,G,200,B,150"),
    ("path", "simple", True, None, "blue", "blue,black,brown", "R=100,G=200,B=150"),
    ("header", "simple", False, "", "blue", "blue,black,brown", "R,100,G,200,B,150"),
    ("header", "simple", True, "", "blue", "blue,black,brown", "R=100,G=200,B=150"),
    ("query", "form", False, "color=", "color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"),
    ("query", "form", True, "color=", "color=blue", "color=blue&color=black&color=brown", "R=100&G=200&B=150"),
    ("query", "spaceDelimited", False, None, None, "color=blue%20black%20brown", "color=R%20100%20G%20200%20B%20150"),
    ("query", "pipeDelimited", False, None, None, "color=blue%7Cblack%7Cbrown", "color=R%7C100%7CG%7C200%7CB%7C150"),
    ("query", "deepObject", True, None, None, None, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"),
    ("cookie", "form", False, "color=", "color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"),
    ("cookie", "cookie", False, "color=", "color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"),
    ("cookie", "cookie", True, "color=", "color=blue", "color=blue; color=black; color=brown", "R=100; G=200; B=150"),
]  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """A parameter of the table, a value for it, and what is sent."""

    place: str
    style: str
    explode: bool
    kind: str
    sent: str

    @property
    def name(self) -> str:
        return f"{self.place}_{self.style}_{self.kind}_{self.explode}".lower()

    @property
    def path(self) -> str:
        return f"/{self.name}/{{color}}" if self.place == "path" else f"/{self.name}"

    @property
    def operation(self) -> dict[str, Any]:
        parameter = {
            "name": "color",
            "in": self.place,
            "required": True,
            "style": self.style,
            "explode": self.explode,
            "schema": SCHEMAS[self.kind],
        }
        return {
            "operationId": f"calls.{self.name}",
            "parameters": [parameter],
            "responses": {"204": {"description": "nothing"}},
        }

    def call(self, client: Any) -> Any:
        """The call that sends the value."""
        method, value = getattr(client.calls, self.name), VALUES[self.kind]
        return method(value) if self.place == "path" else method(color=value)

    def found(self, sent: Sent) -> str | None:
        """What was sent in the parameter's place."""
        if self.place == "path":
            return sent.path.removeprefix(f"/{self.name}/")
        if self.place == "query":
            return sent.query
        return sent.headers["cookie" if self.place == "cookie" else "color"]


CELLS = [
    Cell(place, style, explode, kind, text)
    for place, style, explode, *texts in TABLE
    for kind, text in zip(VALUES, texts, strict=True)
    if text is not None
]


@pytest.fixture(scope="module", params=FLAVOURS)
def package(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ModuleType]:
    folder = tmp_path_factory.mktemp("table")
    style = folder / "mine"
    style.mkdir()
    (style / "style.yaml").write_text(f"extends: python\nviews: 2\nmodels: {request.param}\n")
    paths = {cell.path: {"get": cell.operation} for cell in CELLS}
    output = generate_fragment(json.dumps({"openapi": "3.2.0", "paths": paths}), folder, str(style))
    with imported(output) as module:
        yield module


@pytest.fixture(scope="module")
def wire() -> Iterator[Wire]:
    with listening() as found:
        yield found


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.name)
def test_the_table_of_the_specification(package: ModuleType, wire: Wire, cell: Cell) -> None:
    with package.PetsClient(base_url=wire.url) as client:
        cell.call(client)
    assert cell.found(wire.sent[-1]) == cell.sent


def test_asynchronous_clients_send_the_same(package: ModuleType, wire: Wire) -> None:
    async def call_all() -> None:
        async with package.AsyncPetsClient(base_url=wire.url) as client:
            for cell in CELLS:
                await cell.call(client)

    wire.sent.clear()
    asyncio.run(call_all())
    assert [cell.found(sent) for cell, sent in zip(CELLS, wire.sent, strict=True)] == [
        cell.sent for cell in CELLS
    ]


# --- what the table has no row for ---


def go(
    folder: Path, wire: Wire, parameters: str, values: dict[str, Any], path: str = "/go"
) -> Sent:
    """What is sent by a call of the one operation of a document, which has these parameters."""
    operation = {
        "operationId": "calls.go",
        "parameters": yaml.safe_load(parameters),
        "responses": {"204": {"description": "nothing"}},
    }
    output = generate_fragment(json.dumps({"paths": {path: {"get": operation}}}), folder)
    with imported(output) as package, package.PetsClient(base_url=wire.url) as client:
        positional = [values[name] for name in values if f"{{{name}}}" in path]
        keywords = {name: value for name, value in values.items() if f"{{{name}}}" not in path}
        client.calls.go(*positional, **keywords)
    return wire.sent[-1]


OBJECT_SCHEMA = "{type: object, properties: {a: {type: integer}, b: {type: string}}}"
IN_QUERY: list[tuple[str, Any, str]] = [
    # An object is exploded, as `form` is by default.
    (f"schema: {OBJECT_SCHEMA}", {"a": 1, "b": "x&y"}, "a=1&b=x%26y"),
    (f"explode: false, schema: {OBJECT_SCHEMA}", {"a": 1, "b": "x,y"}, "color=a,1,b,x%2Cy"),
    # A media type says how the value is written.
    (f"content: {{application/json: {{schema: {OBJECT_SCHEMA}}}}}", {"a": 1}, "color=%7B%22a%22%3A1%7D"),
    ("content: {application/vnd.q+json: {schema: {type: array, items: {type: string}}}}", ["a"], "color=%5B%22a%22%5D"),
    ("content: {text/plain: {schema: {type: string}}}", "a b", "color=a+b"),
    # Reserved characters stay, but for those that would end the value.
    ("allowReserved: true, schema: {type: string}", "/a?b:c@d,e", "color=/a?b:c@d,e"),
    ("allowReserved: true, schema: {type: string}", "a&b#c+d e%20f", "color=a%26b%23c%2Bd%20e%20f"),
    ("allowReserved: true, schema: {type: array, items: {type: string}}", ["a/b", "c"], "color=a/b&color=c"),
    # Deep objects: any depth; lists of plain values repeat their name, others are numbered.
    ("style: deepObject, schema: {type: object, additionalProperties: true}", {"a": {"b": [1, 2]}}, "color%5Ba%5D%5Bb%5D=1&color%5Ba%5D%5Bb%5D=2"),
    ("style: deepObject, schema: {type: array, items: {type: object}}", [{"a": 1}, {"a": 2}], "color%5B0%5D%5Ba%5D=1&color%5B1%5D%5Ba%5D=2"),
    # What no style says how to nest is the text of its JSON.
    ("schema: {type: array, items: {type: object}}", [{"a": 1}], "color=%7B%22a%22%3A1%7D"),
    # What is left open: lists of these styles, exploded, repeat their name; a text is a text.
    ("style: pipeDelimited, explode: true, schema: {type: array, items: {type: string}}", ["a", "b"], "color=a&color=b"),
    ("style: spaceDelimited, schema: {type: string}", "a", "color=a"),
    ("style: deepObject, schema: {anyOf: [{type: object}, {type: integer}]}", 3, "color=3"),
    # A style of another place is not one.
    ("style: matrix, schema: {type: string}", "a", "color=a"),
    # Nothing is sent for nothing.
    ("explode: false, schema: {type: array, items: {type: string}}", [], ""),
]  # fmt: skip


@pytest.mark.parametrize(("says", "value", "query"), IN_QUERY)
def test_in_a_query(tmp_path: Path, wire: Wire, says: str, value: Any, query: str) -> None:
    sent = go(tmp_path, wire, f"[{{name: color, in: query, {says}}}]", {"color": value})
    assert sent.query == query


IN_PATHS: list[tuple[str, str, Any, str]] = [
    ("/book/{x}.json", "schema: {type: string}", "a/b", "/book/a%2Fb.json"),
    ("/docs/{x}:publish", "schema: {type: string}", "a", "/docs/a:publish"),
    ("/OData(key='{x}')", "schema: {type: string}", "a'b", "/OData(key='a%27b')"),
    ("/many/{x}", "schema: {type: array, items: {type: integer}}", [1, 2], "/many/1,2"),
    ("/many/{x}", "schema: {type: array, items: {type: string}}", ["a,b", "c"], "/many/a%2Cb,c"),
    ("/flag/{x}", "schema: {type: boolean}", True, "/flag/true"),
    ("/json/{x}", "content: {application/json: {schema: {type: object}}}", {"a": 1}, "/json/%7B%22a%22%3A1%7D"),
    ("/items/{x}#section", "schema: {type: string}", "a", "/items/a"),
    ("/reserved/{x}", "allowReserved: true, schema: {type: string}", "a/b:c", "/reserved/a%2Fb:c"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "says", "value", "target"), IN_PATHS)
def test_in_a_path(
    tmp_path: Path, wire: Wire, path: str, says: str, value: Any, target: str
) -> None:
    parameters = f"[{{name: x, in: path, required: true, {says}}}]"
    assert go(tmp_path, wire, parameters, {"x": value}, path).target == target


@pytest.mark.parametrize(
    ("says", "value"),
    [
        ("schema: {type: array, items: {type: string}}", []),
        ("style: label, schema: {type: string}", ""),
        ("style: label, schema: {type: string}", "."),
        ("schema: {type: array, items: {type: string}}", ["..", None]),
    ],
)
def test_no_value_changes_the_shape_of_a_path(
    tmp_path: Path, wire: Wire, says: str, value: Any
) -> None:
    parameters = f"[{{name: x, in: path, required: true, {says}}}]"
    with pytest.raises(ValueError, match="non-empty"):
        go(tmp_path, wire, parameters, {"x": value}, "/x/{x}")


def test_a_query_that_is_part_of_the_path_goes_first(tmp_path: Path, wire: Wire) -> None:
    parameters = "[{name: a, in: query, schema: {type: string}}]"
    assert go(tmp_path, wire, parameters, {"a": "1"}, "/q?op=list").target == "/q?op=list&a=1"


def test_the_fragment_of_a_path_is_not_sent(tmp_path: Path, wire: Wire) -> None:
    parameters = "[{name: fields, in: query, schema: {type: string}}]"
    sent = go(tmp_path, wire, parameters, {"fields": "all"}, "/shared_items#folders")
    assert sent.target == "/shared_items?fields=all"


def test_a_whole_query_is_one_argument(tmp_path: Path, wire: Wire) -> None:
    schema = (
        "{type: object, properties: {a: {type: integer}, b: {type: array, items: {type: string}}}}"
    )
    parameters = (
        "[{name: all, in: querystring, content: "
        f"{{application/x-www-form-urlencoded: {{schema: {schema}}}}}}}]"
    )
    assert go(tmp_path, wire, parameters, {"all": {"a": 1, "b": ["x", "y"]}}).query == "a=1&b=x&b=y"


@pytest.mark.parametrize(
    ("content", "value", "query"),
    [
        ("{application/json: {schema: {type: object}}}", {"a": [1, 2]}, "%7B%22a%22%3A%5B1%2C2%5D%7D"),
        ("{application/jsonpath: {schema: {type: string}}}", "$.a.b[1:1]", "%24.a.b%5B1%3A1%5D"),
    ],
)  # fmt: skip
def test_a_whole_query_has_no_name(
    tmp_path: Path, wire: Wire, content: str, value: Any, query: str
) -> None:
    parameters = f"[{{name: all, in: querystring, content: {content}}}]"
    assert go(tmp_path, wire, parameters, {"all": value}).query == query


def test_cookies_are_sent_and_end_where_they_should(tmp_path: Path, wire: Wire) -> None:
    sent = go(
        tmp_path,
        wire,
        """
        - {name: sid, in: cookie, required: true, schema: {type: string}}
        - {name: prefs, in: cookie, explode: false, schema: {type: array, items: {type: string}}}
        - {name: many, in: cookie, schema: {type: array, items: {type: integer}}}
        - {name: left, in: cookie, schema: {type: string}}
        """,
        {"sid": 'a;b "c"', "prefs": ["x,y", "z"], "many": [1, 2]},
    )
    assert sent.headers["cookie"] == "sid=a%3Bb%20%22c%22; prefs=x%2Cy,z; many=1; many=2"


def test_headers_that_a_client_sends_itself_are_no_arguments(tmp_path: Path, wire: Wire) -> None:
    sent = go(
        tmp_path,
        wire,
        """
        - {name: Accept, in: header, required: true, schema: {type: string}}
        - {name: content-type, in: header, required: true, schema: {type: string}}
        - {name: User-Agent, in: header, schema: {type: string}}
        - {name: X-Object, in: header, schema: {type: object}}
        - {name: X-Flag, in: header, schema: {type: boolean}}
        """,
        {"user_agent": "me/1", "x_object": {"a": 1, "b": [2]}, "x_flag": True},
    )
    assert sent.headers["user-agent"] == "me/1"
    assert sent.headers["x-object"] == "a,1,b,[2]"
    assert sent.headers["x-flag"] == "true"
