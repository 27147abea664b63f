"""Values of a response in, models out: the base of every response model, and of what has none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, cast

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from .rate_limits import RateLimits

if TYPE_CHECKING:
    from .settings import ResponseHeaders


class ResponseInfo:
    """What a response says beside its body: its headers and status, without the body itself."""

    __slots__ = ("headers", "names", "status_code")

    def __init__(
        self, headers: Mapping[str, str], names: ResponseHeaders, status_code: int
    ) -> None:
        self.headers = headers
        self.names = names
        self.status_code = status_code

    @property
    def request_id(self) -> str | None:
        return self.header(self.names.request_id)

    @property
    def organization_id(self) -> str | None:
        return self.header(self.names.organization_id)

    @property
    def workspace_id(self) -> str | None:
        return self.header(self.names.workspace_id)

    @property
    def rate_limits(self) -> RateLimits:
        return RateLimits.from_headers(self.headers, self.names.rate_limit_prefix)

    def header(self, name: str | None) -> str | None:
        return self.headers.get(name) if name else None


class Model(BaseModel):
    """An object that the API returned. What the server sent beyond the known fields is kept as well."""

    # A slot is no field: it is in no dump, no copy, no pickle, and equality doesn't see it. Were it
    # annotated, type checkers would take it for an argument of every model.
    __slots__ = ("_response_info",)

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="allow", defer_build=True, protected_namespaces=()
    )

    @property
    def _request_id(self) -> str | None:
        """The id the server gave the request; on the outermost object of a response only."""
        info = response_info(self)
        return info.request_id if info else None

    @property
    def _organization_id(self) -> str | None:
        """The organization the request was counted for; on the outermost object only."""
        info = response_info(self)
        return info.organization_id if info else None

    @property
    def _workspace_id(self) -> str | None:
        """The workspace the request was made in; on the outermost object only."""
        info = response_info(self)
        return info.workspace_id if info else None

    @property
    def _rate_limits(self) -> RateLimits | None:
        """The limits the server told of with this response; on the outermost object only."""
        info = response_info(self)
        return info.rate_limits if info else None

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


def attach(result: Any, info: ResponseInfo) -> Any:
    """Let a model tell of the response it came in: its `_request_id`, `_rate_limits` and so on."""
    if isinstance(result, Model):
        object.__setattr__(result, "_response_info", info)
    return result


def response_info(model: Model) -> ResponseInfo | None:
    """What `attach` left; None for an object that isn't the outermost of a response."""
    try:
        return cast("ResponseInfo", object.__getattribute__(model, "_response_info"))
    except AttributeError:
        return None


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
