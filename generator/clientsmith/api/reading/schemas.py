"""Schema nodes in, the type algebra out: each named schema once, inline objects hoisted and named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from clientsmith.api.case import pascal, singular, split_words
from clientsmith.api.ir import (
    AliasShape,
    Anything,
    Array,
    Discriminator,
    Enumeration,
    MapOf,
    Nullable,
    ObjectShape,
    Primitive,
    PrimitiveKind,
    Property,
    Ref,
    Schema,
    SchemaKey,
    Type,
    Union,
)
from clientsmith.api.reading.allof import Member, members_of, parts_of
from clientsmith.api.reading.locations import key_of
from clientsmith.document import Node

_PRIMITIVES: dict[str, PrimitiveKind] = {
    "string": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
}
_FORMATS = frozenset({"date-time", "date", "binary", "byte"})


@dataclass(frozen=True, slots=True)
class Hint:
    """What an inline schema would be called, should it need a name."""

    module: tuple[str, ...]
    name: str

    def member(self, *words: str) -> Hint:
        """The hint for something inside this one."""
        return Hint(self.module, pascal(self.name, *words))


class SchemaReader:
    """Reads schema nodes as they are met; the named ones collect in `schemas`."""

    def __init__(self) -> None:
        self.schemas: dict[SchemaKey, Schema] = {}
        self._keys: dict[object, SchemaKey] = {}
        self._taken: set[SchemaKey] = set()
        self._pending: list[tuple[SchemaKey, Node]] = []

    def read(self, node: Node, hint: Hint) -> Type:
        """The type that a schema node stands for; every schema it reaches is read as well."""
        found = self._type(node, hint)
        self._drain()
        return found

    def named(self, node: Node, hint: Hint) -> Type:
        """As `read`, but a type that is no name yet and no scalar is given the hint's name."""
        found = self.read(node, hint)
        if isinstance(found, Ref | Primitive | Anything):
            return found
        return self.alias(found, node, hint)

    def declare(self, node: Node) -> None:
        """Reads a schema that has a name where it stands."""
        self._key(node.resolve())
        self._drain()

    def alias(self, type_: Type, node: Node, hint: Hint) -> Ref:
        """A new name for a type."""
        key = self._free_key(hint)
        self.schemas[key] = Schema(key, AliasShape(type_), _description(node), node.place)
        return Ref(key)

    def object_of(self, type_: Type | None) -> ObjectShape | None:
        """The object that a type stands for, through names; None for anything else."""
        for _ in range(16):
            if not isinstance(type_, Ref):
                break
            shape = self.schemas[type_.key].shape
            if isinstance(shape, ObjectShape):
                return shape
            type_ = shape.type
        return None

    def _drain(self) -> None:
        while self._pending:
            key, target = self._pending.pop()
            self.schemas[key] = self._declare(key, target)

    # --- names ---

    def _key(self, target: Node, hint: Hint | None = None) -> SchemaKey:
        key = self._keys.get(target.identity)
        if key is None:
            wanted = key_of(target) if hint is None else SchemaKey(hint.module, hint.name)
            key = self._free_key(Hint(wanted.module, wanted.name))
            self._keys[target.identity] = key
            self._pending.append((key, target))
        return key

    def _free_key(self, hint: Hint) -> SchemaKey:
        key, count = SchemaKey(hint.module, hint.name or "Value"), 2
        while key in self._taken:
            key, count = SchemaKey(hint.module, f"{hint.name}{count}"), count + 1
        self._taken.add(key)
        return key

    def _declare(self, key: SchemaKey, node: Node) -> Schema:
        hint = Hint(key.module, pascal(key.name))
        members = members_of(node) if _is_object(node) else ()
        if members or _is_closed_object(node):
            shape: ObjectShape | AliasShape = self._object(node, members, hint)
        else:
            shape = AliasShape(self._inline(node, hint, top=True))
        extension = node.get("x-client")
        return Schema(
            key,
            shape,
            _description(node),
            node.place,
            deprecated=node.flag("deprecated"),
            exported_as=tuple(extension.strings("also")) if extension is not None else (),
            values_as=tuple(extension.strings("values")) if extension is not None else (),
            accepts=self._accepts(node),
        )

    # --- types ---

    def _type(self, node: Node, hint: Hint) -> Type:
        if not isinstance(node.value, dict):
            return Anything()
        if "$ref" in node:
            inner: Type = Ref(self._key(node.resolve()))
            return Nullable(inner) if node.flag("nullable") else inner
        parts = parts_of(node)
        if len(parts) == 1 and not node.has_any("properties", "oneOf", "anyOf"):
            inner = self._type(parts[0], hint)
            return Nullable(inner) if node.flag("nullable") else inner
        if _is_object(node) and members_of(node):
            inner = Ref(self._key(node, hint))
            return Nullable(inner) if _is_nullable(node) else inner
        return self._inline(node, hint)

    def _inline(self, node: Node, hint: Hint, *, top: bool = False) -> Type:
        """The type of a node that declares no members of its own."""
        inner, nullable = self._bare(node, hint, top=top), _is_nullable(node)
        if isinstance(inner, Nullable) or not nullable:
            return inner
        return Nullable(inner)

    def _bare(self, node: Node, hint: Hint, *, top: bool) -> Type:
        for keyword in ("oneOf", "anyOf"):
            if keyword in node:
                return self._union(node, list(node[keyword].elements()), hint, top=top)
        if "const" in node:
            return _enumeration([node["const"].value])
        if "enum" in node and node["enum"].value:
            return _enumeration(node["enum"].value)
        parts = parts_of(node)
        if len(parts) == 1:
            return self._type(parts[0], hint)
        return self._by_type(node, hint)

    def _by_type(self, node: Node, hint: Hint) -> Type:
        kinds = [kind for kind in _kinds(node) if kind != "null"]
        found = [self._kind(kind, node, hint) for kind in kinds]
        if not found:
            return Anything()
        return found[0] if len(found) == 1 else Union(tuple(found))

    def _kind(self, kind: str, node: Node, hint: Hint) -> Type:
        if kind in _PRIMITIVES:
            return Primitive(_PRIMITIVES[kind], _format(node))
        if kind == "array":
            items = node.get("items")
            return Array(self._type(items, _item_hint(hint)) if items is not None else Anything())
        for keyword in ("additionalProperties", "unevaluatedProperties"):
            value = node.get(keyword)
            if value is not None and value.mapping:
                return MapOf(self._type(value, hint.member("Value")))
        return MapOf(Anything())

    def _union(self, node: Node, branches: list[Node], hint: Hint, *, top: bool) -> Type:
        branches = [branch for branch in branches if not _is_bare_requirement(branch)]
        nulls = [branch for branch in branches if _kinds(branch) == ["null"]]
        nulls += [branch for branch in branches if branch.value == {"enum": [None]}]
        rest = [branch for branch in branches if branch not in nulls]
        members = _distinct(
            self._type(branch, _branch_hint(hint, branch, index))
            for index, branch in enumerate(rest, 1)
        )
        if not members:
            return Anything()
        inner: Type = members[0]
        if len(members) > 1:
            discriminator = self._discriminator(node)
            inner = Union(members, discriminator)
            if discriminator is not None and not top:
                inner = self.alias(inner, node, hint)
        return Nullable(inner) if nulls else inner

    def _discriminator(self, node: Node) -> Discriminator | None:
        declared = node.get("discriminator")
        if declared is None or "propertyName" not in declared:
            return None
        mapping = declared.get("mapping")
        rows = [
            (tag, self._key(target.follow()))
            for tag, target in (mapping.items() if mapping is not None else ())
        ]
        other = declared.get("defaultMapping")
        default = self._key(other.follow()) if other is not None else None
        return Discriminator(str(declared["propertyName"].value), tuple(rows), default)

    # --- objects ---

    def _object(self, node: Node, members: Iterable[Member], hint: Hint) -> ObjectShape:
        properties = tuple(self._property(member, hint) for member in members)
        value = node.get("additionalProperties")
        additional: Type | None = None
        if value is not None and value.mapping:
            additional = self._type(value, hint.member("Value"))
        return ObjectShape(properties, additional)

    def _property(self, member: Member, hint: Hint) -> Property:
        node = member.node
        described = node.resolve() if "$ref" in node and "description" not in node else node
        default = node.get("default")
        return Property(
            name=member.name,
            type=self._type(node, hint.member(member.name)),
            required=member.required,
            description=_description(described),
            place=node.place,
            default=default.value if default is not None else None,
            has_default=default is not None,
            read_only=node.flag("readOnly"),
            write_only=node.flag("writeOnly"),
            deprecated=node.flag("deprecated"),
            accepts=self._accepts(node),
        )

    def _accepts(self, node: Node) -> tuple[Ref, ...]:
        extension = node.get("x-client")
        accepted = extension.get("accepts") if extension is not None else None
        if accepted is None:
            return ()
        return tuple(Ref(self._key(entry.resolve())) for entry in accepted.elements())


