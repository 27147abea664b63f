"""The rules by which lists are found, each with a document and a server that pages as it says."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from support.wire import Given, Sent

LETTERS = "abcdefg"
Answer = tuple[Any, Mapping[str, str]]


@dataclass(frozen=True)
class Served:
    """A list of the letters `a` to `g`, three a page.

    `parameters` are those of its query, or the members of its `body`, with their schemas; `schema`
    is what an answer is declared to be, `answer` what it is to a query or a body. `queries` are what
    a walk over all of it sends: the queries, or the texts of the bodies.
    """

    parameters: Mapping[str, Any]
    schema: Mapping[str, Any]
    answer: Callable[[Mapping[str, Any]], Answer]
    queries: tuple[str, ...]
    link: bool = False
    body: bool = False

    @property
    def method(self) -> str:
        """A list that takes a body is a search."""
        return "post" if self.body else "get"

    def said(self, sent: Sent) -> str:
        """What a request asks for."""
        return sent.body.decode() if self.body else sent.query

    def operation(self, name: str) -> dict[str, Any]:
        """The operation as a document has it."""
        response: dict[str, Any] = {
            "description": "A page.",
            "content": {"application/json": {"schema": self.schema}},
        }
        if self.link:
            response["headers"] = {"Link": {"schema": TEXT}}
        found = {"operationId": f"{name}.list", "responses": {"200": response}}
        if self.body:
            media_type = {"schema": an_object(**self.parameters)}
            return {**found, "requestBody": {"content": {"application/json": media_type}}}
        found["parameters"] = [
            {"name": each, "in": "query", "schema": schema}
            for each, schema in self.parameters.items()
        ]
        return found


TEXT = {"type": "string"}
MAYBE_TEXT = {"type": ["string", "null"]}
COUNT = {"type": "integer"}
FLAG = {"type": "boolean"}
LETTER = {"$ref": "#/components/schemas/Letter"}
LIST = {"type": "array", "items": LETTER}


def an_object(**members: Any) -> dict[str, Any]:
    """The schema of an object with these members."""
    return {"type": "object", "properties": members}


def letters(start: int, end: int | None = None) -> list[dict[str, str]]:
    """Three letters from one on."""
    return [{"id": each, "name": each.upper()} for each in LETTERS[start : end or start + 3]]


def by_cursor(query: Mapping[str, str], parameter: str = "cursor") -> tuple[int, str | None]:
    """Where a page begins, and the cursor of the next."""
    start = int(query.get(parameter, "t0").removeprefix("t"))
    return start, f"t{start + 3}" if start + 3 < len(LETTERS) else None


def _next_cursor(query: Mapping[str, str]) -> Answer:
    start, cursor = by_cursor(query)
    return {"letters": letters(start), "nextCursor": cursor}, {}


def _deep(query: Mapping[str, str]) -> Answer:
    start, cursor = by_cursor(query, "page[token]")
    return {"data": letters(start), "meta": {"next_page_token": cursor or ""}}, {}


def _inside(query: Mapping[str, str]) -> Answer:
    start, cursor = by_cursor(query, "after")
    return {"result": {"items": letters(start), "paging": {"cursors": {"after": cursor}}}}, {}


def _address(query: Mapping[str, str]) -> Answer:
    start, cursor = by_cursor(query, "token")
    address = f"https://elsewhere.example/letters?token={cursor}&kind=a%26b" if cursor else None
    return {"letters": letters(start), "links": {"next": address}}, {}


def _opaque(query: Mapping[str, str]) -> Answer:
    start, cursor = by_cursor(query, "start")
    return {"letters": letters(start), "next": cursor}, {}


def _header(query: Mapping[str, str]) -> Answer:
    page = int(query.get("page", "1"))
    link = f'<https://pets.example/x?page={page + 1}&size=3>; rel="next"'
    return letters(3 * page - 3), {"Link": link} if page < 3 else {}


def _last_item(query: Mapping[str, str]) -> Answer:
    start = LETTERS.index(query["starting_after"]) + 1 if "starting_after" in query else 0
    return {"data": letters(start), "has_more": start + 3 < len(LETTERS)}, {}


def _last_id(query: Mapping[str, str]) -> Answer:
    start = LETTERS.index(query["after_id"]) + 1 if "after_id" in query else 0
    found = letters(start)
    more = start + 3 < len(LETTERS)
    return {"data": found, "has_more": more, "last_id": found[-1]["id"]}, {}


def _numbered(query: Mapping[str, str]) -> Answer:
    page = int(query.get("page", "1"))
    return {"letters": letters(3 * page - 3), "pagination": {"pageCount": 3}}, {}


def _from_zero(query: Mapping[str, str]) -> Answer:
    page = int(query.get("page", "0"))
    return {"content": letters(3 * page), "totalElements": len(LETTERS)}, {}


def _offset(query: Mapping[str, str]) -> Answer:
    start = int(query.get("offset", "0"))
    return {"letters": letters(start), "more": start + 3 < len(LETTERS)}, {}


def _counted(query: Mapping[str, str]) -> Answer:
    start = int(query.get("skip", "0"))
    return {"letters": letters(start), "total": len(LETTERS)}, {}


def _further_inside(query: Mapping[str, str]) -> Answer:
    start = int(query.get("start", "0"))
    more = start + 3 < len(LETTERS)
    paging = {"more": more, "next_start": start + 3} if more else {"more": more}
    return {"data": letters(start), "additional": {"paging": paging}}, {}


def _searched(body: Mapping[str, Any]) -> Answer:
    start, cursor = by_cursor(body, "start_cursor")
    return {"results": letters(start), "has_more": cursor is not None, "next_cursor": cursor}, {}


def _searched_inside(body: Mapping[str, Any]) -> Answer:
    start, cursor = by_cursor(body.get("page", {}))
    return {"data": letters(start), "meta": {"page": {"after": cursor} if cursor else {}}}, {}


def _searched_counting(body: Mapping[str, Any]) -> Answer:
    start = int(body.get("offset", 0))
    return {"letters": letters(start), "total": len(LETTERS)}, {}


RULES: Mapping[str, Served] = {
    "next_cursor": Served(
        {"cursor": TEXT, "kind": TEXT},
        an_object(letters=LIST, nextCursor=MAYBE_TEXT),
        _next_cursor,
        ("kind=a%26b", "kind=a%26b&cursor=t3", "kind=a%26b&cursor=t6"),
    ),
    "deep_token": Served(
        {"page[token]": TEXT, "kind": TEXT},
        an_object(data=LIST, meta=an_object(next_page_token=TEXT)),
        _deep,
        ("kind=a%26b", "kind=a%26b&page%5Btoken%5D=t3", "kind=a%26b&page%5Btoken%5D=t6"),
    ),
    "inside": Served(
        {"after": TEXT, "kind": TEXT},
        an_object(
            result=an_object(
                items=LIST, paging=an_object(cursors=an_object(after=MAYBE_TEXT, before=MAYBE_TEXT))
            )
        ),
        _inside,
        ("kind=a%26b", "kind=a%26b&after=t3", "kind=a%26b&after=t6"),
    ),
    "address": Served(
        {"token": TEXT, "kind": TEXT},
        an_object(letters=LIST, links=an_object(next=MAYBE_TEXT)),
        _address,
        ("kind=a%26b", "token=t3&kind=a%26b", "token=t6&kind=a%26b"),
    ),
    "opaque": Served(
        {"start": TEXT, "kind": TEXT},
        an_object(letters=LIST, next=MAYBE_TEXT),
        _opaque,
        ("kind=a%26b", "kind=a%26b&start=t3", "kind=a%26b&start=t6"),
    ),
    "header": Served(
        {"page": COUNT, "kind": TEXT},
        LIST,
        _header,
        ("kind=a%26b", "page=2&size=3", "page=3&size=3"),
        link=True,
    ),
    "last_item": Served(
        {"starting_after": TEXT, "kind": TEXT},
        an_object(data=LIST, has_more=FLAG),
        _last_item,
        ("kind=a%26b", "kind=a%26b&starting_after=c", "kind=a%26b&starting_after=f"),
    ),
    "last_id": Served(
        {"after_id": TEXT, "kind": TEXT},
        an_object(data=LIST, has_more=FLAG, last_id=MAYBE_TEXT),
        _last_id,
        ("kind=a%26b", "kind=a%26b&after_id=c", "kind=a%26b&after_id=f"),
    ),
    "numbered": Served(
        {"page": COUNT, "kind": TEXT},
        an_object(letters=LIST, pagination=an_object(pageCount=COUNT)),
        _numbered,
        ("kind=a%26b", "kind=a%26b&page=2", "kind=a%26b&page=3"),
    ),
    "from_zero": Served(
        {"page": {"type": "integer", "default": 0}, "kind": TEXT},
        an_object(content=LIST, totalElements=COUNT),
        _from_zero,
        ("kind=a%26b", "kind=a%26b&page=1", "kind=a%26b&page=2"),
    ),
    "offset": Served(
        {"offset": COUNT, "kind": TEXT},
        an_object(letters=LIST, more=FLAG),
        _offset,
        ("kind=a%26b", "kind=a%26b&offset=3", "kind=a%26b&offset=6"),
    ),
    "counted": Served(
        {"skip": COUNT, "kind": TEXT},
        an_object(letters=LIST, total=COUNT),
        _counted,
        ("kind=a%26b", "kind=a%26b&skip=3", "kind=a%26b&skip=6"),
    ),
    "searched": Served(
        {"start_cursor": TEXT, "kind": TEXT},
        an_object(results=LIST, has_more=FLAG, next_cursor=MAYBE_TEXT),
        _searched,
        (
            '{"kind":"a&b"}',
            '{"kind":"a&b","start_cursor":"t3"}',
            '{"kind":"a&b","start_cursor":"t6"}',
        ),
        body=True,
    ),
    "searched_inside": Served(
        {"page": an_object(cursor=TEXT, limit=COUNT), "kind": TEXT},
        an_object(data=LIST, meta=an_object(page=an_object(after=TEXT))),
        _searched_inside,
        (
            '{"kind":"a&b"}',
            '{"kind":"a&b","page":{"cursor":"t3"}}',
            '{"kind":"a&b","page":{"cursor":"t6"}}',
        ),
        body=True,
    ),
    "searched_counting": Served(
        {"offset": COUNT, "kind": TEXT},
        an_object(letters=LIST, total=COUNT),
        _searched_counting,
        ('{"kind":"a&b"}', '{"kind":"a&b","offset":3}', '{"kind":"a&b","offset":6}'),
        body=True,
    ),
    "further_inside": Served(
        {"start": COUNT, "kind": TEXT},
        an_object(data=LIST, additional=an_object(paging=an_object(next_start=COUNT, more=FLAG))),
        _further_inside,
        ("kind=a%26b", "kind=a%26b&start=3", "kind=a%26b&start=6"),
    ),
}


def document(rows: Mapping[str, Served] = RULES) -> dict[str, Any]:
    """The document of an API that has all these lists."""
    return {
        "paths": {f"/{name}": {each.method: each.operation(name)} for name, each in rows.items()},
        "components": {"schemas": {"Letter": an_object(id=TEXT, name=TEXT)}},
    }


def answered(sent: Sent, rows: Mapping[str, Served] = RULES) -> Given:
    """What the server of the document answers."""
    row = rows[sent.path.strip("/")]
    query = {name: values[0] for name, values in parse_qs(sent.query).items()}
    body, headers = row.answer(json.loads(sent.body) if row.body else query)
    return Given(200, json.dumps(body).encode(), headers=headers)
