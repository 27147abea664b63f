"""The style of a value in, how a descriptor writes it out: nothing where the runtime does so anyway."""

from __future__ import annotations

from clientsmith.api.ir import Location, Style, ValueShape

# Styles that write even a single text otherwise than it stands.
_MARKED = frozenset({"label", "matrix", "cookie", "json"})


def is_plain(style: Style, shape: ValueShape, location: Location) -> bool:
    """Whether the runtime's own way is the style's: texts everywhere, lists repeated in a query and
    with commas in a header."""
    if style.reserved or style.whole or style.name in _MARKED:
        return False
    if shape == "list":
        return location == "header" or (
            location == "query" and style == Style("form", explode=True)
        )
    return shape == "scalar" or style.name == "text"


def spelled(style: Style) -> str:
    """`form*` for one that is exploded, `+form` for one that leaves reserved characters, `?json` for
    one that is all of a query."""
    return f"{'?' * style.whole}{'+' * style.reserved}{style.name}{'*' * style.explode}"
