"""Links between operations, as they are read: whose result holds the address, below a mount too."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clientsmith.api.pages import Link
from clientsmith.api.reading import read
from clientsmith.document import load
from support.generating import document

BATCHES = """
    paths:
      /batches/{id}:
        get:
          operationId: batches.get
          parameters: [{name: id, in: path, required: true, schema: {type: string}}]
          responses:
            '200':
              description: fine
              content: {application/json: {schema: {type: object, properties: {results_url: {type: string}}}}}
              links: {results: {operationId: batches.results, x-client: {url: $response.body#/results_url}}}
          x-client: {aliases: [beta.batches.get, archive.batches.get]}
      /batches/{id}/results:
        get:
          operationId: batches.results
          parameters: [{name: id, in: path, required: true, schema: {type: string}}]
          responses: {'200': {description: fine, content: {application/json: {schema: {type: string}}}}}
          x-client: {aliases: [archive.batches.results, beta.batches.results, old.batches.results]}
"""


@pytest.mark.parametrize(
    ("operation", "source"),
    [
        ("batches.results", "batches.get"),
        ("beta.batches.results", "beta.batches.get"),
        ("archive.batches.results", "archive.batches.get"),
        ("old.batches.results", "batches.get"),
    ],
)
def test_the_address_is_asked_for_below_the_same_mount(
    tmp_path: Path, operation: str, source: str
) -> None:
    path = tmp_path / "openapi.yaml"
    path.write_text(json.dumps(document(BATCHES)), encoding="utf-8")
    links = {each.id: each.link for each in read(load(path)).operations()}
    assert links[operation] == Link(source, "results_url")
    assert links["batches.get"] is None
