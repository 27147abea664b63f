"""The table of the shipped style `typescript` goes in; what its names, types and texts are written as comes out."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientsmith.cache import Cache
from clientsmith.languages.declared import DeclaredLanguage
from clientsmith.languages.forms import Choice, Container, Form, ListOf, OneOf, Scalar
from clientsmith.languages.protocol import Identifier, Kind, TypeView
from clientsmith.pipeline import language_of
from clientsmith.styles.style import open_style
from support.generating import generate_fragment

STRING = Scalar("string")


def shipped() -> DeclaredLanguage:
    language = language_of(open_style("typescript"), Cache())
    assert isinstance(language, DeclaredLanguage)
    return language


@pytest.mark.parametrize(
    ("kind", "text", "name"),
    [
        ("argument", "message_batch_id", "messageBatchID"),
        ("argument", "delete", "delete_"),
        ("keyword", "max_tokens", "max_tokens"),
        ("keyword", "pageSize", "pageSize"),
        ("keyword", "delete", "delete"),
        ("keyword", "X-Request-ID", "x_request_id"),
        ("keyword", "__proto__", "__proto___"),
        ("method", "delete", "delete"),
        ("constant", "delete", "delete_"),
        ("constant", "call", "call_"),
        ("client_accessor", "get", "get_"),
        ("accessor", "get", "get"),
        ("type", "Stream", "StreamModel"),
        ("type", "MCPTool", "MCPTool"),
        ("type", "api_key", "APIKey"),
    ],
)
def test_names(kind: Kind, text: str, name: str) -> None:
    assert shipped().identifier(kind, text) == name


@pytest.mark.parametrize(
    ("form", "column", "text"),
    [
        (Choice(("a", "b")), "plain", '"a" | "b"'),
        (Choice(("a", "b")), "open", '"a" | "b" | (string & {})'),
        (Choice((1, 2)), "open", "1 | 2 | (number & {})"),
        (Choice(("a", 1)), "open", '"a" | 1'),
        (ListOf(Choice(("a", "b"))), "open", 'Array<"a" | "b" | (string & {})>'),
        # An enumeration that says itself that there are more.
        (OneOf((Choice(("a", "b")), STRING)), "plain", '"a" | "b" | (string & {})'),
        (OneOf((Choice(("a", "b")), Scalar("integer"))), "plain", '"a" | "b" | number'),
        (Container("json", STRING), "plain", "APIPromise<string>"),
        (Container("stream", STRING), "item", "string"),
        (Container("page", STRING, "Page"), "result", "Page<string>"),
    ],
)
def test_types(form: Form, column: str, text: str) -> None:
    assert shipped().spell(TypeView(form, "response"), column).text == text


def test_keys_that_mean_something_are_computed() -> None:
    literal = shipped().filters["literal"]
    assert literal({"a": 1, "b-c": [True], "__proto__": None}) == (
        '{ a: 1, "b-c": [true], ["__proto__"]: null }'
    )


def test_what_is_deprecated_says_so_last() -> None:
    doc = shipped().filters["doc"]
    assert doc("", deprecated=True) == "/** @deprecated */"
    assert doc(["Adds.", ""], 0, "use */ `sum`") == (
        "/**\n * Adds.\n *\n * @deprecated use *\\/ `sum`\n */"
    )


def test_names_of_ours_follow_the_table() -> None:
    name = shipped().filters["name"]
    assert name(Identifier("base_url")) == "baseURL"
    assert name(Identifier("message-create"), "type") == "MessageCreate"
    # A package of types is exported as a namespace.
    assert name(Identifier("public"), "constant") == "public_"


PETS = """
paths:
  /owners/{owner-id}/pets/{id}:
    delete:
      operationId: pets.delete
      deprecated: true
      parameters:
        - {name: owner-id, in: path, required: true, schema: {type: string}}
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: tags, in: query, style: pipeDelimited, explode: false, schema: {type: array, items: {type: string}}}
        - {name: X-Reason, in: header, required: true, schema: {type: string}}
        - {name: session, in: cookie, schema: {type: string}}
      requestBody:
        content:
          application/merge-patch+json:
            schema: {type: object, properties: {id: {type: string}}}
      responses: {'204': {description: fine}}
"""


def test_a_descriptor_says_where_everything_goes(tmp_path: Path) -> None:
    output = generate_fragment(PETS, tmp_path, "typescript")
    text = (output / "src" / "resources" / "pets.ts").read_text(encoding="utf-8")
    descriptor = "".join(text.partition("  delete: {")[2].partition("\n  },\n")[0].split())
    assert descriptor == (
        'method:"DELETE",path:"/owners/{owner-id}/pets/{id}",pathParams:{owner_id:"owner-id",},'
        'queryParams:{tags:"tags",},headerParams:{x_reason:"X-Reason",},'
        'cookieParams:{session:"session",},bodyParams:{body_id:"id",},body:json,cookie:cookieOf,'
        'contentType:"application/merge-patch+json",style:/*@__PURE__*/'
        'styled({tags:"pipeDelimited"}),result:none,'
    )
    assert " * @deprecated\n */\nfunction delete_(" in text
    assert "export { delete_ as delete };" in text
    assert "  id: string,\n  params: PetDeleteParams & { owner_id: string },\n" in text


NURSERY = """
paths:
  /pets:
    post:
      operationId: pets.create
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [pets]
              properties:
                pets: {type: array, items: {$ref: '#/components/schemas/Pet'}}
                owner: {$ref: '#/components/schemas/Owner'}
      responses:
        '200': {description: all, content: {application/json: {schema: {$ref: '#/components/schemas/Nest'}}}}
components:
  schemas:
    Nest:
      type: object
      properties:
        pets: {type: array, items: {$ref: '#/components/schemas/Pet'}}
        owner: {$ref: '#/components/schemas/Owner'}
    Pet:
      type: object
      required: [id, name]
      properties: {id: {type: string, readOnly: true}, name: {type: string}}
    Owner: {type: object, required: [name], properties: {name: {type: string}}}
"""


def test_what_only_a_server_must_write_is_asked_of_no_caller(tmp_path: Path) -> None:
    output = generate_fragment(NURSERY, tmp_path, "typescript")
    text = (output / "src" / "types" / "models.ts").read_text(encoding="utf-8")
    assert "export interface Pet {\n  readonly id: string;\n  name: string;\n}" in text
    assert "export interface PetParam {\n  name: string;\n}" in text
    assert "OwnerParam" not in text
    assert "  pets: Array<PetParam>;\n  owner?: Owner | undefined;\n" in text
