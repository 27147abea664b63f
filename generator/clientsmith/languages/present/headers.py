"""The headers that answers declare in, their type by status, and how each is written, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from clientsmith.api.ir import AliasShape, Api, Header, ObjectShape, Operation, Response
from clientsmith.api.types import (
    Array,
    Enumeration,
    MapOf,
    Nullable,
    Primitive,
    Ref,
    SchemaKey,
    Type,
)
from clientsmith.languages.forms import Form, OneOf, OrNull
from clientsmith.languages.protocol import Identifier, TypeView
from clientsmith.languages.trees import Trees
from clientsmith.languages.views import KeywordView

Written = object
"""`text`, `integer`, `number`, `boolean`, `json`; `("list", "integer")`; `("object", {"a": "text"})`,
with a star where members are written `a=1`."""


class Headers:
    """What the answers of one API say in their headers."""

    def __init__(self, api: Api, trees: Trees) -> None:
        self._schemas = api.schemas()
        self._trees = trees
        rows = [self.by_status(each) for each in api.operations()]
        texts = [repr(each) for each in rows]
        most = Counter(texts).most_common(1)
        self.usual = rows[texts.index(most[0][0])] if most else {}
        """Those of the most operations, said once for all."""

    def settings(self) -> Iterator[KeywordView]:
        """What answers usually say."""
        if self.usual:
            yield KeywordView(Identifier("header_types"), self.usual)

    def of(self, operation: Operation) -> Iterator[KeywordView]:
        """What the descriptor says of headers that are not as usual."""
        found = self.by_status(operation)
        if found != self.usual:
            yield KeywordView(Identifier("header_types"), found)

    def by_status(self, operation: Operation) -> dict[str, tuple[TypeView, dict[str, Written]]]:
        """The type of each success's headers, and how they are written."""
        return {
            response.status.upper().replace("DEFAULT", "default"): (
                TypeView(self._trees.of(response.headers_type, "response"), "response"),
                dict(self._written(response)),
            )
            for response in operation.responses
            if response.headers_type is not None
        }

    def type(self, operation: Operation) -> Form | None:
        """What the headers of a success are; null where one declares none."""
        successes = [each for each in operation.responses if each.success]
        types = dict.fromkeys(each.headers_type for each in successes)
        forms = [self._trees.of(each, "response") for each in types if each is not None]
        if not forms:
            return None
        form = forms[0] if len(forms) == 1 else OneOf(tuple(forms))
        return OrNull(form) if None in types else form

    def _written(self, response: Response) -> Iterator[tuple[str, Written]]:
        shape = self._shape(response.headers_type)
        assert isinstance(shape, ObjectShape)
        names = {each.name for each in shape.properties}
        for header in response.headers:
            if header.name in names:
                yield header.name, self._header(header)

    def _header(self, header: Header) -> Written:
        if header.json:
            return "json"
        shape = self._shape(header.type)
        kind = "object*" if header.explode else "object"
        if isinstance(shape, Array):
            return "list", self._scalar(shape.item)
        if isinstance(shape, ObjectShape):
            return kind, {each.name: self._scalar(each.type) for each in shape.properties}
        if isinstance(shape, MapOf):
            return kind, dict[str, str]()
        return self._scalar(header.type)

    def _scalar(self, type_: Type) -> str:
        match self._shape(type_):
            case Primitive("integer" | "number" | "boolean" as kind):
                return kind
            case Enumeration(values) if not any(isinstance(each, str) for each in values):
                return "number"
            case _:
                return "text"

    def _shape(self, type_: Type | None) -> Type | ObjectShape | None:
        """What a type is, through its names."""
        seen: set[SchemaKey] = set()
        while isinstance(type_, Ref | Nullable):
            if isinstance(type_, Nullable):
                type_ = type_.inner
                continue
            if type_.key in seen:
                return None
            seen.add(type_.key)
            shape = self._schemas[type_.key].shape
            if not isinstance(shape, AliasShape):
                return shape
            type_ = shape.type
        return type_
