"""The steps that the call policy asks for and a driver takes; none of them decides anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, Union

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from typing import TypeAlias

    import httpx

    from .prepare import Prepared

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Send:
    """Send a request -> its response, read unless the request is streamed."""

    prepared: Prepared


@dataclass(frozen=True, slots=True)
class Sleep:
    """Wait for some seconds -> None."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Read:
    """Read the body of a response to its end and free the connection -> None."""

    response: httpx.Response


@dataclass(frozen=True, slots=True)
class Close:
    """Free a response's connection, whatever is left of its body -> None."""

    response: httpx.Response


@dataclass(frozen=True, slots=True)
class Run:
    """Call a function that may block -> what it returns."""

    function: Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Await:
    """Call a function -> what it gives, awaited where an asynchronous client has to."""

    function: Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome of a Send where middleware gave a result instead of a response."""

    value: Any


Effect = Union[Send, Sleep, Read, Close, Run, Await]

if TYPE_CHECKING:
    Policy: TypeAlias = Generator[Effect, Any, _T]
"""Yields effects, is sent their outcomes, returns a result."""
