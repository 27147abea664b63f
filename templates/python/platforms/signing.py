"""The interface of what proves who calls, request by request; and the libraries that it takes."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from ..errors import ClientError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from .platform import Platform


class Signer(Protocol):
    """Signs the requests of one platform. Its methods may block, and are called by many threads.

    What it is given and asked for has names of its own, whatever clients call their arguments.
    """

    libraries: ClassVar[tuple[str, ...]]
    """The modules that have to be installed, which are imported when they are needed."""

    def __init__(self, platform: Platform, values: Mapping[str, Any], /) -> None: ...

    def sign(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes, /
    ) -> Mapping[str, str]:
        """The headers that a request gets besides, by lower-case name."""
        ...

    def find(self, name: str, /) -> str | None:
        """What the platform's own configuration says of what nobody gave."""
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
        raise _missing(exc.name or module, platform) from exc


def require(modules: Collection[str], platform: Platform) -> None:
    """Looks whether modules of a platform's own library are there, and imports none.

    Raises:
        MissingExtraError: one isn't installed.
    """
    for module in modules:
        if not _is_installed(module):
            raise _missing(module, platform)


def command_for(platform: Platform) -> str:
    """The command that installs what a platform needs."""
    return f"`pip install '{platform.distribution}[{platform.name}]'`"


def _missing(module: str, platform: Platform) -> MissingExtraError:
    command = command_for(platform)
    return MissingExtraError(
        f"{platform.title} needs `{module}`, which is not installed: {command}"
    )


def _is_installed(module: str) -> bool:
    if module in sys.modules:
        return bool(sys.modules[module])
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False
