"""The client as a whole: what it is called where the document leaves it open."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clientsmith.api.reading import read
from clientsmith.document import load
from support.generating import document


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Spotify Web API with fixes and improvements from sonallux", "SpotifyWebClient"),
        ("Discord HTTP API (Preview)", "DiscordClient"),
        ("GitHub v3 REST API", "GitHubClient"),
        ("REST API for pets: v2", "PetsClient"),
        ("Größen", "GrossenClient"),
        ("OpenAPI Petstore - 3.0", "PetstoreClient"),
    ],
)
def test_a_client_is_called_after_a_short_form_of_the_title(
    title: str, name: str, tmp_path: Path
) -> None:
    path = tmp_path / "spec.yaml"
    path.write_text(json.dumps({**document("paths: {}"), "info": {"title": title}}))
    assert read(load(path)).client.class_name == name
