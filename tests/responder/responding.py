"""An operation of a document and the printed method that calls it in, a call whose request is
compared with the document out."""

from __future__ import annotations

import base64
import email.parser
import email.policy
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from fnmatch import fnmatchcase
from typing import Any, Protocol, TypeVar, cast
from urllib.parse import parse_qsl, quote, unquote, unquote_plus

import httpx

from responder.documented import (
    At,
    Declared,
    DocumentedOperation,
    members_of,
    type_of,
    value_of,
)
from responder.written import credential, flat, in_form, in_header, in_path, in_query

SECRET = "s3cr3t"
"""The credential that every client is given."""
FILE = ("file.bin", b"content")


class Method(Protocol):
    """What is asked of a method of a client, in whatever language it is printed."""

    @property
    def descriptor(self) -> Mapping[str, Any]:
        """Its operation: `id`, `method`, `path`; the arguments `whole_body` and `media_type`."""
        ...

    @property
    def bodies(self) -> Sequence[Mapping[str, Any]]:
        """A row for each media type of the body, if there are several."""
        ...

    @property
    def arguments(self) -> Mapping[tuple[str, str], str]:
        """The arguments by the place they are sent to, and their name on the wire."""
        ...

    @property
    def positional(self) -> Sequence[str]:
        """The arguments that are given without their names."""
        ...


AnyMethod = TypeVar("AnyMethod", bound=Method)


@dataclass
class Call:
    """One call: what is given, by the place it goes to, and what was sent."""

    operation: DocumentedOperation
    method: Method
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
            # A path has no place for an object without members.
            self.values[key] = value_of(each.schema, full=self.full or each.place == "path")
            self.declared[key] = each

    def _give_body(self) -> None:
        schema = self.medium.get("schema") if self.medium is not None else None
        row = self.method.bodies[self.row] if self.method.bodies else self.method.descriptor
        if row.get("whole_body"):
            value = value_of(schema, full=self.full) if schema else {}
            form = any(kind in self.media_type for kind in ("urlencoded", "multipart"))
            kept = "json" in self.media_type or (form and isinstance(value, dict))
            self.values["whole", ""] = value if kept else b"content"
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

    @classmethod
    def _is_binary(cls, schema: At) -> bool:
        others = [*schema.elements("anyOf"), *schema.elements("oneOf")]
        real = [each for each in others if each.say("type") != "null"]
        if len(real) == 1:
            return cls._is_binary(real[0])
        if type_of(schema) != "string":
            return False
        media_type = schema.say("contentMediaType")
        raw = media_type is not None and schema.say("contentEncoding") is None
        return raw or schema.say("format") == "binary"

    @classmethod
    def each(cls, operation: DocumentedOperation, method: Method, *, full: bool) -> Iterator[Call]:
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
        """An answer that the operation declares; the request is kept."""
        request.read()
        self.sent = request
        return self.answer()

    def answer(self) -> httpx.Response:
        """The first success that the operation declares."""
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
        yield from self._wrong_parameters(query)
        yield from self._wrong_body()
        yield from self._wrong_credentials(target)

    def _wrong_parameters(self, query: str) -> Iterator[str]:
        assert self.sent is not None
        # Some documents have all cookies in one text, as a header.
        whole = any(place == "header" and name.lower() == "cookie" for place, name in self.declared)
        cookies = "" if whole else self.sent.headers.get("cookie", "")
        sent = {
            "query": [(unquote_plus(a), unquote_plus(b)) for a, b in _split(query, "&")],
            "cookie": [(unquote(a), unquote(b)) for a, b in _split(cookies, "; ")],
        }
        meant = {place: self._names_beside(place) for place in sent}
        for (place, name), declared in self.declared.items():
            value = self.values[place, name]
            if place == "header":
                found = self.sent.headers.get(name, "")
                if found != in_header(declared, value):
                    yield f"the header {name} is {found!r}, not {value!r}"
            elif place in sent:
                wanted = in_query(declared, value)
                names = {key for key, _ in wanted}
                found = [pair for pair in sent[place] if pair[0] in names]
                meant[place] |= names
                if not _contains(found, wanted):
                    yield f"the {place} has {found}, not {wanted} for {name}"
        for place, pairs in sent.items():
            if others := {name for name, _ in pairs} - meant[place]:
                yield f"the {place} has {others} as well"

    def _names_beside(self, place: str) -> set[str]:
        """What is sent beside what is given: constants, and credentials."""
        constants = {
            each.name
            for each in self.operation.parameters
            if each.place == place and (place, each.name) not in self.method.arguments
        }
        secrets = (credential(each, SECRET) for each in self.operation.schemes)
        named = {each[1].partition("=")[0] for each in secrets if each and each[0] == place}
        path = {name for name, _ in _split(self.operation.path.partition("?")[2], "&")}
        return constants | named | path

    def _wrong_path(self, path: str) -> Iterator[str]:
        template = self.operation.path.partition("?")[0]

        def put(found: re.Match[str]) -> str:
            key = ("path", found[1])
            text = in_path(self.declared[key], self.values[key]) if key in self.values else "?"
            return quote(text, safe="")

        wanted = [unquote(each) for each in re.sub(r"\{(.+?)\}", put, template).split("/")[1:]]
        found = [unquote(each) for each in path.split("/")]
        if found[-len(wanted) :] != wanted:
            yield f"the path is {path}, not {wanted}"

    def _wrong_credentials(self, target: str) -> Iterator[str]:
        """Each scheme's credential stands where it should, and the secret nowhere else."""
        assert self.sent is not None
        wanted = {credential(each, SECRET) for each in self.operation.schemes} - {None}
        headers = [(name, value) for name, value in self.sent.headers.items() if name != "cookie"]
        rows = {
            "header": headers,
            "query": _split(target.partition("?")[2], "&"),
            "cookie": _split(self.sent.headers.get("cookie", ""), "; "),
        }
        basic = base64.b64encode(f"{SECRET}:{SECRET}".encode()).decode()
        found = {
            (place, f"{name}={value}")
            for place, pairs in rows.items()
            for name, value in pairs
            if SECRET in value or basic in value
        }
        if {(place, text.lower()) for place, text in found} != {
            (each[0], each[1].lower()) for each in wanted if each is not None
        }:
            yield f"the credentials are {found}, not {wanted}"

    def _wrong_body(self) -> Iterator[str]:
        assert self.sent is not None
        body, given = self.sent.content, {n: v for (p, n), v in self.values.items() if p == "body"}
        content_type = self.sent.headers.get("content-type", "")
        whole = ("whole", "") in self.values
        # A form without members is no body.
        sends = given or (whole and self.values["whole", ""] != {})
        if sends and not fnmatchcase(content_type.split(";")[0], self.media_type):
            yield f"the body is {content_type}, not {self.media_type}"
        elif whole:
            value = self.values["whole", ""]
            if ("json" in self.media_type and json.loads(body) != value) or (
                value == b"content" and body != value
            ):
                yield f"the body is {body!r}"
        elif given and "json" in self.media_type:
            if json.loads(body) != given:
                yield f"the body is {body!r}, not {given}"
        elif given and "urlencoded" in self.media_type:
            yield from self._wrong_form(body, given)
        elif given and "multipart" in self.media_type:
            # A part for each member of an object in a style of its own: not looked at here.
            plain = {name: each for name, each in given.items() if not self._encoding(name).style}
            yield from _wrong_parts(content_type, body, plain, alone=len(plain) == len(given))

    def _wrong_form(self, body: bytes, given: dict[str, Any]) -> Iterator[str]:
        found = parse_qsl(body.decode("ascii"), keep_blank_values=True)
        old = str(self.operation.root.say("openapi")) < "3.1"
        meant: set[str] = set()
        for name, value in given.items():
            wanted = in_form(self._encoding(name), value, old=old)
            meant.update(key for key, _ in wanted)
            if not _contains(found, wanted):
                yield f"the form has {found}, not {wanted} for {name}: {value!r}"
        if others := {name for name, _ in found} - meant:
            yield f"the form has {others} as well"

    def _encoding(self, name: str) -> Declared:
        """How the document has a member of a form written; no style where it says none."""
        assert self.medium is not None
        encodings = dict(self.medium.items("encoding"))
        node = encodings.get(name, self.medium.to({}))
        styled = any(node.say(key) is not None for key in ("style", "explode", "allowReserved"))
        style = node.say("style", "form") if styled else ""
        explode = node.say("explode", style == "form")
        media_type = "" if styled else str(node.say("contentType") or "")
        return Declared("form", name, node, False, style, explode, media_type)


