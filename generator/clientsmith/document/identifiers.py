"""A file's data in, where its schemas are that have identifiers of their own out (`$id`, `$anchor`)."""

from __future__ import annotations

from typing import Any, TypeAlias
from urllib.parse import urljoin

from clientsmith.document.limits import is_list, is_mapping

Tokens: TypeAlias = tuple[str, ...]
_ANCHORS = ("$anchor", "$dynamicAnchor")


class Identifiers:
    """The names that schemas of a file are known by beside their places."""

    def __init__(self, data: Any) -> None:
        self._ids: dict[Tokens, str] = {}
        self._anchors: dict[str, list[Tokens]] = {}
        pending: list[tuple[Any, Tokens, str]] = [(data, (), "")]
        while pending:
            each, way, base = pending.pop()
            if is_list(each):
                pending.extend((item, (*way, str(i)), base) for i, item in enumerate(each))
            elif is_mapping(each):
                inner = self._note(each, way, base)
                pending.extend((item, (*way, key), inner) for key, item in each.items())

    def _note(self, each: dict[str, Any], way: Tokens, base: str) -> str:
        """Notes an object's names; the base is given by which references inside it are read."""
        for key in _ANCHORS:
            if isinstance(each.get(key), str):
                self._anchors.setdefault(each[key], []).append(way)
        said = each.get("$id") if way else each.get("$self")
        if not isinstance(said, str):
            return base
        self._ids[way] = joined(base, said).rstrip("#")
        return self._ids[way]

    def base(self, way: Tokens) -> tuple[Tokens, str]:
        """The innermost schema around a place that has an `$id`, and that; or the file."""
        for length in range(len(way), -1, -1):
            if way[:length] in self._ids:
                return way[:length], self._ids[way[:length]]
        return (), ""

    def with_id(self, said: str) -> Tokens | None:
        """The schema of an `$id`, given whole."""
        return next((way for way, each in self._ids.items() if each == said), None)

    def with_anchor(self, name: str, inside: Tokens) -> Tokens | None:
        """The schema of an `$anchor`, the one inside a schema first."""
        ways = self._anchors.get(name, [])
        within = [way for way in ways if way[: len(inside)] == inside]
        return next(iter((*within, *ways)), None)


def joined(base: str, said: str) -> str:
    """A reference as it is meant in a schema whose `$id` is the base."""
    try:
        return urljoin(base, said)
    except ValueError:  # a port that is none, brackets that don't pair
        return said
