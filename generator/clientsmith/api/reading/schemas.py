"""Schema nodes in, the type algebra out: each named schema once, inline objects hoisted and named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from clientsmith.api.case import pascal
from clientsmith.api.free_names import free_name
from clientsmith.api.ir import AliasShape, ObjectShape, Property, Response, Schema
from clientsmith.api.reading.allof import Composer, Member, parts_of
from clientsmith.api.reading.hints import Hint, branch_hints, item_hint
from clientsmith.api.reading.kinds import (
    is_bare_requirement,
    is_closed_object,
    is_null,
    is_nullable,
    is_schema,
    kinds,
)
from clientsmith.api.reading.locations import key_of
from clientsmith.api.reading.values import (
    chain,
    constants_of,
    constraints_of,
    described_constants,
    flag,
    format_of,
    is_constant,
    is_password,
    joined,
    said_by,
)
from clientsmith.api.types import (
    Anything,
    Array,
    Discriminator,
    Enumeration,
    MapOf,
    Nullable,
    Primitive,
    PrimitiveKind,
    Ref,
    SchemaKey,
    TupleOf,
    Type,
    Union,
)
from clientsmith.document import Node

__all__ = ["Hint", "SchemaReader", "without_null"]

_PRIMITIVES: dict[str, PrimitiveKind] = {
    "string": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
}
_DEEPEST = 12  # an inline schema further inside others gets a name of its own


class SchemaReader:
    """Reads schema nodes as they are met; the named ones collect in `schemas`."""

    def __init__(self) -> None:
        self.schemas: dict[SchemaKey, Schema] = {}
        self.responses: dict[object, Response] = {}
        """What `read_answers` made of responses that need no names of their own."""
        self._keys: dict[object, SchemaKey] = {}
        self._taken: dict[tuple[str, ...], set[str]] = {}
        self._composer = Composer()
        self._depth = 0
        self._pending: list[tuple[SchemaKey, Node, bool]] = []

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

    def is_object(self, node: Node | None) -> bool:
        """Whether a schema is an object that has just the members that it names."""
        if node is None or node.resolve().has_any("oneOf", "anyOf", "patternProperties"):
            return False
        node = node.resolve()
        return bool(self._members(node)) and not isinstance(
            node.mapping.get("additionalProperties"), dict
        )

    def declare(self, node: Node) -> None:
        """Reads a schema that has a name where it stands."""
        self._key(node.resolve())
        self._drain()

    def alias(self, type_: Type, node: Node, hint: Hint) -> Ref:
        """A new name for a type."""
        key = self._free_key(hint)
        self.schemas[key] = Schema(key, AliasShape(type_), _description(node), node.place)
        return Ref(key)

    def object(self, hint: Hint, properties: tuple[Property, ...], description: str) -> Ref:
        """An object that the document has nowhere, and which is called by the hint."""
        key = self._free_key(hint)
        place = properties[0].place
        self.schemas[key] = Schema(key, ObjectShape(properties), description, place)
        return Ref(key)

    def object_of(self, type_: Type | None) -> ObjectShape | None:
        """The object that a type stands for, through names; None for anything else."""
        seen: set[SchemaKey] = set()
        while isinstance(type_, Ref) and type_.key not in seen:
            seen.add(type_.key)
            shape = self.schemas[type_.key].shape
            if isinstance(shape, ObjectShape):
                return shape
            type_ = shape.type
        return None

    def _drain(self) -> None:
        while self._pending:
            key, target, named = self._pending.pop()
            self.schemas[key] = self._declare(key, target, named=named)

    # --- names ---

    def _key(self, target: Node, hint: Hint | None = None) -> SchemaKey:
        key = self._keys.get(target.identity)
        if key is None:
            wanted = key_of(target) if hint is None else SchemaKey(hint.module, hint.name)
            key = self._free_key(Hint(wanted.module, wanted.name))
            self._keys[target.identity] = key
            self._pending.append((key, target, hint is None))
        return key

    def _free_key(self, hint: Hint) -> SchemaKey:
        taken = self._taken.setdefault(hint.module, set())
        return SchemaKey(hint.module, free_name(hint.name or "Value", taken))

    def _declare(self, key: SchemaKey, node: Node, *, named: bool) -> Schema:
        hint = Hint(key.module, pascal(key.name))
        members = self._members(node)
        if members or is_closed_object(node):
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
            exported_as=tuple(extension.strings("exported_as")) if extension is not None else (),
            mounted=named and (extension is None or "mounted" not in extension),
            values_as=tuple(extension.strings("constant")) if extension is not None else (),
            ends=_ends(extension),
            accepts=self._accepts(node),
        )

    # --- types ---

    def _members(self, node: Node) -> tuple[Member, ...]:
        return self._composer.members_of(node) if is_schema(node) else ()

    def _type(self, node: Node, hint: Hint) -> Type:
        """The type of a node; what lies too deep to be written where it stands gets a name."""
        if not isinstance(node.value, dict):
            return Anything()
        if node.is_reference:
            return self._nullable(Ref(self._key(node.resolve())), node)
        if self._depth >= _DEEPEST:
            return Ref(self._key(node, hint))
        self._depth += 1
        found = self._written_out(node, hint)
        self._depth -= 1
        return found

    def _written_out(self, node: Node, hint: Hint) -> Type:
        parts = parts_of(node)
        if len(parts) == 1 and not node.has_any("properties", "oneOf", "anyOf", "required"):
            return self._nullable(self._type(parts[0], hint), node)
        if self._members(node):
            return self._nullable(Ref(self._key(node, hint)), node)
        return self._inline(node, hint)

    def _nullable(self, inner: Type, node: Node) -> Type:
        return Nullable(inner) if is_nullable(node) and not isinstance(inner, Nullable) else inner

    def _inline(self, node: Node, hint: Hint, *, top: bool = False) -> Type:
        """The type of a node that declares no members of its own."""
        return self._nullable(self._bare(node, hint, top=top), node)

    def _bare(self, node: Node, hint: Hint, *, top: bool) -> Type:
        for keyword in ("oneOf", "anyOf"):
            if keyword in node:
                return self._union(node, list(node[keyword].elements()), hint, top=top)
        if "const" in node or ("enum" in node and node["enum"].value):
            return constants_of(node)
        found = self._by_type(node, hint)
        parts = [self._type(part, hint) for part in parts_of(node)]
        return _narrowest([*parts, found])

    def _by_type(self, node: Node, hint: Hint) -> Type:
        said_kinds = [kind for kind in kinds(node) if kind != "null"]
        found = [self._kind(kind, node, hint) for kind in said_kinds]
        if not found:
            return Anything()
        return found[0] if len(found) == 1 else Union(tuple(found))

    def _kind(self, kind: str, node: Node, hint: Hint) -> Type:
        if kind in _PRIMITIVES:
            return Primitive(_PRIMITIVES[kind], format_of(node, kind))
        if kind == "array":
            return self._array(node, hint)
        return MapOf(self._additional(node, hint) or Anything())

    def _array(self, node: Node, hint: Hint) -> Type:
        """A list; one whose first elements have schemas of their own is as long as those are many.

        JSON Schema lets any elements follow them; only where `items` says which, they are foreseen.
        """
        first, items = node.get("prefixItems"), node.get("items")
        if items is not None and items.sequence:  # JSON Schema before 2020
            first, items = items, node.get("additionalItems")
        rest = None
        if items is not None and items.value is not False:
            rest = self._type(items, item_hint(hint))
        if first is None or not first.sequence:
            return Array(Anything() if rest is None else rest)
        elements = enumerate(first.elements(), 1)
        return TupleOf(
            tuple(self._type(each, hint.member("Item", str(index))) for index, each in elements),
            rest,
        )

    def _additional(self, node: Node, hint: Hint) -> Type | None:
        """The type of members that have no names of their own in a schema."""
        patterns = node.get("patternProperties")
        holders = [each for _, each in patterns.items()] if patterns is not None else []
        holders += [
            node[key] for key in ("additionalProperties", "unevaluatedProperties") if key in node
        ]
        found = _distinct(
            self._type(each, hint.member("Value")) for each in holders if each.mapping
        )
        if not found:
            return None
        return found[0] if len(found) == 1 else Union(found)

    def _union(self, node: Node, branches: list[Node], hint: Hint, *, top: bool) -> Type:
        branches = [branch for branch in branches if not is_bare_requirement(branch)]
        rest = [branch for branch in branches if not is_null(branch)]
        constants = [branch for branch in rest if is_constant(branch)]
        found = _distinct(
            (
                described_constants(constants)
                if branch in constants[:1]
                else self._branch(node, branch, own)
            )
            for branch, own in zip(rest, branch_hints(hint, rest), strict=True)
            if branch in constants[:1] or not is_constant(branch)
        )
        if not found:
            return Anything()
        inner: Type = found[0]
        if len(found) > 1:
            discriminator = self._discriminator(node)
            inner = Union(found, discriminator)
            if discriminator is not None and not top:
                inner = self.alias(inner, node, hint)
        return Nullable(inner) if len(rest) < len(branches) else inner

    def _branch(self, union: Node, branch: Node, hint: Hint) -> Type:
        """An alternative; one that only limits (`{minLength: 1}`) has the type that all have."""
        found = self._type(branch, hint)
        return self._by_type(union, hint) if isinstance(found, Anything) else found

    def _discriminator(self, node: Node) -> Discriminator | None:
        declared = node.get("discriminator")
        if declared is None or "propertyName" not in declared:
            return None
        mapping = declared.get("mapping")
        rows = [
            (tag, self._key(target.follow().resolve()))
            for tag, target in (mapping.items() if mapping is not None else ())
        ]
        other = declared.get("defaultMapping")
        default = self._key(other.follow().resolve()) if other is not None else None
        return Discriminator(str(declared["propertyName"].value), tuple(rows), default)

    # --- objects ---

    def _object(self, node: Node, members: Iterable[Member], hint: Hint) -> ObjectShape:
        properties = tuple(self._property(member, hint) for member in members)
        return ObjectShape(properties, self._additional(node, hint))

    def _property(self, member: Member, hint: Hint) -> Property:
        node = member.node
        declared = [tuple(chain(each)) for each in _declarations(member)]
        defaults = (said_by(each, "default") for each in declared)
        default = next((each for each in defaults if each is not None), None)
        own = hint.member(member.name)
        type_ = self._type(node, own)
        if member.others:
            type_ = _any_of([type_, *(self._type(each, own) for each in member.others)])
        return Property(
            name=member.name,
            type=type_,
            required=member.required,
            description=_remarked(member),
            place=node.place,
            default=default.value if default is not None else None,
            has_default=default is not None,
            read_only=any(flag(each, "readOnly") for each in declared),
            write_only=any(flag(each, "writeOnly") for each in declared),
            secret=any(map(is_password, declared)),
            deprecated=any(flag(each, "deprecated") for each in declared),
            accepts=self._accepts(node),
            constraints=constraints_of(node, type_),
        )

    def _accepts(self, node: Node) -> tuple[Ref, ...]:
        extension = node.get("x-client")
        accepted = extension.get("accepts_responses") if extension is not None else None
        if accepted is None:
            return ()
        return tuple(Ref(self._key(entry.resolve())) for entry in accepted.elements())


def without_null(type_: Type) -> Type:
    """A type less its null."""
    return type_.inner if isinstance(type_, Nullable) else type_


def _declarations(member: Member) -> tuple[Node, ...]:
    return (*member.remarks, member.node)


def _remarked(member: Member) -> str:
    """A member's description: the last that is given, or what its schema says of itself."""
    texts = (_description(each) for each in _declarations(member))
    given = next((text for text in texts if text), "")
    return given or (_description(member.node.resolve()) if "$ref" in member.node else "")


