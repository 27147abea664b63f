"""Python's words: any name of a document in, an identifier out; a type in, an annotation out."""

from __future__ import annotations

import ast
import keyword
import unicodedata
from collections.abc import Callable, Iterable, Set
from typing import NewType

from clientsmith.api.case import pascal, snake
from clientsmith.api.ir import (
    Array,
    Enumeration,
    MapOf,
    Nullable,
    Primitive,
    Ref,
    SchemaKey,
    Type,
    Union,
)
from clientsmith.languages.escapers import literal

Identifier = NewType("Identifier", str)
"""A name that is safe in Python code: made by the functions of this module alone."""

_LONGEST = 120
_CONSTANTS = frozenset({"None", "True", "False"})

# What generated modules import or define themselves: a class of this name would hide it.
RESERVED_CLASSES = frozenset(
    [
        "Annotated",
        "Any",
        "AsyncPaginator",
        "AsyncResource",
        "Base64FileInput",
        "BaseModel",
        "Body",
        "Dict",
        "Field",
        "FileTypes",
        "Headers",
        "Iterable",
        "List",
        "Literal",
        "Mapping",
        "NotGiven",
        "NotRequired",
        "Omit",
        "Operation",
        "Query",
        "Sequence",
        "SyncResource",
        "Timeout",
        "TypeAlias",
        "TypedDict",
        "Variants",
        "TYPE_CHECKING",
        "Ellipsis",
        "NotImplemented",
    ]
)

# Attributes that pydantic's models and ours have: a field of this name would break them.
RESERVED_FIELDS = frozenset(
    [
        "construct",
        "copy",
        "dict",
        "fields_set",
        "json",
        "model_computed_fields",
        "model_config",
        "model_construct",
        "model_copy",
        "model_dump",
        "model_dump_json",
        "model_extra",
        "model_fields",
        "model_fields_set",
        "model_json_schema",
        "model_parametrized_name",
        "model_post_init",
        "model_rebuild",
        "model_validate",
        "model_validate_json",
        "model_validate_strings",
        "parse_file",
        "parse_obj",
        "parse_raw",
        "schema",
        "schema_json",
        "to_dict",
        "to_json",
        "update_forward_refs",
        "validate",
        "from_orm",
    ]
)

# Parameters that every method has of its own.
RESERVED_ARGUMENTS = frozenset({"self", "extra_headers", "extra_query", "extra_body", "timeout"})

# Attributes of a resource object: a method or sub-resource of this name would hide it.
RESERVED_MEMBERS = frozenset({"with_raw_response", "with_streaming_response", "mro"})


def class_name(text: str) -> Identifier:
    """`pet-owner` -> `PetOwner`; a name that is a class name already stays as it is."""
    kept = text if text.isascii() and text.isidentifier() and text[0].isupper() else pascal(text)
    kept = kept.replace("_", "") if not kept.isidentifier() else kept
    return _safe(kept or "Value", prefix="Type", avoid=RESERVED_CLASSES, suffix="Model")


def variable_name(text: str, avoid: Set[str] = frozenset()) -> Identifier:
    """`petOwner` -> `pet_owner`; a keyword, or a name to avoid, gets a trailing underscore."""
    return _safe(snake(_ascii(text)) or "value", prefix="n", avoid=avoid, suffix="_")


def field_name(text: str) -> Identifier:
    """The attribute of a model for a member of an object."""
    return variable_name(text, RESERVED_FIELDS)


def key_name(text: str) -> Identifier:
    """The key of a TypedDict for a member of an object: its own name, where Python can write it."""
    private = text.startswith("__")  # which the body of a class would mangle
    if text.isascii() and text.isidentifier() and not keyword.iskeyword(text) and not private:
        return Identifier(text)
    return field_name(text)


def argument_name(text: str) -> Identifier:
    """The argument for a parameter or a body's member."""
    return variable_name(text, RESERVED_ARGUMENTS)


def member_name(text: str) -> Identifier:
    """The method or sub-resource of a resource."""
    return variable_name(text, RESERVED_MEMBERS)


