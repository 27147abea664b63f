"""Fragments of documents, generated and called: what the client puts on the wire."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest

Generate = Callable[[str], ModuleType]


def client_of(package: ModuleType, sent: list[httpx.Request], **answer: Any) -> Any:
    """A client whose requests are collected and answered alike."""

    def respond(request: httpx.Request) -> httpx.Response:
        request.read()
        sent.append(request)
        return httpx.Response(200, **({"json": {}} | answer))

    transport = httpx.MockTransport(respond)
    return package.PetsClient(http_client=httpx.Client(transport=transport))


def test_parameters_go_where_the_document_says(generate: Generate) -> None:
    package = generate("""
        paths:
          /pets/{petId}/toys:
            get:
              operationId: pets.toys
              parameters:
                - {name: petId, in: path, required: true, schema: {type: string}}
                - {name: maxSize, in: query, schema: {type: integer}}
                - {name: tags, in: query, schema: {type: array, items: {type: string}}}
                - {name: ids, in: query, explode: false, schema: {type: array, items: {type: integer}}}
                - {name: X-Trace, in: header, schema: {type: string}}
                - {name: version, in: query, required: true, schema: {const: 2}}
              responses: {'204': {description: nothing}}
        """)
    sent: list[httpx.Request] = []
    given = client_of(package, sent).pets.toys(
        "a/b", max_size=3, tags=["x", "y"], ids=[1, 2], x_trace="t"
    )
    assert given is None
    [request] = sent
    assert request.method == "GET"
    assert request.url.raw_path.startswith(b"/pets/a%2Fb/toys?")
    assert sorted(request.url.params.multi_items()) == [
        ("ids", "1,2"),
        ("maxSize", "3"),
        ("tags", "x"),
        ("tags", "y"),
        ("version", "2"),
    ]
    assert request.headers["x-trace"] == "t"


def test_members_of_the_body_are_arguments_under_python_names(generate: Generate) -> None:
    package = generate("""
        paths:
          /pets:
            post:
              operationId: createPet
              tags: [Pets]
              requestBody:
                required: true
                content:
                  application/json:
                    schema:
                      type: object
                      required: [petName]
                      properties:
                        petName: {type: string}
                        class: {type: [string, 'null']}
              responses:
                '201': {description: made, content: {application/json: {schema: {type: object}}}}
        """)
    sent: list[httpx.Request] = []
    client_of(package, sent).pets.create(pet_name="Rex", class_=None)
    assert sent[0].read() == b'{"petName":"Rex","class":null}'
    with pytest.raises(TypeError, match="pet_name"):
        client_of(package, sent).pets.create()


def test_a_body_that_is_no_object_is_one_argument(generate: Generate) -> None:
    package = generate("""
        paths:
          /tags:
            put:
              operationId: tags.replace
              requestBody:
                content: {application/json: {schema: {type: array, items: {type: string}}}}
              responses: {'204': {description: done}}
        """)
    sent: list[httpx.Request] = []
    client_of(package, sent).tags.replace(body=["a", "b"])
    assert sent[0].read() == b'["a","b"]'


def test_a_name_in_two_places_takes_its_place_before_it(generate: Generate) -> None:
    package = generate("""
        paths:
          /pets/{id}:
            post:
              operationId: pets.rename
              parameters:
                - {name: id, in: path, required: true, schema: {type: string}}
                - {name: timeout, in: query, schema: {type: integer}}
              requestBody:
                content:
                  application/json:
                    schema: {type: object, properties: {id: {type: string}}}
              responses: {'204': {description: done}}
        """)
    sent: list[httpx.Request] = []
    client_of(package, sent).pets.rename("1", body_id="2", timeout_=9, timeout=30)
    assert sent[0].url.raw_path == b"/pets/1?timeout=9"
    assert sent[0].read() == b'{"id":"2"}'


def test_files_go_as_multipart(generate: Generate) -> None:
    package = generate("""
        paths:
          /photos:
            post:
              operationId: photos.add
              requestBody:
                content:
                  multipart/form-data:
                    schema:
                      type: object
                      required: [photo]
                      properties:
                        photo: {type: string, format: binary}
                        title: {type: string}
              responses: {'204': {description: done}}
        """)
    sent: list[httpx.Request] = []
    client_of(package, sent).photos.add(photo=("p.png", b"PNG"), title="Rex")
    body = sent[0].read()
    assert sent[0].headers["content-type"].startswith("multipart/form-data; boundary=")
    assert b'name="photo"; filename="p.png"' in body
    assert b"PNG" in body
    assert b'name="title"' in body


def test_an_operation_beside_a_reference_is_there_too(generate: Generate) -> None:
    package = generate("""
        paths:
          /pets:
            $ref: '#/components/pathItems/pets'
            delete:
              operationId: pets.clear
              responses: {'204': {description: done}}
        components:
          pathItems:
            pets:
              get: {operationId: pets.list, responses: {'204': {description: done}}}
        """)
    sent: list[httpx.Request] = []
    pets = client_of(package, sent).pets
    pets.list()
    pets.clear()
    assert [request.method for request in sent] == ["GET", "DELETE"]


@pytest.mark.parametrize("name", ["photos", "photos[]"])
def test_several_files_go_under_the_name_the_document_gives(generate: Generate, name: str) -> None:
    package = generate(f"""
        paths:
          /photos:
            post:
              operationId: photos.add
              requestBody:
                content:
                  multipart/form-data:
                    schema:
                      type: object
                      properties:
                        {name}: {{type: array, items: {{type: string, format: binary}}}}
              responses: {{'204': {{description: done}}}}
        """)
    sent: list[httpx.Request] = []
    client_of(package, sent).photos.add(photos=[("a.png", b"A"), ("b.png", b"B")])
    assert sent[0].read().count(f'name="{name}"; filename='.encode()) == 2


@pytest.mark.parametrize(
    ("scheme", "argument", "where"),
    [
        ("{type: apiKey, in: header, name: X-Key}", "api_key", ("headers", "x-key", "s3cret")),
        ("{type: apiKey, in: query, name: key}", "api_key", ("params", "key", "s3cret")),
        (
            "{type: http, scheme: bearer}",
            "access_token",
            ("headers", "authorization", "Bearer s3cret"),
        ),
    ],
)
def test_credentials_follow_the_security_scheme(
    generate: Generate, scheme: str, argument: str, where: tuple[str, str, str]
) -> None:
    package = generate(f"""
        security: [{{auth: []}}]
        components: {{securitySchemes: {{auth: {scheme}}}}}
        paths:
          /pets:
            get:
              operationId: pets.list
              responses: {{'204': {{description: done}}}}
        """)
    sent: list[httpx.Request] = []

    def respond(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(204)

    http = httpx.Client(transport=httpx.MockTransport(respond))
    client = package.PetsClient(**{argument: "s3cret"}, http_client=http)
    client.pets.list()
    place, name, value = where
    found = sent[0].headers if place == "headers" else sent[0].url.params
    assert found[name] == value
    assert "s3cret" not in repr(client)
    with pytest.raises(TypeError, match=argument):
        package.PetsClient(http_client=http).pets.list()


def test_a_url_that_the_server_gave_is_asked_for_as_it_stands(generate: Generate) -> None:
    package = generate("""
        paths:
          /pets:
            get:
              operationId: pets.find
              parameters: &constant
                - {name: version, in: query, required: true, schema: {const: 2}}
              responses:
                '200':
                  description: fine
                  content:
                    application/json: {schema: {type: object, properties: {url: {type: string}}}}
                  links: {all: {operationId: pets.all, x-client: {url: $response.body#/url}}}
          /pets/all:
            get:
              operationId: pets.all
              parameters: *constant
              responses:
                '200': {description: fine, content: {application/json: {schema: {type: object}}}}
        """)
    sent: list[httpx.Request] = []
    elsewhere = "https://pets.example/kept/{1}?page=3"
    client_of(package, sent, json={"url": elsewhere}).pets.all()
    assert sent[0].url.params.multi_items() == [("version", "2")]
    assert sent[1].url == httpx.URL(elsewhere)


def test_what_is_said_beside_a_reference_goes_before_its_target(generate: Generate) -> None:
    package = generate("""
        paths:
          /pets:
            get:
              operationId: pets.list
              parameters:
                - {$ref: '#/components/parameters/Limit', description: How many pets.}
                - {$ref: '#/components/parameters/After'}
              responses: {'204': {description: nothing}}
        components:
          parameters:
            Limit: {name: limit, in: query, description: How many., schema: {type: integer}}
            After: {name: after, in: query, description: From where on., schema: {type: string}}
        """)
    said = client_of(package, []).pets.list.__doc__
    assert "How many pets." in said
    assert "From where on." in said


def test_files_are_read_only_into_members_that_the_document_calls_base64(
    generate: Generate, tmp_path: Path
) -> None:
    package = generate("""
        paths:
          /pets:
            post:
              operationId: pets.create
              requestBody:
                content:
                  application/json:
                    schema:
                      type: object
                      properties:
                        chip: {type: string, format: byte}
                        note: {type: string}
                        pictures: {type: array, items: {$ref: '#/components/schemas/Picture'}}
                        parents: {type: array, items: {$ref: '#/components/schemas/Pet'}}
              responses: {'204': {description: nothing}}
            put:
              operationId: pets.count
              requestBody:
                content: {application/json: {schema: {type: object, properties: {note: {}}}}}
              responses: {'204': {description: nothing}}
        components:
          schemas:
            Bytes: {type: string, contentEncoding: base64}
            Pet:
              type: object
              required: [kind]
              properties:
                kind: {const: pet}
                scans: {type: array, items: {$ref: '#/components/schemas/Bytes'}}
                parents: {type: array, items: {$ref: '#/components/schemas/Pet'}}
            Picture:
              oneOf:
                - type: object
                  required: [type, data]
                  properties: {type: {const: png}, data: {$ref: '#/components/schemas/Bytes'}}
                - type: object
                  required: [type, data]
                  properties: {type: {const: link}, data: {type: string}}
        """)
    sent: list[httpx.Request] = []
    pets = client_of(package, sent).pets
    path = tmp_path / "chip"
    path.write_bytes(b"hi")
    pets.create(
        chip=path,
        note="hi",
        pictures=[{"type": "png", "data": b"hi"}],
        parents=[{"kind": "pet", "parents": [{"kind": "pet", "scans": [path]}]}],
    )
    assert json.loads(sent[0].content) == {
        "chip": "aGk=",
        "note": "hi",
        "pictures": [{"type": "png", "data": "aGk="}],
        "parents": [{"kind": "pet", "parents": [{"kind": "pet", "scans": ["aGk="]}]}],
    }
    for call, way in (
        (lambda: pets.create(note=path), "`note`"),
        (lambda: pets.create(pictures=[{"type": "link", "data": path}]), r"`pictures\[0\].data`"),
        (lambda: pets.create(parents=[{"kind": "dog", "scans": [b""]}]), r"`parents.*scans\[0\]`"),
        (lambda: pets.count(note=b"hi"), "`note`"),
    ):
        with pytest.raises(TypeError, match=way):
            call()
    assert len(sent) == 1
