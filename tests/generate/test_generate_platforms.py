"""Platforms of a fragment that is nobody's we know: clients generated for them, and called."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
import yaml

from clientsmith.cache import Cache
from clientsmith.output.writer import DiskWriter
from clientsmith.pipeline import RunContext, generate as generate_target
from clientsmith.project.settings import Target
from support.generating import document, generate_fragment, imported

Generate = Callable[[str], ModuleType]

PETS = """
    paths:
      /pets:
        get: {operationId: pets.list, responses: &pets {'200': {description: ok, content: {application/json: {schema: {type: object}}}}}}
        post:
          operationId: pets.create
          parameters: [{name: X-Tag, in: header, schema: {type: string}}]
          requestBody: &pet
            content:
              application/json:
                schema: {type: object, properties: {name: {type: string}, kind: {type: string}, colour: {type: string}}}
          responses: *pets
      /pets/{id}: {put: {operationId: pets.update, parameters: [{name: id, in: path, required: true, schema: {type: string}}], requestBody: *pet, responses: *pets}}
      /toys: {get: {operationId: toys.list, responses: *pets}}
    components: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}}
    security: [{key: []}]
"""
PLATFORM = """
    title: Acme Cloud
    class: AcmePets
    requires: [botocore>=1.31.57]
    servers:
      - {url: 'https://everywhere.acme.example', when: {zone: global}}
      - {url: 'https://{zone}.acme.example/p'}
    arguments:
      zone: {environment: [ACME_ZONE], required: true, description: Where it is.}
      token: {environment: [ACME_TOKEN], kind: token}
      team: {}
    credentials: [{argument: token, scheme: bearer}]
    headers: {x-team: '{team}'}
    only: [POST /pets, 'PUT /pets/{id}']
    routes:
      POST /pets:
        path: /zones/{zone}/kinds/{kind}/create
        body: {version: acme-1}
        lacks: [colour]
        from_headers: {x-tag: {member: tags, list: true, moved: true}}
"""


def with_platform(platform: str = PLATFORM) -> dict[str, object]:
    return {**document(PETS), "x-client": {"platforms": {"acme": yaml.safe_load(platform)}}}


@pytest.fixture
def pets(generate: Generate) -> ModuleType:
    return generate(json.dumps(with_platform()))


def sent_by(package: ModuleType, call: Callable[[Any], Any], **options: Any) -> httpx.Request:
    """What both kinds of client send, which is the same."""
    sent: list[httpx.Request] = []

    def respond(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, json={})

    transport = httpx.MockTransport(respond)
    client = package.AcmePets(http_client=httpx.Client(transport=transport), **options)
    call(client)

    async def later() -> None:
        http = httpx.AsyncClient(transport=transport)
        await call(package.AsyncAcmePets(http_client=http, **options))

    asyncio.run(later())
    one, other = sent
    assert (one.url, one.content) == (other.url, other.content)
    return one


def test_a_route_says_what_goes_where(pets: ModuleType) -> None:
    request = sent_by(
        pets,
        lambda client: client.pets.create(name="Rex", kind="dog", x_tag="a,b"),
        zone="eu",
        token="t",
        team="vets",
    )
    assert str(request.url) == "https://eu.acme.example/p/zones/eu/kinds/dog/create"
    assert json.loads(request.content) == {"name": "Rex", "version": "acme-1", "tags": ["a", "b"]}
    assert request.headers["authorization"] == "Bearer t"
    assert request.headers["x-team"] == "vets"
    assert "x-tag" not in request.headers


def test_what_has_no_route_is_the_apis(pets: ModuleType) -> None:
    request = sent_by(
        pets, lambda client: client.pets.update("7", name="Rex"), zone="global", token=lambda: "t"
    )
    assert str(request.url) == "https://everywhere.acme.example/pets/7"
    assert json.loads(request.content) == {"name": "Rex"}
    assert "x-team" not in request.headers


def test_what_is_not_there_is_told(pets: ModuleType) -> None:
    client = pets.AcmePets(zone="eu", token="t")
    for call in (
        lambda: client.pets.list(),
        lambda: client.toys,
        lambda: client.pets.create(kind="dog", colour="red"),
        lambda: client.get("/toys", cast_to=object),
    ):
        with pytest.raises(pets.NotOnPlatformError, match="Acme Cloud"):
            call()
    with pytest.raises(ValueError, match=r"Acme Cloud needs `zone`.*ACME_ZONE"):
        pets.AcmePets(token="t")


def test_a_platform_may_come_by_an_overlay(tmp_path: Path) -> None:
    spec, overlay = tmp_path / "spec.yaml", tmp_path / "acme.yaml"
    spec.write_text(json.dumps(document(PETS)))
    (tmp_path / "platform.yaml").write_text(json.dumps(yaml.safe_load(PLATFORM)))
    update = {"x-client": {"platforms": {"acme": {"$ref": "platform.yaml"}}}}
    action = {"target": "$", "update": update}
    overlay.write_text(
        json.dumps(
            {"overlay": "1.1.0", "info": {"title": "a", "version": "1"}, "actions": [action]}
        )
    )
    target = Target("test", spec, "python", tmp_path / "out", overlays=(overlay,))
    made = generate_target(target, RunContext(cache=Cache()))
    DiskWriter(tmp_path / "out").write(made.files)
    with imported(tmp_path / "out") as package:
        assert package.AcmePets(zone="eu", token="t").pets


def test_an_api_without_platforms_has_nothing_of_them(tmp_path: Path) -> None:
    out = generate_fragment(PETS, tmp_path)
    assert not [path for path in out.rglob("*") if "platform" in path.name]
    assert "optional-dependencies" not in (out / "pyproject.toml").read_text()


def test_the_extra_and_a_page_are_printed(tmp_path: Path) -> None:
    out = generate_fragment(json.dumps(with_platform()), tmp_path)
    assert 'acme = ["botocore>=1.31.57"]' in (out / "pyproject.toml").read_text()
    page = (out / "docs" / "platforms" / "acme.md").read_text()
    assert "`pets.create`" in page
    assert "ACME_ZONE" in page
    assert "`toys.list`" not in page


@pytest.mark.parametrize("installed", [False, True])
def test_a_library_that_is_missing_is_named_with_the_command(
    installed: bool, tmp_path: Path
) -> None:
    signer = "\n    signer: {name: aws, options: {service: pets}, arguments: {region: zone}}\n"
    out = generate_fragment(json.dumps(with_platform(PLATFORM + signer)), tmp_path)
    hide = "" if installed else "sys.modules['botocore'] = None; "
    program = (
        f"import sys; {hide}import pets_client as p, traceback\n"
        "try: p.AcmePets(zone='eu').pets.update('1')\n"
        "except p.ClientError as error: print(type(error).__name__, error)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        cwd=out,
        env={"HOME": str(tmp_path), "AWS_EC2_METADATA_DISABLED": "true"},
        timeout=60,
    )
    expected = "are no AWS credentials" if installed else r"pip install 'pets-client\[acme\]'"
    assert re.search(expected, ran.stdout), ran.stdout + ran.stderr
