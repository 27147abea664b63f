"""Values of a response in, models out: the base of every response model, and of what has none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, cast

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from ..response_info import NOTES, FromResponse, attach, carry, response_info
from .lenient import build, complete, wire_name

if TYPE_CHECKING:
    from typing_extensions import Self


class Model(FromResponse, BaseModel):
    """An object that the API returned. What the server sent beyond the known fields is kept as well."""

    # A slot is no field. Were it annotated, type checkers would take it for an argument of every model.
    __slots__ = NOTES

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="allow", defer_build=True, protected_namespaces=()
    )

    def to_dict(
        self,
        *,
        mode: Literal["json", "python"] = "python",
        use_api_names: bool = True,
        exclude_unset: bool = True,
        exclude_defaults: bool = False,
        exclude_none: bool = False,
        warnings: bool = True,
    ) -> dict[str, object]:
        """The object as a dictionary, with the API's names and just what the server sent.

        `mode="json"` gives values that JSON knows: a datetime becomes a string.
        """
        return self.model_dump(
            mode=mode,
            by_alias=use_api_names,
            exclude_unset=exclude_unset,
            exclude_defaults=exclude_defaults,
            exclude_none=exclude_none,
            warnings=warnings,
        )

    def to_json(
        self,
        *,
        indent: int | None = 2,
        use_api_names: bool = True,
        exclude_unset: bool = True,
        exclude_defaults: bool = False,
        exclude_none: bool = False,
        warnings: bool = True,
    ) -> str:
        """The object as JSON text; `indent=None` makes it compact."""
        return self.model_dump_json(
            indent=indent,
            by_alias=use_api_names,
            exclude_unset=exclude_unset,
            exclude_defaults=exclude_defaults,
            exclude_none=exclude_none,
            warnings=warnings,
        )

    @classmethod
    def model_construct(cls, _fields_set: set[str] | None = None, **values: Any) -> Self:
        """An object without validation, as a response that doesn't fit is read: what is inside
        becomes models as well."""
        made = build(cls, _by_wire_name(cls, values))
        if _fields_set is not None:
            object.__setattr__(made, "__pydantic_fields_set__", _fields_set)
        return cast("Self", made)

    @classmethod
    def construct(cls, _fields_set: set[str] | None = None, **values: Any) -> Self:
        """The same, by the name it had at first."""
        return cls.model_construct(_fields_set, **values)

    def __copy__(self) -> Self:
        return cast("Self", carry(self, super().__copy__()))

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        return cast("Self", carry(self, super().__deepcopy__(memo)))

    def __getstate__(self) -> dict[Any, Any]:
        return {**super().__getstate__(), "response": response_info(self)}

    def __setstate__(self, state: dict[Any, Any]) -> None:
        super().__setstate__(state)
        if (info := state.get("response")) is not None:
            attach(self, info)

    def __str__(self) -> str:
        return repr(self)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[BaseModel], handler: GetCoreSchemaHandler, /
    ) -> CoreSchema:
        schema = handler(source)
        fields = _fields(schema)
        for name, field in fields.items():
            fields[name] = {**field, "schema": _opened(field["schema"], handler)}
        return schema


class Unknown(Model):
    """A variant of a union that this version of the client doesn't know; its fields are attributes."""

    if TYPE_CHECKING:

        def __init__(self, **fields: Any) -> None: ...
        def __getattr__(self, name: str) -> Any: ...


class PageModel(Model):
    """What pages are; as every model, a page keeps what else the server sent."""


def _by_wire_name(cls: type[BaseModel], values: dict[str, Any]) -> dict[str, Any]:
    """Values as JSON would have them, where they were given by the names of fields."""
    found = dict(values)
    for name, field in complete(cls).model_fields.items():
        wire = wire_name(name, field)
        if name in found and wire not in found:
            found[wire] = found.pop(name)
    return found


def _fields(schema: Any) -> dict[str, Any]:
    """The fields of a model's core schema, below whatever pydantic wraps around them."""
    while isinstance(schema, dict):
        inner = cast("dict[str, Any]", schema)
        if inner.get("type") == "model-fields":
            return cast("dict[str, Any]", inner["fields"])
        schema = inner.get("schema")
    return {}


def _opened(schema: Any, handler: GetCoreSchemaHandler) -> Any:
    """The schema of a field, its enums open to values that come later.

    {"type": "literal", expected: [a]}     as it is: a constant tells variants apart
    {"type": "literal", expected: [a, b]}  that or any value; `any` ranks lower in a smart union
    a default, nullable, list or dict      opened inside
    a reference                            the literal it stands for, opened; else as it is
    """
    kind = schema["type"]
    if kind == "literal" and len(schema["expected"]) > 1:
        return core_schema.union_schema(
            [schema, core_schema.any_schema()], mode="left_to_right", ref=schema.get("ref")
        )
    if kind in ("default", "nullable"):
        return {**schema, "schema": _opened(schema["schema"], handler)}
    if kind == "list" and "items_schema" in schema:
        return {**schema, "items_schema": _opened(schema["items_schema"], handler)}
    if kind == "dict" and "values_schema" in schema:
        return {**schema, "values_schema": _opened(schema["values_schema"], handler)}
    if kind == "definition-ref":
        return _opened_reference(schema, handler)
    return schema


def _opened_reference(schema: Any, handler: GetCoreSchemaHandler) -> Any:
    try:
        target = cast("dict[str, Any]", handler.resolve_ref_schema(schema))
    except LookupError:  # a model that is still being built refers to itself
        return schema
    if target["type"] == "literal":
        return _opened({**target, "ref": None}, handler)
    return schema
