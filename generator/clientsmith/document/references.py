"""The data of a file in, what refers from it to other files out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from clientsmith.document.grammar import EXTENSIBLE, SHAPES
from clientsmith.document.limits import is_list, is_mapping

# What stands under these keys is data of the API, where `$ref` means nothing …
_DATA = frozenset({"example", "default", "const", "enum", "value", "dataValue"})
# … unless the key is a name: of a property, a response (`default`), a header.
_NAMES = frozenset(
    key for shapes in SHAPES.values() for key, shape in shapes.items() if shape.startswith("{")
)
# Texts that many write as `description: {$ref: about.md}`, though OpenAPI knows no such thing.
_TEXTS = frozenset({"description", "summary"})


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference, and the way to it; where a text is to stand, the object that is to hold it."""

    tokens: tuple[str, ...]
    text: str
    holder: dict[str, Any] | None = None

    def put(self, text: str | None) -> None:
        """Puts a text where the reference to it was; without one, there is none."""
        name = self.tokens[-2]
        if self.holder is not None and text is None:
            self.holder.pop(name, None)
        elif self.holder is not None:
            self.holder[name] = text


def references(data: Any) -> Iterator[Reference]:
    """Every `$ref`, every mapping of a discriminator, and every text that stands in a file.

    Extensions are nobody's references, `x-client` alone excepted.
    """
    pending: list[tuple[Any, tuple[str, ...], bool]] = [(data, (), False)]
    while pending:
        each, way, names = pending.pop()
        if is_list(each):
            pending.extend((item, (*way, str(index)), False) for index, item in enumerate(each))
        elif is_mapping(each):
            if not names and isinstance(each.get("$ref"), str):
                yield Reference((*way, "$ref"), each["$ref"])
            if way[-2:] == ("discriminator", "mapping"):
                yield from _mapped(each, way)
            if not names:
                yield from _texts(each, way)
            for key, item in each.items():
                if not _is_silent(key, way, names):
                    pending.append((item, (*way, key), not names and key in _NAMES))


def _is_silent(key: str, way: tuple[str, ...], names: bool) -> bool:
    if key.startswith("x-") and key != "x-client":
        return not names or way[-1] in EXTENSIBLE
    return not names and key in _DATA


def _mapped(mapping: dict[str, Any], way: tuple[str, ...]) -> Iterator[Reference]:
    for key, item in mapping.items():
        if isinstance(item, str) and set("/#") & set(item):
            yield Reference((*way, key), item)


def _texts(holder: dict[str, Any], way: tuple[str, ...]) -> Iterator[Reference]:
    for key in _TEXTS & holder.keys():
        said = holder[key]
        if is_mapping(said) and isinstance(said.get("$ref"), str):
            yield Reference((*way, key, "$ref"), said["$ref"], holder)
