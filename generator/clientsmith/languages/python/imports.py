"""What a file needs in, its import statements out: one a module, in the order and groups of PEP 8."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from clientsmith.languages.protocol import Import

INSTALLED = frozenset({"httpx", "msgspec", "pydantic", "typing_extensions"})


def import_lines(imports: Iterable[Import], seen_from: PurePosixPath) -> list[str]:
    """The statements, groups with a blank line between them; the file's own names are left out.

    `seen_from` is the file's path below the package; modules of the package are imported by the
    way to them.
    """
    found: dict[tuple[int, str], set[str]] = {}
    for each in imports:
        if each.own and each.module == str(seen_from.with_suffix("")).removesuffix("/__init__"):
            continue
        module = relative(each.module, seen_from) if each.own else each.module
        alias = f" as {each.alias}" if each.alias else ""
        name = f"{each.name}{alias}" if each.name else alias
        found.setdefault((_group(module), module), set()).add(name)
    lines: list[str] = []
    previous: int | None = None
    for (group, module), names in sorted(found.items(), key=lambda row: _order(*row[0])):
        lines += [""] if previous is not None and previous != group else []
        lines += _statements(module, names)
        previous = group
    return lines


def relative(module: str, seen_from: PurePosixPath) -> str:
    """`types/pets` seen from `resources/pets/__init__.py` is `...types.pets`.

    Inside one folder of the package the way begins at that folder.
    """
    module = module.removesuffix("/__init__")
    top, _, below = module.partition("/")
    depth = len(seen_from.parts)
    if module == str(seen_from.parent):
        return "."
    if depth > 1 and seen_from.parts[0] == top:
        module, depth = below, depth - 1
    return "." * depth + module.replace("/", ".")


def name_order(name: str) -> tuple[int, str, str]:
    """Constants, classes, functions, each by the alphabet: as isort has it, and so most linters."""
    return kind_order(name), name.lower(), name


def kind_order(name: str) -> int:
    """0 for a constant, 1 for a class, 2 for anything else."""
    original = name.partition(" ")[0]
    if original.isupper() and len(original) > 1:
        return 0
    return 1 if original[:1].isupper() else 2


def _statements(module: str, names: set[str]) -> list[str]:
    whole = sorted(name for name in names if not name or name.startswith(" as "))
    parts = sorted((name for name in names if name and not name.startswith(" as ")), key=name_order)
    lines = [f"import {module}{alias}" for alias in whole]
    return [*lines, f"from {module} import {', '.join(parts)}"] if parts else lines


def _order(group: int, module: str) -> tuple[int, int, str]:
    dots = len(module) - len(module.lstrip("."))
    return group, -dots, module


def _group(module: str) -> int:
    if module.startswith("."):
        return 2
    return 1 if module in INSTALLED else 0
