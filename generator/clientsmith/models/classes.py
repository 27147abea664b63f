"""The objects of one module and side in, the views of their classes out."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from clientsmith.api.ir import ObjectShape, Schema, SchemaKey
from clientsmith.cache import Cache
from clientsmith.languages.python import key_name
from clientsmith.models.annotations import names_in, respell, write
from clientsmith.models.components import ComponentsWriter, field_token, visible
from clientsmith.models.door import ClassFields, FieldAnnotation, annotate
from clientsmith.models.imports import Used
from clientsmith.names import Names
from clientsmith.views import ClassView, FieldView

_ENGINE = "2"
"""Part of every cache key: raise it when the way the engine is called changes."""


class ClassMaker:
    """Makes the classes of one module and side."""

    def __init__(self, names: Names, cache: Cache, used: Used, *, asked: bool) -> None:
        self._names = names
        self._cache = cache
        self._used = used
        self._asked = asked

    def make(self, schemas: Iterable[Schema]) -> tuple[ClassView, ...]:
        """A class for each object among the schemas; what they use is noted."""
        objects = [each for each in schemas if isinstance(each.shape, ObjectShape)]
        writer = ComponentsWriter(asked=self._asked)
        document = writer.document(objects)
        annotated = _cached(document, self._cache, asked=self._asked)
        tokens = {
            token: self._used.name_of(key, asked=asked)
            for token, (key, asked) in writer.tokens.items()
        }
        return tuple(
            self._class(each, annotated[writer.token(each.key, asked=self._asked)], writer, tokens)
            for each in objects
        )

    def _class(
        self,
        schema: Schema,
        annotated: Mapping[str, FieldAnnotation],
        writer: ComponentsWriter,
        tokens: Mapping[str, str],
    ) -> ClassView:
        assert isinstance(schema.shape, ObjectShape)
        respelled = {
            field: FieldAnnotation(respell(found.annotation, asked=self._asked), found.required)
            for field, found in annotated.items()
        }
        for found in respelled.values():
            self._used.note(names_in(found.annotation), writer.tokens)
        fields = tuple(self._fields(schema.key, schema.shape, respelled, tokens))
        name = self._used.name_of(schema.key, asked=self._asked)
        functional = self._asked and any(each.renamed for each in fields)  # PEP 589
        return ClassView(name, schema.description, fields, functional)

    def _fields(
        self,
        key: SchemaKey,
        shape: ObjectShape,
        annotated: Mapping[str, FieldAnnotation],
        tokens: Mapping[str, str],
    ) -> Iterator[FieldView]:
        names = self._names.schemas[key].fields
        for index, member in enumerate(visible(shape, asked=self._asked)):
            found = annotated[field_token(index)]
            name = key_name(member.name) if self._asked else names[member.name]
            yield FieldView(
                name=name,
                wire_name=member.name,
                annotation=self._annotation(found, tokens),
                required=found.required,
                renamed=name != member.name,
                description=member.description,
            )

    def _annotation(self, found: FieldAnnotation, tokens: Mapping[str, str]) -> str:
        """A model's field that may be missing is None then."""
        spelled = write(found.annotation, tokens)
        if self._asked or found.required or spelled in ("object", "None"):
            return spelled
        return spelled if spelled.endswith("| None") else f"{spelled} | None"


def _cached(
    document: dict[str, Any], cache: Cache, *, asked: bool
) -> dict[str, dict[str, FieldAnnotation]]:
    """The engine's annotations, from the cache where the same document has been seen."""
    key = json.dumps([_ENGINE, asked, document], sort_keys=True)
    kept = cache.get("models", key)
    if kept is None:
        kept = json.dumps(_packed(annotate(document, asked=asked)))
        cache.put("models", key, kept)
    return {
        name: {
            field: FieldAnnotation(ast.parse(text, mode="eval").body, required)
            for field, (text, required) in fields.items()
        }
        for name, fields in json.loads(kept).items()
    }


def _packed(classes: ClassFields) -> dict[str, dict[str, tuple[str, bool]]]:
    return {
        name: {
            field: (ast.unparse(found.annotation), found.required)
            for field, found in fields.items()
        }
        for name, fields in classes.items()
    }
