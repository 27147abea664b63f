"""An operation of a document and the printed method that calls it in, a call whose request is
compared with the document out."""

from __future__ import annotations

import email.parser
import email.policy
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any, cast
from urllib.parse import parse_qsl, quote, unquote

import httpx
from documented import (
    At,
    Declared,
    DocumentedOperation,
    members_of,
    type_of,
    value_of,
)

from support.printed import PrintedMethod

SECRET = "s3cr3t"
"""The credential that every client is given."""
FILE = ("file.bin", b"content")


@dataclass
class Call:
    """One call: what is given, by the place it goes to, and what was sent."""

    operation: DocumentedOperation
    method: PrintedMethod
    full: bool
    row: int = 0
    """Which of several media types is sent; all but the first are named."""
    media_type: str = ""
    sent: httpx.Request | None = None

    def __post_init__(self) -> None:
        content = self.operation.content
        row = self.method.bodies[self.row] if self.method.bodies else None
        known = {name.split(";")[0].strip().lower(): name for name in content}
        preferred = sorted(
            known,
            key=lambda name: (
                "json" not in name,
                "multipart" not in name,
                "urlencoded" not in name,
            ),
        )
        self.media_type = row["media_type"] if row else next(iter(preferred), "")
        self.medium = content[known[self.media_type]] if self.media_type else None
        self.values: dict[tuple[str, str], Any] = {}
        self.declared: dict[tuple[str, str], Declared] = {}
        for each in self.operation.parameters:
            if each.place in ("path", "query", "header", "cookie") and (each.required or self.full):
                self._give(each)
        self._give_body()

    def _give(self, each: Declared) -> None:
        key = (each.place, each.name)
        if key in self.method.arguments:
            self.values[key] = value_of(each.schema, full=self.full)
            self.declared[key] = each

    def _give_body(self) -> None:
        schema = self.medium.get("schema") if self.medium is not None else None
        row = self.method.bodies[self.row] if self.method.bodies else self.method.descriptor
        if row.get("whole_body"):
            if any(kind in self.media_type for kind in ("json", "urlencoded", "multipart")):
                self.values["whole", ""] = value_of(schema, full=self.full) if schema else {}
            else:
                self.values["whole", ""] = b"content"
        elif schema is not None:
            members = members_of(schema)
            for name, each in members.sent().items():
                if ("body", name) in self.method.arguments and (
                    name in members.required or self.full
                ):
                    self.values["body", name] = (
                        FILE if self._is_file(name, each) else self._value(each)
                    )

    def _value(self, schema: At) -> Any:
        items = schema.get("items")
        if "multipart" in self.media_type and items is not None and self._is_binary(items):
            return [FILE]
        return value_of(schema, full=self.full)

    def _is_file(self, name: str, schema: At) -> bool:
        return "multipart" in self.media_type and self._is_binary(schema)

    @staticmethod
    def _is_binary(schema: At) -> bool:
        return type_of(schema) == "string" and schema.say("format") == "binary"

    @classmethod
    def each(
        cls, operation: DocumentedOperation, method: PrintedMethod, *, full: bool
    ) -> Iterator[Call]:
        """A call in each media type that the body may have, less those that stand for many."""
        for row in range(max(len(method.bodies), 1)):
            call = cls(operation, method, full, row)
            if not row or "*" not in call.media_type:
                yield call

    def arguments(self) -> tuple[list[Any], dict[str, Any]]:
        """What the method is given."""
        named = {self.method.arguments[key]: value for key, value in self.values.items()}
        if self.row:
            named[self.method.descriptor["media_type"]] = self.media_type
        return [named.pop(name) for name in self.method.positional], named

    def respond(self, request: httpx.Request) -> httpx.Response:
        """An answer that the operation declares."""
        request.read()
        self.sent = request
        status, media_type, schema = self.operation.answer
        if not media_type or status in (204, 205):
            return httpx.Response(status)
        if "json" not in media_type:
            return httpx.Response(status, content=b"content", headers={"content-type": media_type})
        body = b"[]" if schema is not None and type_of(schema) == "array" else b"{}"
        return httpx.Response(status, content=body, headers={"content-type": media_type})

    def wrong(self) -> Iterator[str]:
        """What was not sent as the document says."""
        assert self.sent is not None, "nothing was sent"
        target = self.sent.url.raw_path.decode("ascii")
        path, _, query = target.partition("?")
        if self.sent.method != self.operation.method:
            yield f"the method is {self.sent.method}"
        yield from self._wrong_path(path)
        for (place, name), value in self.values.items():
            if not self._has(place, name, value, query):
                yield f"{place} {name}: {value!r} in {target} {self.sent.headers}"
        yield from self._wrong_body()
        if (
            self.operation.node.say("security") == []
            and SECRET in f"{target} {self.sent.headers.raw}"
        ):
            yield "a credential was sent"

    def _has(self, place: str, name: str, value: Any, query: str) -> bool:
        """Whether a parameter outside the path was sent as it should be."""
        assert self.sent is not None
        if place == "query":
            return _in_query(query, self.declared[place, name], value)
        if place == "header":
            return _in_header(self.sent.headers.get(name), value)
        if place == "cookie":
            cookies = self.sent.headers.get("cookie", "").split("; ")
            return isinstance(value, (dict, list)) or f"{name}={quote(_flat(value))}" in cookies
        return True

    def _wrong_path(self, path: str) -> Iterator[str]:
        template = self.operation.path.partition("?")[0]
        names = re.findall(r"\{(.+?)\}", template)
        pattern = "([^/]+)".join(re.escape(each) for each in re.split(r"\{.+?\}", template))
        found = re.search(f"{pattern}$", path)
        if found is None:
            yield f"the path {path} is not {template}"
            return
        for name, text in zip(names, found.groups(), strict=True):
            if ("path", name) in self.values and unquote(text) != _flat(self.values["path", name]):
                yield f"the path has {text} for {name}"

    def _wrong_body(self) -> Iterator[str]:
        assert self.sent is not None
        body, given = self.sent.content, {n: v for (p, n), v in self.values.items() if p == "body"}
        content_type = self.sent.headers.get("content-type", "")
        if self.values and ("whole", "") in self.values:
            value = self.values["whole", ""]
            if ("json" in self.media_type and json.loads(body) != value) or (
                value == b"content" and body != value
            ):
                yield f"the body is {body!r}"
        elif given and content_type.split(";")[0] != self.media_type and "*" not in self.media_type:
            yield f"the body is {content_type}, not {self.media_type}"
        elif given and "json" in self.media_type:
            if json.loads(body) != given:
                yield f"the body is {body!r}, not {given}"
        elif given and "urlencoded" in self.media_type:
            yield from self._wrong_form(body, given)
        elif given and "multipart" in self.media_type:
            yield from _wrong_parts(content_type, body, given)

    def _wrong_form(self, body: bytes, given: dict[str, Any]) -> Iterator[str]:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True)
        for name, value in given.items():
            found = [text for key, text in pairs if key == name]
            if isinstance(value, dict) or (
                isinstance(value, list) and value and isinstance(value[0], dict)
            ):
                continue  # told apart by encoding: tests of fragments look at those
            if found != [_flat(each) for each in (value if isinstance(value, list) else [value])]:
                yield f"the form has {found} for {name}: {value!r}"


