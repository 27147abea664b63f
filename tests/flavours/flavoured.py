"""The name of a flavour in, its runtime and types that are written as the templates print them, out."""

from __future__ import annotations

import json
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from support.flavours import FLAVOURS, runtime_package

HERE = Path(__file__).parent


class Flavour:
    """A runtime with one flavour of models, and what tests ask of it."""

    def __init__(self, name: str) -> None:
        runtime_package(f"runtime_{name}", name)
        self.name = name
        self.post: Any = import_module(f"post_{name}")
        self.messages: Any = import_module(f"messages_{name}")
        self.models: Any = self.part("models")

    def part(self, module: str) -> Any:
        """A module of the runtime."""
        return import_module(f"runtime_{self.name}.{module}")

    def decode(self, target: Any, data: bytes) -> Any:
        """The bytes as a type, or as the type of a name among the letters and parcels."""
        found = getattr(self.post, target) if isinstance(target, str) else target
        return self.part("decode").decode(found, data)

    def read(self, target: Any, value: object) -> Any:
        """A JSON value as a type."""
        return self.decode(target, json.dumps(value).encode())

    def text(self, text: str) -> Any:
        """A model that is made by hand."""
        tag = {} if self.name == "msgspec" else {"type": "text"}
        return self.post.Text(text=text, **tag)

    @property
    def open_post(self) -> Any:
        """The letters and parcels of a style that says `extra: keep`."""
        return _opened(f"post_{self.name}")

    @property
    def open_messages(self) -> Any:
        """The same of messages."""
        return _opened(f"messages_{self.name}")


@cache
def _opened(name: str) -> ModuleType:
    module = ModuleType(f"open_{name}")
    sys.modules[module.__name__] = module
    source = (HERE / f"{name}.py").read_text().replace(" Model as ", " OpenModel as ")
    exec(compile(source, module.__name__, "exec"), vars(module))
    return module


ALL = [Flavour(name) for name in FLAVOURS]
LEAN = ALL[1:]
"""Those that keep unknown fields only where they are asked to."""
