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


def exports(groups: Iterable[ExportGroupView] | ExportGroupView, form: str, indent: int) -> str:
    """Exports as an `import` statement has them, as the `table` that serves them when they are
    first used, or all of them as `__all__`; lines after the first are indented."""
    if isinstance(groups, ExportGroupView):
        rows = map(_imported, _ordered(groups.exports))
        return _filled((literal(row) if form == "table" else row for row in rows), indent)
    names = {each.name for group in groups for each in group.exports}
    return _filled(map(literal, sorted(names, key=lambda name: (kind_order(name), name))), indent)


def _imported(each: ExportView) -> str:
    return each.name if each.name == each.original else f"{each.original} as {each.name}"


def _ordered(exports: Iterable[ExportView]) -> list[ExportView]:
    def order(each: ExportView) -> tuple[int, str, str]:
        return kind_order(each.original), each.original.lower(), each.name

    return sorted(exports, key=order)


def _filled(parts: Iterable[str], indent: int) -> str:
    lines = textwrap.wrap(
        " ".join(f"{part},".replace(" ", _BLANK) for part in parts),
        WIDTH - indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return f"\n{' ' * indent}".join(lines).replace(_BLANK, " ")
