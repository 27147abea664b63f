"""Operations in, the same out with a type for the headers that each success declares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from clientsmith.api.case import pascal
from clientsmith.api.ir import Header, Operation, Property, Response
from clientsmith.api.reading.schemas import Hint, SchemaReader
from clientsmith.api.types import Ref

_SHARED = "ResponseHeaders"

Headers = tuple[Header, ...]


def type_headers(
    operations: Iterable[Operation],
    schemas: SchemaReader,
    modules: Mapping[str, tuple[str, ...]],
    known: Mapping[str, str],
) -> list[Operation]:
    """The operations with types of headers; those that several have are one type.

    `known` are the names, and beginnings of names, for which every response has a property.
    """
    operations = list(operations)
    names = tuple(each.lower() for each in known.values())
    counted = Counter(
        declared for each in operations for declared in {*_declared(each, names)} if declared
    )
    typed = _Typed(schemas, counted, names)
    return [typed.operation(each, modules[each.id]) for each in operations]


def _declared(operation: Operation, known: tuple[str, ...]) -> Iterator[Headers]:
    for response in operation.responses:
        if response.success:
            yield _unknown(response, known)


def _unknown(response: Response, known: tuple[str, ...]) -> Headers:
    """What a response declares and the client has no property for."""
    return tuple(each for each in response.headers if not each.name.lower().startswith(known))


@dataclass
class _Typed:
    """Types of headers, each made when it is first met."""

    schemas: SchemaReader
    counted: Mapping[Headers, int]
    known: tuple[str, ...]
    made: dict[Headers, Ref] = field(default_factory=dict[Headers, Ref])

    def operation(self, operation: Operation, module: tuple[str, ...]) -> Operation:
        """The operation with a type for the headers of each success."""
        responses = tuple(self._response(each, operation, module) for each in operation.responses)
        return replace(operation, responses=responses)

    def _response(
        self, response: Response, operation: Operation, module: tuple[str, ...]
    ) -> Response:
        headers = _unknown(response, self.known) if response.success else ()
        if not headers:
            return response
        if headers not in self.made:
            name = f"{pascal(operation.id)}Headers" if self.counted[headers] == 1 else _SHARED
            properties = tuple(
                Property(each.name, each.type, each.required, each.description, operation.place)
                for each in headers
            )
            said = "What a response says in its headers."
            self.made[headers] = self.schemas.object(Hint(module, name), properties, said)
        return replace(response, headers_type=self.made[headers])
