"""A document, or a fragment of one, in; an importable client out."""

from __future__ import annotations

import importlib
import json
import sys
import textwrap
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import yaml

from clientsmith.cache import Cache
from clientsmith.output.writer import DiskWriter
from clientsmith.pipeline import Package, RunContext, generate
from clientsmith.project.settings import Target
from support.places import SPECS

_CACHE = Cache()


def document(fragment: str) -> dict[str, object]:
    """A whole document of a fragment's paths, components and whatever else it has."""
    given = yaml.safe_load(textwrap.dedent(fragment))
    head = {
        "openapi": "3.1.0",
        "info": {"title": "Pets", "version": "1.0.0"},
        "servers": [{"url": "https://pets.example"}],
        "paths": {},
    }
    return {**head, **given}


def generate_document(
    spec: Path, output: Path, style: str = "python", *, strict: bool = False
) -> Package:
    """Presses a document into a folder."""
    target = Target("test", spec, style, output, strict=strict)
    generated = generate(target, RunContext(cache=_CACHE))
    DiskWriter(output).write(generated.files)
    return generated


def generate_fragment(fragment: str, folder: Path, style: str = "python") -> Path:
    """Presses a fragment; the folder of the package is returned."""
    spec = folder / "spec.yaml"
    spec.write_text(json.dumps(document(fragment)), encoding="utf-8")
    generate_document(spec, folder / "out", style)
    return folder / "out"


def package_name(output: Path) -> str:
    """The package in a folder that was generated."""
    return next(path.parent.name for path in sorted(output.glob("*/_client.py")))


@contextmanager
def imported(output: Path) -> Generator[ModuleType]:
    """The package of a generated folder, imported; forgotten again at the end."""
    name = package_name(output)
    saved = {key: sys.modules.pop(key) for key in list(sys.modules) if _is_of(key, name)}
    sys.path.insert(0, str(output))
    importlib.invalidate_caches()
    try:
        yield importlib.import_module(name)
    finally:
        sys.path.remove(str(output))
        for key in [key for key in sys.modules if _is_of(key, name)]:
            del sys.modules[key]
        sys.modules.update(saved)


def _is_of(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def submodule(package: ModuleType, *path: str) -> ModuleType:
    """A module of an imported package."""
    return importlib.import_module(".".join((package.__name__, *path)))


OF_MANY_KINDS = (
    "museum.yaml",
    "figma.yaml",
    "discord.json",
    "asana.yaml",
    "spotify.yml",
    "qdrant.json",
    "twilio.json",
    "xero.yaml",
    "datadog.yaml",
    "pagerduty.json",
    "kratos.json",
    "hellosign/openapi.yaml",
)


def real_specs(*names: str) -> Sequence[Path]:
    """Documents that their owners publish, where they are at hand."""
    return [SPECS / name for name in names if (SPECS / name).is_file()]
