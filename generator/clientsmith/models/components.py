"""The objects of one module and one side in, a components-only document for the door out.

Nothing of the source document reaches it but types and enumeration values: classes and fields have
the names that we chose, texts and constraints stay behind.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from clientsmith.ir import (
    Anything,
    Array,
    Enumeration,
    MapOf,
    Nullable,
    ObjectShape,
    Primitive,
    Property,
    Ref,
    Schema,
    Type,
    Union,
)
from clientsmith.names import Names

Json = dict[str, Any]


class ComponentsWriter:
    """Writes one side's types as JSON Schema; every reference is to a class by its final name."""

    def __init__(self, names: Names, *, asked: bool) -> None:
        self._names = names
        self._asked = asked

    def document(self, schemas: Iterable[Schema]) -> Json:
        """A document with a component for each object."""
        components: Json = {}
        for schema in schemas:
            if isinstance(schema.shape, ObjectShape):
                components[self._class(Ref(schema.key), asked=self._asked)] = self._object(
                    schema, schema.shape
                )
        return {
            "openapi": "3.1.0",
            "info": {"title": "components", "version": "1"},
            "paths": {},
            "components": {"schemas": components},
        }

    def _object(self, schema: Schema, shape: ObjectShape) -> Json:
        fields = self._names.schemas[schema.key].fields
        members = visible(shape, asked=self._asked)
        return {
            "type": "object",
            "properties": {fields[member.name]: self._member(member) for member in members},
            "required": [fields[member.name] for member in members if member.required],
        }

    def _member(self, member: Property) -> Json:
        written = self.write(member.type)
        if not self._asked or not member.accepts:
            return written
        accepted = [self._reference(ref, asked=False) for ref in member.accepts]
        return {"anyOf": [written, *accepted]}

    def write(self, type_: Type) -> Json:
        """A type as JSON Schema."""
        if isinstance(type_, Ref):
            return self._reference(type_, asked=self._asked)
        if isinstance(type_, Primitive):
            return self._primitive(type_)
        if isinstance(type_, Enumeration):
            if any(isinstance(value, float) for value in type_.values):
                return {"type": "number"}  # PEP 586: a float is no literal
            return {"enum": list(type_.values)}
        if isinstance(type_, Array):
            return {"type": "array", "items": self.write(type_.item)}
        if isinstance(type_, MapOf):
            return {"type": "object", "additionalProperties": self.write(type_.value)}
        if isinstance(type_, Nullable):
            return {"anyOf": [self.write(type_.inner), {"type": "null"}]}
        if isinstance(type_, Union):
            return {"anyOf": [self.write(member) for member in type_.members]}
        assert isinstance(type_, Anything)
        return {}

    def _primitive(self, type_: Primitive) -> Json:
        plain: Json = {"type": type_.kind}
        if type_.kind != "string" or not type_.format:
            return plain
        if type_.format in ("date-time", "date"):
            written = {"type": "string", "format": type_.format}
            return {"anyOf": [plain, written]} if self._asked else written
        if self._asked:
            files = {"$ref": f"{CLASSES}#/components/schemas/{FILES[type_.format]}"}
            return files if type_.format == "binary" else {"anyOf": [plain, files]}
        return plain

    def _class(self, ref: Ref, *, asked: bool) -> str:
        own = self._names.schemas[ref.key]
        name = own.param if asked else own.model
        assert name is not None, f"{ref.key} is not on this side"
        return name

    def _reference(self, ref: Ref, *, asked: bool) -> Json:
        """Every class is elsewhere: the door only writes its name, our templates import it."""
        return {"$ref": f"{CLASSES}#/components/schemas/{self._class(ref, asked=asked)}"}


CLASSES = "classes.json"
"""The document that all classes are said to stand in."""

FILES = {"binary": "FileTypes", "byte": "Base64FileInput"}
"""What a request may give for a string of these formats; the classes are the runtime's."""


def visible(shape: ObjectShape, *, asked: bool) -> tuple[Property, ...]:
    """The members of an object on one side: a request has none that only the server writes."""
    return tuple(
        member
        for member in shape.properties
        if not (member.read_only if asked else member.write_only)
    )
