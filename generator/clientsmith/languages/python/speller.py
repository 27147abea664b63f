"""Forms of types in, annotations of one side of a call out, with what they need imported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from datamodel_code_generator.types import DataType, Types

from clientsmith.languages.forms import (
    Any,
    Choice,
    Container,
    Form,
    ListOf,
    MapOf,
    Named,
    OneOf,
    Optional,
    OrNull,
    Recursive,
    Scalar,
    Side,
    TupleOf,
)
from clientsmith.languages.protocol import Import, Spelling, TypeView
from clientsmith.languages.python.datatypes import (
    IterableType,
    import_of,
    plain,
    referred,
    scalar,
)
from clientsmith.languages.python.text_types import TEXT_TYPES

_KINDS = {
    "string": Types.string,
    "integer": Types.integer,
    "number": Types.number,
    "boolean": Types.boolean,
    "null": Types.null,
}


@dataclass(frozen=True)
class Speller:
    """Spells types for one model flavour; `runtime` tells where a style's own names come from."""

    flavour: str
    runtime: Mapping[str, Import]

    def spell(self, type_: TypeView, *, argument: bool = False) -> Spelling:
        """The annotation of a type where it stands; an `argument` that is left out is `Omit`."""
        return _Spelling(self, type_.side, frozenset(type_.taken), argument).of(type_.form)


@dataclass
class _Spelling:
    """One annotation as it is put together."""

    speller: Speller
    side: Side
    taken: frozenset[str]
    argument: bool
    own: list[Import] = field(default_factory=list[Import])

    def of(self, form: Form) -> Spelling:
        data_type = self._joined(self._alternatives(form))
        found = (import_of(each) for each in data_type.all_imports)
        return Spelling(data_type.type_hint, tuple(dict.fromkeys([*found, *self.own])))

    def _joined(self, parts: Iterable[DataType]) -> DataType:
        """Alternatives, each once, None at the end; beside anything there is nothing else to say."""
        rows = {part.type_hint: part for part in parts}
        if len(rows) == 1:
            return next(iter(rows.values()))
        if anything := next((rows[name] for name in _ANYTHING if name in rows), None):
            return anything
        ordered = sorted(rows.values(), key=lambda part: _LAST.get(part.type_hint, 0))
        return DataType(
            data_types=ordered, use_union_operator=True, preserve_union_member_order=True
        )

    def _alternatives(self, form: Form) -> Iterator[DataType]:
        match form:
            case OneOf(members):
                for member in members:
                    yield from self._alternatives(member)
            case OrNull(inner):
                yield from self._alternatives(inner)
                yield scalar(self.speller.flavour, Types.null)
            case Recursive(inner):
                yield from self._alternatives(inner)
            case Optional(inner):
                yield from self._alternatives(inner)
                yield from self._absent()
            case Scalar(kind, format_):
                yield from self._scalar(kind, format_)
            case Named(open=True) if self.side == "request":
                yield self._single(form)
                yield self._single(MapOf(Any()))  # no TypedDict has members that it doesn't name
            case _:
                yield self._single(form)

    def _absent(self) -> Iterator[DataType]:
        """What stands for a value that was left out: a member of a request just is not there."""
        if self.argument:
            yield plain("Omit")
        elif self.side == "response":
            yield scalar(self.speller.flavour, Types.null)

    def _single(self, form: Form) -> DataType:
        match form:
            case Named(name, home):
                self.own.append(Import(home, name, own=True))
                return referred(name)
            case ListOf(inner):
                return self._list(inner)
            case TupleOf(items, rest) if rest is None:
                parts = [self._joined(self._alternatives(item)) for item in items]
                return DataType(data_types=parts, is_tuple=True, use_union_operator=True)
            case TupleOf(items, rest):  # PEP 484 has no tuple that begins with types and goes on
                return self._list(OneOf((*items, rest or Any())))
            case MapOf(inner):
                mapping = self.side == "request"
                return DataType(
                    data_types=[self._joined(self._alternatives(inner))],
                    dict_key=self._builtin("str"),
                    is_dict=not mapping,
                    is_mapping=mapping,
                    use_generic_container=mapping,
                    use_union_operator=True,
                )
            case Choice(values):
                return self._choice(values)
            case Container(inner=inner) if inner is not None:
                return self._joined(self._alternatives(inner))
            case _:
                return self._builtin("object")

    def _list(self, inner: Form) -> DataType:
        item = self._joined(self._alternatives(inner))
        if self.side == "response":
            return DataType(data_types=[item], is_list=True, use_union_operator=True)
        # A string is a sequence of strings: only objects may come from any iterable.
        if isinstance(inner, Scalar | Choice):
            return DataType(data_types=[item], is_sequence=True, use_union_operator=True)
        return IterableType(data_types=[item])

    def _choice(self, values: tuple[str | int | float | bool, ...]) -> DataType:
        """Constants as they are; a number with a fraction can't be a literal (PEP 586)."""
        literals = [each for each in values if not isinstance(each, float)]
        if len(literals) == len(values):
            return DataType(literals=literals)
        if all(isinstance(each, int) and not isinstance(each, bool) for each in literals):
            return self._builtin("float")
        return self._joined([DataType(literals=literals), self._builtin("float")])

    def _scalar(self, kind: str, format_: str) -> Iterator[DataType]:
        if kind == "number" and format_ == "decimal" and self.side == "request":
            yield self._plain(Types.number)
            yield self._text_type(format_)  # whose digits all go out
        elif kind != "string" or not format_:
            yield self._plain(_KINDS[kind])
        elif format_ in TEXT_TYPES:
            if self.side == "request":
                yield self._plain(Types.string)
            yield self._text_type(format_)
        elif format_ == "text" and self.side == "request":
            yield self._plain(Types.string)
            yield self._builtin("bytes")
        elif format_ == "binary" and self.side == "request":
            yield self._of_runtime("FileTypes")
        elif format_ == "byte" and self.side == "request":
            yield self._plain(Types.string)
            yield self._of_runtime("Base64FileInput")
        else:
            yield self._plain(Types.string)

    def _plain(self, kind: Types) -> DataType:
        found = scalar(self.speller.flavour, kind)
        name = found.type_hint
        return self._builtin(name) if name in self.taken else found

    def _builtin(self, name: str) -> DataType:
        """A builtin; where a member has its name, by a name that no member can have."""
        if name in self.taken:
            return plain(f"_builtins.{name}", Import("builtins", alias="_builtins"))
        return plain(name)

    def _text_type(self, format_: str) -> DataType:
        """What a text of a format stands for; a duration of a result is read by a rule of ours."""
        if format_ == "duration" and self.side == "response":
            return self._of_runtime("ISODuration")
        found = TEXT_TYPES[format_]
        if found.name in self.taken:
            alias = f"_{found.module}"
            return plain(f"{alias}.{found.name}", Import(found.module, alias=alias))
        return plain(found.name, found)

    def _of_runtime(self, name: str) -> DataType:
        self.own.append(self.speller.runtime[name])
        return referred(name)


_LAST = {"Omit": 1, "None": 2}
_ANYTHING = ("object", "_builtins.object")
