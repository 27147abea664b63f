"""The runtime and the message helpers in, one package as a generated client has it out."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from support.flavours import runtime_package

TEMPLATES = Path(__file__).parents[2] / "templates"
PLACES = {"client_of_tests": "", "client_of_tests.lib": "claude/lib"}


def compose() -> None:
    """Make the parts importable from where their files lie, below one package."""
    for name, place in PLACES.items():
        module = ModuleType(name)
        module.__path__ = [str(TEMPLATES / place)] if place else []
        sys.modules.setdefault(name, module)
    runtime_package("client_of_tests._runtime", "pydantic")


def part(name: str) -> Any:
    """A module of the package."""
    return import_module(f"client_of_tests.{name}")


compose()

if TYPE_CHECKING:
    from runtime.models import Model as Model, Variants as Variants
else:
    Model = part("_runtime.models").Model
    Variants = part("_runtime.models").Variants
