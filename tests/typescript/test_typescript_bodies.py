"""Bodies and answers of several kinds in fragments, printed in TypeScript and called: what is sent as what,
and what is made of what comes."""

from __future__ import annotations

import base64
import email.parser
import email.policy
from email.message import EmailMessage
from typing import Any, cast

import pytest
from calling import Call, Called, Client, client_of

pytestmark = pytest.mark.slow

SHOP = """
    paths:
      /report/{id}:
        get:
          operationId: shop.report
          parameters: [{name: id, in: path, required: true, schema: {type: string}}]
          responses:
            '200':
              description: Ready.
              content:
                application/json: {schema: {type: object, properties: {total: {type: integer}}}}
                text/csv: {schema: {type: string}}
                application/pdf: {schema: {type: string, format: binary}}
            '202':
              description: Later.
              content: {application/json: {schema: {type: object, properties: {job: {type: string}}}}}
            '204': {description: Nothing.}
      /upload:
        post:
          operationId: shop.upload
          requestBody:
            content:
              multipart/form-data:
                schema:
                  type: object
                  required: [image]
                  properties:
                    image: {type: string, format: binary}
                    about: {type: object, properties: {x: {type: integer}}}
                    note: {type: string}
                    tags: {type: array, items: {type: string}}
                encoding:
                  image:
                    contentType: 'image/png, image/*'
                    headers: {X-Kind: {schema: {type: string, const: photo}}}
                  about: {contentType: application/vnd.about+json}
                  note: {contentType: text/markdown}
          responses: &done {'204': {description: done}}
      /edit:
        post:
          operationId: shop.edit
          requestBody:
            content:
              application/json:
                schema:
                  type: object
                  properties: {size: {type: integer}, image: {type: string, format: byte}}
              multipart/form-data:
                schema:
                  type: object
                  properties: {size: {type: integer}, image: {type: string, format: binary}}
              text/csv: {schema: {type: string}}
          responses: *done
      /pay:
        post:
          operationId: shop.pay
          requestBody:
            content:
              application/x-www-form-urlencoded:
                schema:
                  type: object
                  properties:
                    items: {type: array, items: {type: object, properties: {price: {type: integer}}}}
                    codes: {type: array, items: {type: string}}
                    notes: {type: object, additionalProperties: {type: string}}
                encoding: {notes: {style: deepObject, explode: true}}
          responses: *done
    webhooks:
      petSold:
        post:
          requestBody:
            content:
              application/json:
                schema:
                  type: object
                  required: [type, price]
                  properties: {type: {const: sold}, price: {type: integer}}
          responses: {'200': {description: Seen.}}
"""
PNG = {"$file": base64.b64encode(b"content").decode(), "name": 'a".gif', "type": "image/gif"}
TEXT = {"$file": base64.b64encode(b"content").decode(), "name": "a.txt", "type": "text/plain"}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Client:
    return client_of(SHOP, tmp_path_factory.mktemp("shop"))


def parts(called: Called) -> list[tuple[str, str | None, str, bytes]]:
    """The parts of the form that was sent: name, name of the file, media type, content."""
    (sent,) = called.sent
    head = f"Content-Type: {sent['headers']['content-type']}\r\n\r\n"
    parser = email.parser.BytesParser(policy=email.policy.HTTP)
    message = cast("EmailMessage", parser.parsebytes((head + sent["body"]).encode("latin-1")))
    return [
        (
            str(part.get_param("name", header="content-disposition")),
            part.get_filename(),
            str(part["content-type"] or ""),
            cast("bytes", part.get_payload(decode=True)),
        )
        for part in message.iter_parts()
    ]


def test_parts_are_sent_as_the_document_says(shop: Client) -> None:
    called = shop.call(
        "shop.upload", {"image": PNG, "about": {"x": 1}, "note": "# ü", "tags": ["a", "b"]}
    )
    assert parts(called) == [
        ("image", "a%22.gif", "image/gif", b"content"),
        ("about", None, "application/vnd.about+json", b'{"x":1}'),
        ("note", None, "text/markdown", "# ü".encode()),
        ("tags", None, "", b"a"),
        ("tags", None, "", b"b"),
    ]
    assert "x-kind: photo\r\n" in called.sent[0]["body"]