def without_null(type_: Type) -> Type:
    """A type less its null."""
    return type_.inner if isinstance(type_, Nullable) else type_


def _distinct(types: Iterable[Type]) -> tuple[Type, ...]:
    found: dict[Type, None] = {}
    for type_ in types:
        if isinstance(type_, Union) and type_.discriminator is None:
            found.update(dict.fromkeys(type_.members))
        else:
            found[type_] = None
    return tuple(found)


def _enumeration(values: Iterable[object]) -> Type:
    constants = [value for value in values if isinstance(value, str | int | float | bool)]
    inner: Type = Enumeration(tuple(constants)) if constants else Anything()
    return Nullable(inner) if None in values else inner


def _kinds(node: Node) -> list[str]:
    declared = node.get("type")
    if declared is None:
        if node.has_any("properties", "additionalProperties", "patternProperties"):
            return ["object"]
        return ["array"] if "items" in node else []
    if isinstance(declared.value, str):
        return [declared.value]
    return [str(kind) for kind in declared.sequence]


def _format(node: Node) -> str:
    if node.get("contentEncoding") is not None:
        return "byte"
    if "contentMediaType" in node:
        return "binary"
    declared = node.get("format")
    return str(declared.value) if declared is not None and declared.value in _FORMATS else ""


def _is_object(node: Node) -> bool:
    return isinstance(node.value, dict) and "$ref" not in node