def numbered(name: Identifier, taken: Set[str]) -> Identifier:
    """The name, or the first of `name_2`, `name_3`, … that is free."""
    found, count = name, 2
    while found in taken:
        separator = "" if name[0].isupper() else "_"
        found, count = Identifier(f"{name}{separator}{count}"), count + 1
    return found


def _ascii(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text)
    return folded.encode("ascii", "ignore").decode("ascii")


def _safe(text: str, *, prefix: str, avoid: Set[str], suffix: str) -> Identifier:
    text = text[:_LONGEST]
    if text[0].isdigit():
        text = f"{prefix}{text}"
    if keyword.iskeyword(text) or text in avoid or text in _CONSTANTS:
        text = f"{text}{suffix}"
    if not (text.isascii() and text.isidentifier()):
        raise ValueError(f"{text!r} is no identifier")
    return Identifier(text)


class Annotations:
    """Writes types as annotations of one side of a call.

    `name_of` gives the class for a schema; what the annotations need imported collects in
    `typing` and `schemas`.
    """

    def __init__(self, name_of: Callable[[SchemaKey], Identifier], *, asked: bool) -> None:
        self._name_of = name_of
        self._asked = asked
        self.typing: set[str] = set()
        self.runtime: set[str] = set()
        self.schemas: set[SchemaKey] = set()

    def write(self, type_: Type) -> str:
        """The annotation of a type."""
        if isinstance(type_, Ref):
            self.schemas.add(type_.key)
            return self._name_of(type_.key)
        if isinstance(type_, Primitive):
            return self._primitive(type_)
        if isinstance(type_, Enumeration):
            return self._enumeration(type_)
        if isinstance(type_, Array):
            return self._array(type_)
        if isinstance(type_, MapOf):
            container = self._use("Mapping" if self._asked else "Dict")
            return f"{container}[str, {self.write(type_.value)}]"
        if isinstance(type_, Nullable):
            return self.alternatives([self.write(type_.inner), "None"])
        if isinstance(type_, Union):
            return self.alternatives(self.write(member) for member in type_.members)
        return "object"

    def alternatives(self, annotations: Iterable[str]) -> str:
        """Several annotations as one, each once, None at the end."""
        parts = dict.fromkeys(part for each in annotations for part in _split(each))
        if "object" in parts:
            return "object"
        return " | ".join(sorted(parts, key=lambda part: part == "None"))

    def _use(self, name: str) -> str:
        self.typing.add(name)
        return name

    def _primitive(self, type_: Primitive) -> str:
        if type_.kind == "string":
            return self._string(type_.format)
        return {"integer": "int", "number": "float", "boolean": "bool", "null": "None"}[type_.kind]

    def _string(self, format_: str) -> str:
        if format_ in ("date-time", "date"):
            name = self._use("datetime" if format_ == "date-time" else "date")
            return f"str | {name}" if self._asked else name
        if format_ == "binary":
            if self._asked:
                self.runtime.add("FileTypes")
            return "FileTypes" if self._asked else "str"
        if format_ == "byte" and self._asked:
            self.runtime.add("Base64FileInput")
            return "str | Base64FileInput"
        return "str"

    def _enumeration(self, type_: Enumeration) -> str:
        if any(isinstance(value, float) for value in type_.values):
            return "float"  # PEP 586: a float is no literal
        self._use("Literal")
        return f"Literal[{', '.join(literal(value) for value in type_.values)}]"

    def _array(self, type_: Array) -> str:
        item = self.write(type_.item)
        if not self._asked:
            return f"{self._use('List')}[{item}]"
        # A string is a sequence of strings: only objects may come from any iterable.
        scalar = isinstance(type_.item, Primitive | Enumeration)
        return f"{self._use('Sequence' if scalar else 'Iterable')}[{item}]"


def _split(annotation: str) -> list[str]:
    """The alternatives of an annotation at its outermost level."""
    found: list[str] = []
    pending = [ast.parse(annotation, mode="eval").body]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.BinOp):
            pending += [node.right, node.left]
        else:
            found.append(ast.unparse(node))
    return found
