"""The runtime and one flavour of models in, a package that has both as a generated client has, out."""

from __future__ import annotations

import importlib
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

PYTHON = Path(__file__).parents[2] / "templates" / "python"
FLAVOURS = ("pydantic", "msgspec", "dataclass")


def join_models(runtime: str, flavour: str) -> None:
    """Makes `models` of a runtime package the flavour's folder, where its files lie."""
    _join(runtime, "conversion", "conversion")
    _join(runtime, "models", flavour)


def runtime_package(name: str, flavour: str) -> ModuleType:
    """The runtime under another name, with models of a flavour; the same for the same name."""
    if name not in sys.modules:
        module = ModuleType(name)
        module.__path__ = [str(PYTHON / "runtime")]
        sys.modules[name] = module
        join_models(name, flavour)
    return sys.modules[name]


def _join(runtime: str, part: str, folder: str) -> None:
    name, path = f"{runtime}.{part}", PYTHON / "models" / folder
    spec = spec_from_file_location(
        name, path / "__init__.py", submodule_search_locations=[str(path)]
    )
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[name] = module
    vars(importlib.import_module(runtime))[part] = module
    spec.loader.exec_module(module)
