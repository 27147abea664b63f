"""The page on platforms, word for word: its overlay and its data over a document of somebody's own, in
the generic style; and a signer of one's own in a style of one's own, with other models."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import httpx
import pytest

from clientsmith.cache import Cache
from clientsmith.output.writer import DiskWriter
from clientsmith.pipeline import RunContext, generate
from clientsmith.project.settings import Target
from support.generating import document, imported
from support.places import ROOT

PETS = """
    paths:
      /pets:
        get: {operationId: pets.list, responses: {'200': {description: ok, content: {application/json: {schema: {type: object}}}}}}
        post:
          operationId: pets.create
          requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
          responses: {'201': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
    components:
      schemas: {Pet: {type: object, required: [name], properties: {name: {type: string}, kind: {type: string}}}}
      securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
    security: [{key: []}]
"""
SIGNER = """
class Signer:
    libraries = ()

    def __init__(self, platform, values):
        self._zone = values["place"]

    def sign(self, method, url, headers, content):
        return {"x-acme": f"{method} {self._zone} {len(content)}"}

    def find(self, name):
        return "found" if name == "place" else None
"""


def made(folder: Path, platform: str, overlay: str, style: str = "python") -> Path:
    """A client of the document under the overlay, which leads to the platform."""
    (folder / "pets.json").write_text(json.dumps(document(PETS)))
    (folder / "acme.yaml").write_text(platform)
    (folder / "overlay.yaml").write_text(overlay)
    overlays = (folder / "overlay.yaml",)
    target = Target("test", folder / "pets.json", style, folder / "out", overlays=overlays)
    DiskWriter(folder / "out").write(generate(target, RunContext(cache=Cache())).files)
    return folder / "out"


def blocks() -> list[str]:
    """The overlay and the platform that the page shows."""
    text = (ROOT / "docs" / "platforms.md").read_text()
    found = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert len(found) == 2
    return found


@pytest.fixture
def acme(tmp_path: Path) -> Iterator[ModuleType]:
    overlay, platform = blocks()
    with imported(made(tmp_path, platform, overlay)) as package:
        yield package


def sent(package: ModuleType, **arguments: object) -> httpx.Request:
    """What a client sends for a new pet."""
    requests: list[httpx.Request] = []

    def respond(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return httpx.Response(201, json={"name": "Rex"})

    http = httpx.Client(transport=httpx.MockTransport(respond))
    assert package.AcmePets(http_client=http, **arguments).pets.create(name="Rex", kind="dog").name
    return requests[0]


def test_the_page_gives_a_client_that_sends_a_token(acme: ModuleType) -> None:
    request = sent(acme, zone="eu", token="t")
    assert str(request.url) == "https://eu.acme.example/zones/eu/kinds/dog/create"
    assert request.headers["authorization"] == "Bearer t"
    assert json.loads(request.content) == {"name": "Rex", "version": "acme-1"}


def test_the_page_gives_a_client_that_signs(
    acme: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    request = sent(acme, zone="global")
    assert request.url.host == "everywhere.acme.example"
    assert re.match(
        r"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/\d+/global/pets/aws4_request, ",
        request.headers["authorization"],
    )


@pytest.mark.parametrize("models", ["msgspec", "dataclass"])
def test_a_signer_of_a_style_of_ones_own(models: str, tmp_path: Path) -> None:
    style = tmp_path / "mine"
    (style / "platforms").mkdir(parents=True)
    (style / "style.yaml").write_text(
        f"description: Mine.\nextends: python\nviews: 2\nmodels: {models}\n"
    )
    (style / "platforms" / "acme.py").write_text(SIGNER)
    overlay, platform = blocks()
    platform = re.sub("(?m)^signer:.*$", "signer: {name: acme, arguments: {place: zone}}", platform)
    platform = re.sub("(?m)^requires:.*\n", "", platform).replace("required: true, ", "")
    output = made(tmp_path, platform, overlay, str(style))
    assert "optional-dependencies" not in (output / "pyproject.toml").read_text()
    assert "pip install" not in (output / "docs" / "platforms" / "acme.md").read_text()
    with imported(output) as package:
        assert sent(package, zone="eu").headers["x-acme"] == "POST eu 33"
        assert sent(package).url.host == "found.acme.example"
