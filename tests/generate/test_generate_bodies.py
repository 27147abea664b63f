"""Bodies of every media type, generated, called, and looked at as they go over a socket."""

from __future__ import annotations

import asyncio
import datetime
import email.parser
import email.policy
import io
import json
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from types import ModuleType
from typing import Any, cast
from urllib.parse import unquote_plus

import pytest
import yaml

from support.generating import generate_fragment, imported
from support.wire import Sent, Wire, listening


@pytest.fixture
def wire() -> Iterator[Wire]:
    with listening() as found:
        yield found


class Calling:
    """The one operation of a document, `calls.go`, called; what was sent is given."""

    def __init__(self, folder: Path, wire: Wire) -> None:
        self._folder, self._wire = folder, wire

    def __call__(self, content: str, *, version: str = "3.1.0", **values: Any) -> Sent:
        with self.client_of(content, version) as package:
            with package.PetsClient(base_url=self._wire.url) as client:
                client.calls.go(**values)
            both = self._wire.sent[-1]
            asyncio.run(self._again(package, values))
        assert self._wire.sent[-1].headers["content-type"] == both.headers["content-type"] or (
            "boundary" in both.headers["content-type"]
        )
        return both

    async def _again(self, package: ModuleType, values: dict[str, Any]) -> None:
        async with package.AsyncPetsClient(base_url=self._wire.url) as client:
            await client.calls.go(**values)

    def client_of(self, content: str, version: str = "3.1.0", *, method: str = "post") -> Any:
        operation = {
            "operationId": "calls.go",
            "requestBody": {"content": yaml.safe_load(content)},
            "responses": {"204": {"description": "nothing"}},
        }
        document = {"openapi": version, "paths": {"/go": {method: operation}}}
        return imported(generate_fragment(json.dumps(document), self._folder))


@pytest.fixture
def go(tmp_path: Path, wire: Wire) -> Calling:
    return Calling(tmp_path, wire)


def pairs(sent: Sent) -> list[tuple[str, str]]:
    """The pairs of a form, in order."""
    assert sent.headers["content-type"] == "application/x-www-form-urlencoded"
    rows = (pair.partition("=") for pair in sent.body.decode("ascii").split("&"))
    return [(unquote_plus(name), unquote_plus(value)) for name, _, value in rows]


def parts(sent: Sent) -> list[EmailMessage]:
    """The parts of a multipart form."""
    head = f"Content-Type: {sent.headers['content-type']}\r\n\r\n".encode()
    parser = email.parser.BytesParser(policy=email.policy.HTTP)
    message = cast("EmailMessage", parser.parsebytes(head + sent.body))
    return [cast("EmailMessage", part) for part in message.iter_parts()]


def told(part: EmailMessage) -> tuple[Any, str | None, str | None, bytes]:
    """A part's name, file name, media type as it was sent, and content."""
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    name = part.get_param("name", header="content-disposition")
    return name, part.get_filename(), part["content-type"], content


# --- media types to choose from ---

FORM_OR_JSON = """
multipart/form-data:
  schema: {type: object, required: [image], properties: {image: {type: string, format: binary}, size: {type: integer}}}
application/json:
  schema: {type: object, properties: {partial: {type: integer}, size: {type: integer}}}
"""


def test_what_is_given_decides_between_media_types(go: Calling) -> None:
    assert go(FORM_OR_JSON, partial=1, size=2).body == b'{"partial":1,"size":2}'
    uploaded = go(FORM_OR_JSON, image=b"PNG", size=2)
    assert sorted(told(part) for part in parts(uploaded)) == [
        ("image", "upload", "application/octet-stream", b"PNG"),
        ("size", None, None, b"2"),
    ]
    # What both take goes as the first, JSON, unless the caller says otherwise.
    assert go(FORM_OR_JSON, size=2).headers["content-type"] == "application/json"
    named = go(FORM_OR_JSON, size=2, content_type="multipart/form-data")
    assert [told(part) for part in parts(named)] == [("size", None, None, b"2")]


def test_a_list_of_files_goes_where_files_can(go: Calling) -> None:
    schema = "{schema: {type: object, properties: {files: {type: array, items: {type: string, format: binary}}}}}"
    sent = go(f"{{application/json: {schema}, multipart/form-data: {schema}}}", files=[b"1", b"2"])
    assert [told(part)[3] for part in parts(sent)] == [b"1", b"2"]


