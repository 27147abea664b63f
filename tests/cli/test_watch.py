"""`clientsmith watch` from the outside: what it tells after each save, and how it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import pytest

pytest.importorskip("watchfiles")

SPEC = """\
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
servers: [{url: 'https://pets.example'}]
paths:
  /pets:
    get:
      operationId: pets.list
      responses:
        '200':
          description: fine
          content: {application/json: {schema: {$ref: 'parts/pet.yaml#/Pet'}}}
"""
PET = "Pet: {type: object, properties: {name: {type: string}}}\n"
AGED = PET.replace("name:", "age: {type: integer}, name:")
OVERLAY = """\
overlay: 1.0.0
info: {title: More, version: 1.0.0}
actions: [{target: "$.paths['/pets'].get", update: {deprecated: false}}]
"""
PROJECT = """\
[tool.clientsmith]
styles = ["styles"]

[[tool.clientsmith.targets]]
name = "pets"
spec = "pets.yaml"
overlays = ["more/overlay.yaml"]
style = "ours"
output = "out"
"""
TEMPLATE = """\
{# client: ClientView #}
{% extends "python/readme.md.jinja" %}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a document in two folders, an overlay elsewhere, and a style of its own."""
    for name, text in {
        "pets.yaml": SPEC,
        "parts/pet.yaml": PET,
        "more/overlay.yaml": OVERLAY,
        "pyproject.toml": PROJECT,
        "styles/ours/style.yaml": "extends: python\nviews: 2\n",
        "styles/ours/readme.md.jinja": TEMPLATE,
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


class Watch:
    """A running watch, and the lines that it tells."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.told: list[str] = []

    def tells(self, text: str) -> str:
        """The next line that has the text; fails when the watch ends before."""
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.told.append(line)
            if text in line:
                return line
        raise AssertionError("".join(self.told))

    def end(self) -> str:
        """What is still told after Ctrl-C."""
        self.process.send_signal(signal.SIGINT)
        _, rest = self.process.communicate()
        return rest


@contextmanager
def watching(folder: Path) -> Iterator[Watch]:
    """`clientsmith watch` in a folder; one that says nothing for minutes is ended."""
    process = subprocess.Popen(
        [sys.executable, "-m", "clientsmith", "watch"],
        cwd=folder,
        env={**os.environ, "XDG_CACHE_HOME": str(folder / ".caches"), "HOME": str(folder)},
        stderr=subprocess.PIPE,
        text=True,
    )
    timer = Timer(120, process.kill)
    timer.start()
    try:
        yield Watch(process)
    finally:
        timer.cancel()
        process.kill()
        process.wait()


def test_each_save_tells_what_it_changed(project: Path) -> None:
    with watching(project) as watch:
        watch.tells("watching")
        (project / "parts" / "pet.yaml").write_text(AGED)
        watch.tells("addition: parts.Pet: field `age` is new (parts/pet.yaml:1)")
        (project / "more" / "overlay.yaml").write_text(OVERLAY.replace("false", "true"))
        watch.tells("client.pets.list: is deprecated")
        assert "age" in (project / "out" / "pets_client" / "types" / "parts" / "pet.py").read_text()
        assert watch.end() == ""
        assert watch.process.returncode == 0


@pytest.mark.slow
def test_settings_and_templates_are_watched_too(project: Path) -> None:
    with watching(project) as watch:
        watch.tells("watching")
        template = project / "styles" / "ours" / "readme.md.jinja"
        template.write_text(TEMPLATE + "{% block more %}{{ oops }}{% endblock %}\n")
        watch.tells("readme.md.jinja:3")
        template.write_text(TEMPLATE)
        watch.tells("0 files changed")
        settings = project / "pyproject.toml"
        settings.write_text(PROJECT.replace('"out"', '"elsewhere"'))
        watch.tells("-> elsewhere:")
        settings.write_text(PROJECT.replace("output =", "outptu ="))
        watch.tells("outptu")
        settings.write_text(PROJECT)
        (project / "parts" / "pet.yaml").write_text(AGED)
        watch.tells("field `age` is new")


@pytest.mark.slow
def test_a_broken_document_is_waited_over(project: Path) -> None:
    pet = project / "parts" / "pet.yaml"
    pet.write_text("Pet: {type: object, properties: {")
    with watching(project) as watch:
        watch.tells("not YAML")
        watch.tells("watching")
        pet.write_text(PET)
        watch.tells("-> out:")
        (project / "pets.yaml").write_text(SPEC.replace("pet.yaml#/Pet", "pet.yaml#/Pat"))
        watch.tells("points to nothing")
        (project / "parts" / "new").mkdir()
        (project / "parts" / "new" / "pat.yaml").write_text(AGED)
        (project / "pets.yaml").write_text(SPEC.replace("pet.yaml#/Pet", "new/pat.yaml#/Pet"))
        watch.tells("-> out:")
        (project / "parts" / "new" / "pat.yaml").write_text(PET)
        watch.tells("field `age` is gone")
