"""The two ways to say nothing: `NotGiven` (use the default) and `Omit` (leave it out)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from typing import TypeGuard

_T = TypeVar("_T")


class NotGiven:
    """An argument that was left out, where `None` means something of its own."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "NOT_GIVEN"

    def __reduce__(self) -> str:
        # A sentinel that went through copy or pickle is still the same one.
        return "not_given"


class Omit:
    """A value that must not be sent: it removes a header, a query value or a body property."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "omit"

    def __reduce__(self) -> str:
        return "omit"


not_given: Final = NotGiven()
NOT_GIVEN: Final = not_given
omit: Final = Omit()


def is_given(value: _T | NotGiven | Omit) -> TypeGuard[_T]:
    """Whether a value was given at all (`None` was)."""
    return not isinstance(value, (NotGiven, Omit))


def given(values: Any) -> dict[str, Any]:
    """The entries of a mapping (or None) whose values are given."""
    if not values:
        return {}
    return {name: value for name, value in values.items() if is_given(value)}