def test_what_no_media_type_takes_together_is_refused(go: Calling, wire: Wire) -> None:
    with pytest.raises(TypeError, match="multipart/form-data has size, image"):
        go(FORM_OR_JSON, image=b"PNG", partial=1)
    with pytest.raises(ValueError, match="not 'text/csv'"):
        go(FORM_OR_JSON, size=1, content_type="text/csv")
    assert not wire.sent


SAME = """
application/json: {schema: {$ref: '#/components/schemas/Pet'}}
application/x-www-form-urlencoded: {schema: {type: object, properties: {name: {type: string}}}}
application/merge-patch+json: {schema: {type: object, properties: {name: {type: string}}}}
text/csv: {schema: {type: string}}
image/*: {schema: {type: string, format: binary}}
"""


@pytest.mark.parametrize(
    ("values", "content_type", "body"),
    [
        ({"name": "Rex"}, "application/json", b'{"name":"Rex"}'),
        ({"name": "Rex", "content_type": "application/merge-patch+json"}, "application/merge-patch+json", b'{"name":"Rex"}'),
        ({"name": "Rex", "content_type": "application/x-www-form-urlencoded"}, "application/x-www-form-urlencoded", b"name=Rex"),
        ({"body": "a,b"}, "text/csv", b"a,b"),
        ({"body": b"GIF", "content_type": "image/gif"}, "image/gif", b"GIF"),
    ],
)  # fmt: skip
def test_every_media_type_can_be_sent(
    go: Calling, values: dict[str, Any], content_type: str, body: bytes
) -> None:
    sent = go(
        SAME.replace(
            "{$ref: '#/components/schemas/Pet'}",
            "{type: object, properties: {name: {type: string}}}",
        ),
        **values,
    )
    assert (sent.headers["content-type"], sent.body) == (content_type, body)


@pytest.mark.parametrize(
    "media_type", ["application/xml", "application/soap+xml", "text/plain", "application/yaml"]
)
@pytest.mark.parametrize("value", ["<ä/>", "<ä/>".encode()])
def test_text_goes_as_it_is(go: Calling, media_type: str, value: str | bytes) -> None:
    sent = go(
        f"{media_type}: {{schema: {{type: object, properties: {{a: {{type: string}}}}}}}}",
        body=value,
    )
    assert sent.headers["content-type"] == media_type
    assert sent.body == "<ä/>".encode()


@pytest.mark.parametrize("schema", ["type: string", "type: array, items: {type: string}"])
@pytest.mark.parametrize("form", ["multipart/form-data", "application/x-www-form-urlencoded"])
def test_a_form_without_members_goes_as_it_is_given(go: Calling, form: str, schema: str) -> None:
    sent = go(f"{form}: {{schema: {{{schema}}}}}", body="a=1")
    assert (sent.headers["content-type"], sent.body) == (form, b"a=1")


@pytest.mark.parametrize("file", [b"PDF", io.BytesIO(b"PDF"), ("a.pdf", b"PDF")])
def test_other_bytes_go_as_they_are(go: Calling, file: Any) -> None:
    sent = go("application/octet-stream: {schema: {type: string, format: byte}}", body=file)
    assert (sent.headers["content-type"], sent.body) == ("application/octet-stream", b"PDF")


# --- urlencoded forms ---

FORM = """
application/x-www-form-urlencoded:
  schema:
    type: object
    required: [text]
    properties:
      text: {type: array, items: {type: string}}
      csv: {type: array, items: {type: string}}
      flag: {type: boolean}
      day: {type: string, format: date}
      obj: {type: object, properties: {a: {type: integer}, b: {type: string}}}
      deep: {type: object, properties: {a: {type: integer}, b: {type: object}}}
      items: {type: array, items: {type: object, properties: {price: {type: string}, n: {type: integer}}}}
      'grant type': {type: string}
  encoding:
    csv: {style: form, explode: false}
    deep: {style: deepObject, explode: true}
"""
FORM_ROWS: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({"text": ["a", "b&c"]}, [("text", "a"), ("text", "b&c")]),
    ({"text": [], "csv": ["a", "b"]}, [("csv", "a,b")]),
    ({"text": [], "flag": True, "day": datetime.date(2026, 1, 2)}, [("flag", "true"), ("day", "2026-01-02")]),
    ({"text": [], "deep": {"a": 1, "b": {"c": [2]}}}, [("deep[a]", "1"), ("deep[b][c]", "2")]),
    ({"text": [], "items": [{"price": "a", "n": 1}, {"price": "b"}]}, [("items[0][price]", "a"), ("items[0][n]", "1"), ("items[1][price]", "b")]),
    ({"text": [], "grant_type": "x y"}, [("grant type", "x y")]),
]  # fmt: skip


