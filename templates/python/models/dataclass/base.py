"""Values of a response in, dataclasses out: the base of every response model, and of what has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, ClassVar

from ..conversion.dumping import Dumper
from ..conversion.model import Dumped, KeepsUnknown, unknown_of
from ..response_info import NOTES, ResponseInfo, attach, response_info
from .describing import describe


@dataclass(kw_only=True)
class Model(Dumped):
    """An object that the API returned.

    Its `__dict__` has the values that were given. For a field that may be left out the class has
    the default, as of every dataclass, and for one that the server left out against its promise
    `__getattr__` gives None.
    """

    # Slots are no fields.
    __slots__ = (*NOTES, "_unknown")
    _dumper: ClassVar[Dumper] = Dumper(describe)

    def __post_init__(self) -> None:
        given = vars(self)
        for field in fields(self):
            if field.default is None and given[field.name] is None:
                del given[field.name]

    def __getstate__(self) -> tuple[dict[str, Any], Mapping[str, Any], ResponseInfo | None]:
        return vars(self), unknown_of(self), response_info(self)

    def __setstate__(
        self, state: tuple[dict[str, Any], Mapping[str, Any], ResponseInfo | None]
    ) -> None:
        vars(self).update(state[0])
        self._unknown = dict(state[1])
        if state[2] is not None:
            attach(self, state[2])

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            unknown = unknown_of(self)
            if name in unknown:
                return unknown[name]
            if name in type(self).__dataclass_fields__:
                return None
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")


class OpenModel(Model, KeepsUnknown):
    """An object of which what the server sent beyond the known fields is kept as well."""


class PageModel(OpenModel):
    """What pages are, whose class knows only what leads on: a page keeps all that came with it."""


class Unknown(OpenModel):
    """A variant of a union that this version of the client doesn't know; its fields are attributes."""

    if TYPE_CHECKING:

        def __init__(self, **fields: Any) -> None: ...
        def __getattr__(self, name: str) -> Any: ...

    else:

        def __init__(self, **fields: Any) -> None:
            self._unknown = fields

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in unknown_of(self).items())
        return f"Unknown({shown})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Unknown) and unknown_of(other) == unknown_of(self)

    __hash__ = None  # type: ignore[assignment]
