"""An API in, what the runtime warns of out: values of arguments that end, and on which days."""

from __future__ import annotations

from collections.abc import Iterator

from clientsmith.api.ir import Api, Operation
from clientsmith.api.types import Nullable, Ref, SchemaKey, Type
from clientsmith.languages.names import Names
from clientsmith.languages.protocol import Identifier
from clientsmith.languages.views import KeywordView


class Endings:
    """Schemas with values that end, each told once; operations say which of them an argument has."""

    def __init__(self, api: Api, names: Names) -> None:
        self._names = names
        self._tables = {key: dict(each.ends) for key, each in api.schemas().items() if each.ends}

    def settings(self) -> Iterator[KeywordView]:
        """By schema: values, and the days on which they end."""
        if self._tables:
            tables = {str(key): table for key, table in self._tables.items()}
            yield KeywordView(Identifier("ends"), tables)

    def of(self, operation: Operation) -> Iterator[KeywordView]:
        """The arguments of an operation that have such a schema."""
        given = self._names.arguments[operation.id]
        found = {
            str(given[place]): str(key)
            for place, type_ in _taken(operation)
            if place in given and (key := self._key(type_)) is not None
        }
        if found:
            yield KeywordView(Identifier("ends"), found)

    def _key(self, type_: Type) -> SchemaKey | None:
        inner = type_.inner if isinstance(type_, Nullable) else type_
        return inner.key if isinstance(inner, Ref) and inner.key in self._tables else None


def _taken(operation: Operation) -> Iterator[tuple[tuple[str, str], Type]]:
    """What a call takes: its place and name on the wire, and its type."""
    for parameter in operation.parameters:
        yield (parameter.location, parameter.name), parameter.type
    for name, properties in operation.body.members().items() if operation.body else ():
        yield ("body", name), properties[0].type