def printed_for(operation: DocumentedOperation, methods: Iterable[AnyMethod]) -> AnyMethod | None:
    """The method that calls an operation; of several at one path the one that has its id."""
    place = (operation.method, operation.path)
    id_ = operation.node.say("operationId")
    found = [
        each for each in methods if (each.descriptor["method"], each.descriptor["path"]) == place
    ]
    own = (
        each for each in found if id_ in (each.descriptor.get("document_id"), each.descriptor["id"])
    )
    return next(own, next(iter(found), None))


def _split(text: str, between: str) -> list[tuple[str, str]]:
    return [pair.partition("=")[::2] for pair in text.split(between) if pair]


def _contains(found: list[tuple[str, str]], wanted: list[tuple[str, str]]) -> bool:
    """Whether the wanted are among those found, in their order; another may have the same name."""
    rest = iter(found)
    return all(pair in rest for pair in wanted)


def _wrong_parts(
    content_type: str, body: bytes, given: dict[str, Any], *, alone: bool
) -> Iterator[str]:
    """What is wrong with the parts of a form; with other parts too, where these should be `alone`."""
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
    others = {key for key, _, _ in parts} - {name.removesuffix("[]") for name in given}
    if alone and others:
        yield f"the form has {others} as well"
    for name, value in given.items():
        found = [(file, data) for key, file, data in parts if key == name.removesuffix("[]")]
        values = value if isinstance(value, list) else [value]
        if len(found) != len(values):
            yield f"the form has {len(found)} parts for {name}: {value!r}"
        for (file, data), each in zip(found, values, strict=False):
            if each == FILE and (file, data) != FILE:
                yield f"the form has {file}: {data!r} for {name}"
            elif (isinstance(each, dict) and json.loads(data) != each) or (
                not isinstance(each, (dict, list, tuple)) and data != flat(each).encode()
            ):
                yield f"the form has {data!r} for {name}"
