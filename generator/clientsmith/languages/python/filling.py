"""Names that a package exports in, lines that hold as many of them as fit out.

Nobody reads an index package name by name: lists of hundreds are filled lines.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from clientsmith.languages.escapers import literal
from clientsmith.languages.python.imports import kind_order
from clientsmith.languages.views import ExportGroupView, ExportView
from clientsmith.languages.wrapping import WIDTH

_BLANK = "\N{NO-BREAK SPACE}"


def exports(
    groups: Iterable[ExportGroupView] | ExportGroupView, form: str, indent: int, head: str = ""
) -> str:
    """Exports as an `import` statement has them, as the `table` that serves them when they are
    first used, or all of them as `__all__`.

    `indent` is the columns that the statement stands in, `head` what goes before the names in it:
    where all fit on that line, they are not put in lines of their own.
    """
    if not isinstance(groups, ExportGroupView):
        names = {each.name for group in groups for each in group.exports}
        ordered = sorted(names, key=lambda name: (kind_order(name), name))
        return _filled([literal(name) for name in ordered], indent)
    texts = [_imported(each) for each in _ordered(groups.exports)]
    rows = [literal(text) for text in texts] if form == "table" else texts
    line = ", ".join(rows)
    if form == "import" and indent + len(f"from {head} import {line}") <= WIDTH:
        return line
    if form == "table" and indent + len(f'"{head}": ({line},),') <= WIDTH:
        return f"({line},)"
    return f"(\n{' ' * (indent + 4)}{_filled(rows, indent + 4)}\n{' ' * indent})"


def _imported(each: ExportView) -> str:
    return each.name if each.name == each.original else f"{each.original} as {each.name}"


def _ordered(exports: Iterable[ExportView]) -> list[ExportView]:
    def order(each: ExportView) -> tuple[int, str, str]:
        return kind_order(each.original), each.original.lower(), each.name

    return sorted(exports, key=order)


def _filled(parts: list[str], indent: int) -> str:
    lines = textwrap.wrap(
        " ".join(f"{part},".replace(" ", _BLANK) for part in parts),
        WIDTH - indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return f"\n{' ' * indent}".join(lines).replace(_BLANK, " ")
