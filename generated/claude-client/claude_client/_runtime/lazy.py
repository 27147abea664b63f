"""Names and the modules they live in, in; a package's `__getattr__` and `__dir__` (PEP 562) out."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def lazy(
    package: str, homes: Mapping[str, str]
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """The hooks by which a package imports a name only when it is first used.

    `homes` maps a name to `.module`, or to `.module:original` where it is called otherwise there,
    or to `.module:` where it is that module itself.
    """

    def getattr_(name: str) -> object:
        home = homes.get(name)
        if home is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module, colon, original = home.partition(":")
        found: object = import_module(module, package)
        if original or not colon:
            found = getattr(found, original or name)
        setattr(sys.modules[package], name, found)
        return found

    def dir_() -> list[str]:
        return sorted({*vars(sys.modules[package]), *homes})

    return getattr_, dir_
