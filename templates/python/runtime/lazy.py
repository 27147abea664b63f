"""Names and the modules they live in, in; a package's `__getattr__` and `__dir__` (PEP 562) out."""

from __future__ import annotations

import sys
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TypeAlias

    Hooks: TypeAlias = tuple[Callable[[str], object], Callable[[], list[str]]]


def lazy(package: str, exports: Mapping[str, Sequence[str]], before: Hooks | None = None) -> Hooks:
    """The hooks by which a package imports a name only when it is first used.

    `exports` has the names below their modules, as an import statement has them: `name`, or
    `original as name`; and below `.` the package's own submodules. What it doesn't have is asked
    of the hooks `before`.
    """

    # Not before the first look: a package is often imported for a module inside it alone.
    @cache
    def homes() -> dict[str, tuple[str, str]]:
        rows = ((module, name.partition(" as ")) for module in exports for name in exports[module])
        return {other or original: (module, original) for module, (original, _, other) in rows}

    def getattr_(name: str) -> object:
        if name not in homes():
            if before is not None:
                return before[0](name)
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module, original = homes()[name]
        if module == ".":
            found: object = import_module(f".{original}", package)
        else:
            found = getattr(import_module(module, package), original)
        setattr(sys.modules[package], name, found)
        return found

    def dir_() -> list[str]:
        others = before[1]() if before is not None else ()
        return sorted({*vars(sys.modules[package]), *homes(), *others})

    return getattr_, dir_