def _is_closed_object(node: Node) -> bool:
    """`{type: object}` that says it has no members is an object of none, not a mapping."""
    return (
        _kinds(node) == ["object"]
        and not node.has_any("oneOf", "anyOf", "allOf", "patternProperties")
        and (additional := node.get("additionalProperties")) is not None
        and additional.value is False
    )


def _is_nullable(node: Node) -> bool:
    return node.flag("nullable") or "null" in _kinds(node)


def _is_bare_requirement(branch: Node) -> bool:
    """`{required: [a]}` among alternatives narrows the object it stands in; it is no type."""
    return isinstance(branch.value, dict) and set(branch.mapping) <= {"required", "not"}


def _description(node: Node) -> str:
    for keyword in ("description", "title"):
        found = node.get(keyword)
        if found is not None and isinstance(found.value, str):
            return found.value.strip()
    return ""


def _item_hint(hint: Hint) -> Hint:
    words = split_words(hint.name)
    if words and singular(words[-1]) != words[-1]:
        return Hint(hint.module, "".join([*words[:-1], singular(words[-1])]))
    return hint.member("Item")


def _branch_hint(hint: Hint, branch: Node, index: int) -> Hint:
    title = branch.get("title")
    if title is not None and isinstance(title.value, str) and split_words(title.value):
        return hint.member(title.value)
    return hint.member("Variant", str(index))