def test_a_file_that_says_another_type_has_the_first_that_it_may_have(shop: Client) -> None:
    text, unnamed = shop.calls(
        Call("shop.upload", [{"image": TEXT}]),
        Call("shop.upload", [{"image": {"$bytes": TEXT["$file"]}}]),
    )
    assert parts(text) == [("image", "a.txt", "image/png", b"content")]
    assert parts(unnamed) == [("image", "upload", "image/png", b"content")]


@pytest.mark.parametrize(
    ("params", "content_type", "body"),
    [
        ({"size": 1}, "application/json", '{"size":1}'),
        ({"image": "YQ=="}, "application/json", '{"image":"YQ=="}'),
        ({"body": "a,b"}, "text/csv", "a,b"),
        ({"size": 1, "content_type": "multipart/form-data"}, "multipart/form-data", None),
        ({"size": 1, "image": PNG}, "multipart/form-data", None),
    ],
)
def test_what_is_given_decides_what_is_sent(
    shop: Client, params: dict[str, Any], content_type: str, body: str | None
) -> None:
    called = shop.call("shop.edit", params)
    (sent,) = called.sent
    assert sent["headers"]["content-type"].partition(";")[0] == content_type
    assert body is None or sent["body"] == body


def test_what_no_media_type_takes_is_told(shop: Client) -> None:
    called = shop.call("shop.edit", {"size": 1, "body": "a,b"})
    assert "application/json takes size, image; " in called.error
    assert not called.sent


def test_lists_of_objects_are_numbered_in_forms(shop: Client) -> None:
    params = {"items": [{"price": 1}, {"price": 2}], "codes": ["a", "b"], "notes": {"x": "y z"}}
    (sent,) = shop.call("shop.pay", params).sent
    assert sent["body"].replace("%5B", "[").replace("%5D", "]").split("&") == [
        "items[0][price]=1",
        "items[1][price]=2",
        "codes=a",
        "codes=b",
        "notes[x]=y%20z",
    ]


JSON = "application/json"


@pytest.mark.parametrize(
    ("accept", "reply", "given"),
    [
        (
            None,
            {"status": 200, "type": f"{JSON}; charset=utf-8", "body": '{"total":1}'},
            {"total": 1},
        ),
        ("text/csv", {"status": 200, "type": "text/csv", "body": '"a",b'}, '"a",b'),
        (
            "application/pdf",
            {"status": 200, "type": "application/pdf", "body": "%PDF"},
            {"$bytes": "%PDF"},
        ),
        (None, {"status": 202, "type": "text/json", "body": '{"job":"x"}'}, {"job": "x"}),
        (None, {"status": 204}, None),
        (None, {"status": 206, "type": JSON, "body": '{"new":1}'}, {"new": 1}),
    ],
)
def test_an_answer_is_read_by_its_status_and_media_type(
    shop: Client, accept: str | None, reply: dict[str, Any], given: object
) -> None:
    params = {"accept": accept} if accept else {}
    (called,) = shop.calls(Call("shop.report", ["1", params], replies=[reply]))
    assert not called.error
    assert called.data == given
    assert called.sent[0]["headers"]["accept"] == (accept or JSON)


def test_what_is_asked_for_is_what_the_compiler_knows(shop: Client) -> None:
    program = """
import Client, { toBase64 } from "./index.js";
import { unwrap } from "./webhooks.js";

const client = new Client();
const report: { total?: number | undefined } | { job?: string | undefined } = await client.shop.report("1");
const text: string = await client.shop.report("1", { accept: "text/csv" });
const file: Response = await client.shop.report("1", { accept: "application/pdf" });
const price: number = unwrap("{}").price;
await client.shop.edit({ image: await toBase64(file) });
export default [report, text, file, price];
"""
    assert not shop.complaints(program)
    wrong = program.replace("text: string", "text: number").replace("unwrap", "unwarp", 1)
    assert shop.complaints(wrong).count("error") >= 2
