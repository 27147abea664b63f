"""What a file needs and the patterns of a table in, its import statements out."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from clientsmith.languages.protocol import Import


@dataclass(frozen=True, slots=True)
class ImportTable:
    """The patterns of statements: for files of the output, for what of them is used at run time,
    for modules of elsewhere. Where there is none, nothing needs to be imported."""

    own: str = ""
    value: str = ""
    external: str = ""
    alias: str = ""
    around: str = "{lines}"


def import_lines(
    table: ImportTable, imports: Iterable[Import], seen_from: PurePosixPath
) -> list[str]:
    """The statements, files of elsewhere first; nothing at all where nothing is needed."""
    here = str(seen_from.with_suffix(""))
    found: dict[tuple[bool, str], dict[tuple[str, str], bool]] = {}
    for each in imports:
        if not (each.own and each.module == here):
            names = found.setdefault((each.own, each.module), {})
            name = (each.name, each.alias)
            names[name] = names.get(name, False) or each.value
    lines = [
        line
        for (own, module), names in sorted(found.items())
        for line in _statements(table, own, relative(module, seen_from) if own else module, names)
    ]
    return table.around.format(lines="\n".join(lines)).split("\n") if lines else []


def relative(module: str, seen_from: PurePosixPath) -> str:
    """`types/pets` seen from `resources/pets.ts` is `../types/pets`."""
    path = posixpath.relpath(module, str(seen_from.parent))
    return path if path.startswith(".") else f"./{path}"


def _statements(
    table: ImportTable, own: bool, path: str, names: dict[tuple[str, str], bool]
) -> Iterator[str]:
    """One statement for what is used as a type alone, one for what is used at run time."""
    if not own:
        patterns = {False: table.external, True: table.external}
    else:
        patterns = {False: table.own, True: table.value or table.own}
    for pattern in dict.fromkeys(patterns.values()):
        chosen = [name for name, value in sorted(names.items()) if patterns[value] == pattern]
        if pattern and chosen:
            texts = [_name(table, name, alias) for name, alias in chosen]
            yield pattern.format(names=", ".join(texts), path=path)


def _name(table: ImportTable, name: str, alias: str) -> str:
    if not name or not alias or alias == name:
        return name or alias
    if not table.alias:
        raise LookupError(f"the language has no way to import `{name}` as `{alias}`")
    return table.alias.format(name=name, alias=alias)