def _flat(value: Any) -> str:
    """A value as a text; lists with commas, as `simple` has them."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ",".join(_flat(each) for each in value)
    return str(value)


def _same(text: str, value: Any) -> bool:
    return (
        bool(json.loads(text) == value) if isinstance(value, (dict, list)) else text == _flat(value)
    )


def _in_query(query: str, declared: Declared, value: Any) -> bool:
    pairs = parse_qsl(query, keep_blank_values=True)
    found = [text for key, text in pairs if key == declared.name]
    if "json" in declared.media_type:
        return len(found) == 1 and bool(json.loads(found[0]) == value)
    if declared.style == "deepObject" and isinstance(value, dict):
        return all(
            any(key.startswith(f"{declared.name}[{name}]") for key, _ in pairs) or each in ({}, [])
            for name, each in value.items()
        )
    if isinstance(value, dict):
        return not declared.explode or all(
            any(key == name for key, _ in pairs) or each in ({}, []) for name, each in value.items()
        )
    if not isinstance(value, list):
        return found == [_flat(value)]
    if declared.explode or declared.style == "deepObject":
        return len(found) == len(value) and all(map(_same, found, value))
    raw = [
        pair.partition("=")[2]
        for pair in query.split("&")
        if unquote(pair.partition("=")[0]) == declared.name
    ]
    separator = {"pipeDelimited": "%7C", "spaceDelimited": "%20"}.get(declared.style, ",")
    items = [unquote(each) for each in raw[0].split(separator)] if raw else []
    return len(items) == len(value) and all(map(_same, items, value))


def _in_header(sent: str | None, value: Any) -> bool:
    if isinstance(value, dict):
        return sent is not None
    return sent == _flat(value) or (value == [] and sent in (None, ""))


def _wrong_parts(content_type: str, body: bytes, given: dict[str, Any]) -> Iterator[str]:
    parser = email.parser.BytesParser(policy=email.policy.HTTP)
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    message = cast("EmailMessage", parser.parsebytes(head + body))
    parts = [
        (
            str(part.get_param("name", header="content-disposition")).removesuffix("[]"),
            part.get_filename(),
            part.get_payload(decode=True),
        )
        for part in message.iter_parts()
    ]
    for name, value in given.items():
        found = [(file, data) for key, file, data in parts if key == name.removesuffix("[]")]
        values = value if isinstance(value, list) else [value]
        if len(found) != len(values):
            yield f"the form has {len(found)} parts for {name}: {value!r}"
        for (file, data), each in zip(found, values, strict=False):
            if each == FILE and (file, data) != FILE:
                yield f"the form has {file}: {data!r} for {name}"
            elif (isinstance(each, dict) and json.loads(data) != each) or (
                not isinstance(each, (dict, list, tuple)) and data != _flat(each).encode()
            ):
                yield f"the form has {data!r} for {name}"
