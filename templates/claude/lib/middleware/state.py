"""Requests that belong together in, the model that they begin with out."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import Self

_entered: ContextVar[tuple[BetaFallbackState, ...]] = ContextVar("fallback states", default=())


class BetaFallbackState:
    """Requests made in `with state:` begin with the model that accepted the one before them.

    One state may be entered in many threads and tasks at once, and more than once in each.
    """

    index: int | None
    """The place in the chain of `BetaRefusalFallbackMiddleware`; None for the request's own model."""

    def __init__(self) -> None:
        self.index = None

    def __enter__(self) -> Self:
        _entered.set((*_entered.get(), self))
        return self

    def __exit__(self, *exc_info: object) -> None:
        _entered.set(_entered.get()[:-1])


def current_state() -> BetaFallbackState | None:
    """The state that was entered last, here."""
    entered = _entered.get()
    return entered[-1] if entered else None
