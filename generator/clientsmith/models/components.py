"""The objects of one module and one side in, a components-only document for the door out.

Nothing of the source document reaches it but types and enumeration values: classes and fields have
the names that we chose, texts and constraints stay behind.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from clientsmith.api.ir import (
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
    SchemaKey,
    Type,
    Union,
)

Json = dict[str, Any]


class ComponentsWriter:
    """Writes one side's objects as JSON Schema, with a token for each class and field.

    The engine renames what it thinks no good name; a token (`T7`, `f2`) is always one, and `tokens`
    tells what each stands for.
    """

    def __init__(self, *, asked: bool) -> None:
        self._asked = asked
        self._own: set[str] = set()
        self._given: dict[tuple[SchemaKey, bool], str] = {}

    @property
    def tokens(self) -> dict[str, tuple[SchemaKey, bool]]:
        """The schema, and the side of it, that each token stands for."""
        return {token: use for use, token in self._given.items()}

    def token(self, key: SchemaKey, *, asked: bool) -> str:
        """The token of one side of a schema."""
        return self._given.setdefault((key, asked), f"T{len(self._given)}")

    def document(self, schemas: Iterable[Schema]) -> Json:
        """A document with a component for each object."""
        objects = {self.token(each.key, asked=self._asked): each for each in schemas}
        self._own = set(objects)
        components: Json = {
            token: self._object(schema.shape)
            for token, schema in objects.items()
            if isinstance(schema.shape, ObjectShape)
        }
        return {
            "openapi": "3.1.0",
            "info": {"title": "components", "version": "1"},
            "paths": {},
            "components": {"schemas": components},
        }

    def _object(self, shape: ObjectShape) -> Json:
        members = {
            field_token(index): member
            for index, member in enumerate(visible(shape, asked=self._asked))
        }
        return {
            "type": "object",
            "properties": {token: self._member(member) for token, member in members.items()},
            "required": [token for token, member in members.items() if member.required],
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

    def _reference(self, ref: Ref, *, asked: bool) -> Json:
        """A class of this document, or of elsewhere: then the engine only writes its token."""
        token = self.token(ref.key, asked=asked)
        return {"$ref": f"{'' if token in self._own else CLASSES}#/components/schemas/{token}"}


def field_token(index: int) -> str:
    """The token of an object's member, by its place among those of its side."""
    return f"f{index}"


CLASSES = "classes.json"
"""The document that the classes of other modules, and all aliases, are said to stand in."""

FILES = {"binary": "FileTypes", "byte": "Base64FileInput"}
"""What a request may give for a string of these formats; the classes are the runtime's."""


def visible(shape: ObjectShape, *, asked: bool) -> tuple[Property, ...]:
    """The members of an object on one side: a request has none that only the server writes."""
    return tuple(
        member
        for member in shape.properties
        if not (member.read_only if asked else member.write_only)
    )