@pytest.mark.parametrize(("values", "expected"), FORM_ROWS)
def test_a_form_is_written_as_its_encoding_says(
    go: Calling, values: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert pairs(go(FORM, **values)) == expected


def test_an_object_in_a_form_goes_as_the_version_of_openapi_says(go: Calling) -> None:
    """3.0.3: `style` is `form` by default. 3.1: without a style, by the media type, which is JSON."""
    given: dict[str, Any] = {"text": [], "obj": {"a": 1, "b": "x"}}
    assert pairs(go(FORM, version="3.1.0", **given)) == [("obj", '{"a":1,"b":"x"}')]


def test_an_object_in_a_form_of_older_documents_is_exploded(go: Calling) -> None:
    given: dict[str, Any] = {"text": [], "obj": {"a": 1, "b": "x"}}
    assert pairs(go(FORM, version="3.0.3", **given)) == [("a", "1"), ("b", "x")]


def test_a_list_of_objects_in_deep_style_is_numbered(go: Calling) -> None:
    content = """
    application/x-www-form-urlencoded:
      encoding: {items: {style: deepObject, explode: true}, tags: {style: deepObject, explode: true}}
      schema:
        type: object
        properties:
          items: {type: array, items: {type: object}}
          tags: {type: array, items: {type: string}}
    """
    sent = go(content, version="3.0.0", items=[{"price": "a"}, {"price": "b"}], tags=["x", "y"])
    assert pairs(sent) == [
        ("items[0][price]", "a"),
        ("items[1][price]", "b"),
        ("tags[0]", "x"),
        ("tags[1]", "y"),
    ]


def test_any_media_type_is_told_by_the_name_of_the_file(go: Calling) -> None:
    anything = "'image/*': {schema: {type: string, format: binary}}"
    assert go(anything, body=("a.png", b"PNG")).headers["content-type"] == "image/png"
    assert go(anything, body=("a.png", b"?", "image/x")).headers["content-type"] == "image/x"
    assert go(anything, body=b"PNG").headers["content-type"] == "application/octet-stream"
    said = go(anything, body=("a.png", b"?"), extra_headers={"content-type": "image/y"})
    assert said.headers["content-type"] == "image/y"
    bytes_alone = "application/octet-stream: {schema: {type: string, format: binary}}"
    sent = go(bytes_alone, body=("a.png", b"PNG"))
    assert sent.headers["content-type"] == "application/octet-stream"


# --- multipart forms ---

MULTIPART = """
multipart/form-data:
  schema:
    type: object
    required: [meta, scan]
    properties:
      meta: {type: object, properties: {who: {type: string}, day: {type: string, format: date}}}
      notes: {type: array, items: {type: object}}
      csv: {type: string}
      xml: {type: object}
      offer: {type: string}
      print: {type: string}
      scan: {type: string, format: binary}
      pics: {type: array, items: {type: string, contentMediaType: image/png}}
      tags: {type: array, items: {type: string}}
  encoding:
    csv: {contentType: text/csv}
    xml: {contentType: application/xml}
    offer: {contentType: application/sdp}
    print: {contentType: application/pdf}
    scan: {contentType: 'image/png, image/tiff', headers: {X-Side: {schema: {const: front}}}}
    tags: {style: form, explode: false}
"""


@pytest.mark.parametrize("media_type", ["multipart/mixed", "multipart/related"])
def test_other_multiparts_are_forms_that_call_themselves_otherwise(
    go: Calling, media_type: str
) -> None:
    sent = go(MULTIPART.replace("multipart/form-data", media_type), meta={"who": "me"}, scan=b"PNG")
    assert sent.headers["content-type"].startswith(f"{media_type}; boundary=")
    assert [told(part) for part in parts(sent)] == [
        ("meta", None, "application/json", b'{"who":"me"}'),
        ("scan", "upload", "image/png", b"PNG"),
    ]


def test_parts_are_of_the_media_types_that_are_declared(go: Calling) -> None:
    sent = go(
        MULTIPART,
        meta={"who": "me", "day": datetime.date(2026, 1, 2)},
        notes=[{"a": 1}, {"a": 2}],
        csv="a,b",
        xml="<a/>",
        offer="v=0",
        print=b"%PDF",
        scan=io.BytesIO(b"TIFF"),
        pics=[b"1", ("b.png", b"2")],
        tags=["x", "y"],
    )
    found = parts(sent)
    assert sorted(told(part) for part in found if part.get_filename() is None) == [
        ("csv", None, "text/csv", b"a,b"),
        ("meta", None, "application/json", b'{"who":"me","day":"2026-01-02"}'),
        ("notes", None, "application/json", b'{"a":1}'),
        ("notes", None, "application/json", b'{"a":2}'),
        ("offer", None, "application/sdp", b"v=0"),
        ("tags", None, None, b"x,y"),
        ("xml", None, "application/xml", b"<a/>"),
    ]
    files = [part for part in found if part.get_filename() is not None]
    assert [told(part) for part in files] == [
        ("scan", "upload", "image/png", b"TIFF"),
        ("print", "upload", "application/pdf", b"%PDF"),
        ("pics", "upload", "application/octet-stream", b"1"),
        ("pics", "b.png", "image/png", b"2"),
    ]
    assert files[0]["x-side"] == "front"


def test_a_file_of_another_type_that_is_declared_keeps_it(go: Calling) -> None:
    sent = go(MULTIPART, meta={}, scan=("side.tiff", b"TIFF"))
    assert told(parts(sent)[-1]) == ("scan", "side.tiff", "image/tiff", b"TIFF")


# --- nothing to send ---

EMPTY = "application/x-www-form-urlencoded: {schema: {type: object, properties: {}}}"


def test_an_empty_body_is_no_argument_and_is_not_sent(go: Calling, wire: Wire) -> None:
    with (
        go.client_of(EMPTY, method="get") as package,
        package.PetsClient(base_url=wire.url) as client,
    ):
        with pytest.raises(TypeError):
            client.calls.go(body={})
        client.calls.go()
    [sent] = wire.sent
    assert sent.body == b""
    assert sent.headers["content-type"] is None


def test_a_body_that_may_be_left_out_is_not_sent_where_it_is_not_usual(
    go: Calling, wire: Wire
) -> None:
    content = "application/json: {schema: {type: object, properties: {a: {type: integer}}}}"
    with (
        go.client_of(content, method="delete") as package,
        package.PetsClient(base_url=wire.url) as client,
    ):
        client.calls.go()
        client.calls.go(a=1)
    without, with_one = wire.sent
    assert (without.body, without.headers["content-type"]) == (b"", None)
    assert (with_one.body, with_one.headers["content-type"]) == (b'{"a":1}', "application/json")


def test_what_only_the_server_writes_is_not_asked_for(go: Calling) -> None:
    content = """
    application/json:
      schema: {type: object, properties: {createdAt: {type: string, readOnly: true}, name: {type: string}}}
    """
    assert go(content, name="n").body == b'{"name":"n"}'


def test_an_empty_object_that_is_given_is_sent_by_every_method(go: Calling, wire: Wire) -> None:
    content = "application/json: {schema: {type: object, additionalProperties: {type: integer}}}"
    with (
        go.client_of(content, method="delete") as package,
        package.PetsClient(base_url=wire.url) as client,
    ):
        client.calls.go(body={})
    [sent] = wire.sent
    assert (sent.body, sent.headers["content-type"]) == (b"{}", "application/json")


@pytest.mark.parametrize(
    "items",
    [
        "{type: array, items: {oneOf: [{type: object, properties: {price: {type: string}}}, {type: object, properties: {n: {type: integer}}}]}}",
        "{oneOf: [{type: array, items: {type: object}}, {type: array, items: {type: string}}]}",
    ],
    ids=["several kinds of items", "several kinds of lists"],
)  # fmt: skip
def test_objects_of_several_kinds_in_a_list_are_numbered_as_well(go: Calling, items: str) -> None:
    content = f"""
    application/x-www-form-urlencoded:
      schema:
        type: object
        properties:
          items: {items}
    """
    sent = go(content, items=[{"price": "a"}, {"price": "b"}])
    assert pairs(sent) == [("items[0][price]", "a"), ("items[1][price]", "b")]
