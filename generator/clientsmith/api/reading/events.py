"""The type of a stream's items in, whether it describes whole events out, and what their data is."""

from __future__ import annotations

from collections.abc import Iterator

from clientsmith.api.ir import AliasShape, StreamKind
from clientsmith.api.reading.schemas import SchemaReader, without_null
from clientsmith.api.types import Enumeration, Primitive, Ref, Type, Union
from clientsmith.document.events import FIELDS

_MOST = 1000


def event_kind(item: Type, schemas: SchemaReader) -> StreamKind | None:
    """An item is a whole event if it, or each of its alternatives, has `data`, and has nothing that
    events don't have; if all data are texts, they are no JSON."""
    texts: list[bool] = []
    for each in _alternatives(item, schemas):
        shape = schemas.object_of(each)
        fields = {} if shape is None else {row.name: row.type for row in shape.properties}
        if "data" not in fields or not fields.keys() <= FIELDS:
            return None
        texts.append(all(_is_text(data) for data in _alternatives(fields["data"], schemas)))
    if not texts:
        return None
    return "event_text" if all(texts) else "event_json"


def _alternatives(type_: Type, schemas: SchemaReader) -> Iterator[Type]:
    """What a type may be, through names and unions."""
    pending = [type_]
    for _ in range(_MOST):
        if not pending:
            return
        each = without_null(pending.pop())
        shape = schemas.schemas[each.key].shape if isinstance(each, Ref) else None
        if isinstance(shape, AliasShape):
            pending.append(shape.type)
        elif isinstance(each, Union):
            pending.extend(each.members)
        else:
            yield each


def _is_text(type_: Type) -> bool:
    if isinstance(type_, Enumeration):
        return all(isinstance(each, str) for each in type_.values)
    return isinstance(type_, Primitive) and type_.kind == "string"
