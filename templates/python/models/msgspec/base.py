"""Values of a response in, msgspec's structs out: the base of every model, and of what has none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from msgspec import Struct

from ..conversion.dumping import Dumper
from ..conversion.model import Dumped, KeepsUnknown, unknown_of
from ..response_info import ResponseInfo, attach, carry, response_info
from .describing import build, contents_of, describe


class Model(Dumped, Struct, kw_only=True, omit_defaults=True, dict=True):
    """An object that the API returned.

    What the server sent beyond the known fields is dropped, as is done nearly for nothing, and a
    field that was null is as one that was left out.
    """

    _dumper: ClassVar[Dumper] = Dumper(describe)

    def __copy__(self) -> Any:
        return carry(self, build(type(self), *contents_of(self)))

    def __reduce__(self) -> Any:
        return build, (type(self), *contents_of(self)), response_info(self)

    def __setstate__(self, info: ResponseInfo) -> None:
        attach(self, info)


class OpenModel(KeepsUnknown, Model, forbid_unknown_fields=True):
    """An object of which what the server sent beyond the known fields is kept as well.

    msgspec refuses an object with such properties, which then goes the second way.
    """


class PageModel(KeepsUnknown, Model):
    """What pages are, whose class knows only what leads on: a page keeps all that came with it.

    Its items go the fast way all the same: the decoder looks for the rest by itself.
    """


class Unknown(OpenModel):
    """A variant of a union that this version of the client doesn't know; its fields are attributes."""

    if TYPE_CHECKING:

        def __init__(self, **fields: Any) -> None: ...
        def __getattr__(self, name: str) -> Any: ...

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in unknown_of(self).items())
        return f"Unknown({shown})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Unknown) and unknown_of(other) == unknown_of(self)

    __hash__ = None  # type: ignore[assignment]
