"""The interface of what proves who calls, request by request; and the libraries that it takes."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from ..errors import ClientError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .platform import Platform


class Signer(Protocol):
    """Signs the requests of one platform. Its methods may block, and are called by many threads."""

    def __init__(self, platform: Platform, values: Mapping[str, Any], /) -> None: ...

    def sign(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes, /
    ) -> Mapping[str, str]:
        """The headers that a request gets besides, by lower-case name."""
        ...

    def find(self, argument: str, /) -> str | None:
        """What the platform's own configuration says of an argument that nobody gave."""
        ...


class MissingExtraError(ClientError, ImportError):
    """A library is not installed that a platform needs."""


def needed(module: str, platform: Platform) -> Any:
    """A module of a platform's own library.

    Raises:
        MissingExtraError: it isn't installed; the command that does is named.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as exc:
        command = f"pip install '{platform.distribution}[{platform.name}]'"
        message = f"{platform.title} needs `{exc.name}`, which is not installed: {command}"
        raise MissingExtraError(message) from exc