def _any_of(types: Sequence[Type]) -> Type:
    """What a member is by several alternatives: constants come together in one enumeration."""
    found = _distinct(map(without_null, types))
    constants = [each for each in found if isinstance(each, Enumeration)]
    if len(constants) == len(found):
        found = (joined(constants),)
    inner = found[0] if len(found) == 1 else Union(found)
    if any(isinstance(each, Anything) for each in found):
        return Anything()
    return Nullable(inner) if any(isinstance(each, Nullable) for each in types) else inner


def _ends(extension: Node | None) -> tuple[tuple[str, str], ...]:
    found = extension.get("ends") if extension is not None else None
    rows = found.items() if found is not None else ()
    return tuple((value, str(day.value)) for value, day in rows)


def _distinct(types: Iterable[Type]) -> tuple[Type, ...]:
    """Each type once; a union without a discriminator is as good as its members."""
    found: dict[object, Type] = {}
    for type_ in types:
        bare = isinstance(type_, Union) and type_.discriminator is None
        for member in type_.members if isinstance(type_, Union) and bare else (type_,):
            found.setdefault(_identity(member), member)
    return tuple(found.values())


def _identity(type_: Type) -> object:
    """What tells types apart: to Python `1`, `1.0` and `True` are one value, to JSON three."""
    if isinstance(type_, Enumeration):
        return type_, tuple(type(value) for value in type_.values)
    return type_


def _narrowest(types: list[Type]) -> Type:
    """What meets several descriptions of one value: its constants, else the first that says any."""
    telling = [each for each in types if not isinstance(each, Anything)]
    constants = [each for each in telling if isinstance(without_null(each), Enumeration)]
    return next(iter((*constants, *telling)), Anything())


def _description(node: Node) -> str:
    for keyword in ("description", "title"):
        found = node.get(keyword)
        if found is not None and isinstance(found.value, str):
            return found.value.strip()
    return ""
