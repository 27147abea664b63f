"""An HTTP client in, the classes of the library it comes from out: httpx, or a fork with its API."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import httpx

if TYPE_CHECKING:
    from types import ModuleType


class Library(NamedTuple):
    """The classes that the call path makes objects of."""

    name: str
    version: str
    Request: type[httpx.Request]
    Response: type[httpx.Response]
    URL: type[httpx.URL]
    Headers: type[httpx.Headers]
    ByteStream: type[httpx.ByteStream]
    Timeout: type[httpx.Timeout]


def _classes_of(module: Any) -> Library:
    return Library(
        name=module.__name__,
        version=getattr(module, "__version__", ""),
        Request=module.Request,
        Response=module.Response,
        URL=module.URL,
        Headers=module.Headers,
        ByteStream=module.ByteStream,
        Timeout=module.Timeout,
    )


HTTPX = _classes_of(httpx)


def library_of(client: object, kind: str) -> Library:
    """The library whose class `kind` (`Client` or `AsyncClient`) the client is an instance of.

    A fork is found through the modules of the client's own classes, which are imported already.
    """
    if isinstance(client, getattr(httpx, kind)):
        return HTTPX
    for cls in type(client).__mro__:
        module = sys.modules.get(cls.__module__.partition(".")[0])
        if module is not None and _is_library(module) and isinstance(client, getattr(module, kind)):
            return _classes_of(module)
    raise TypeError(
        f"`http_client` takes an `httpx.{kind}` or what is derived from it, not {type(client)}"
    )


def _is_library(module: ModuleType) -> bool:
    return all(isinstance(getattr(module, name, None), type) for name in _NEEDED)


_NEEDED = ("Client", "AsyncClient", *(name for name in Library._fields if name[0].isupper()))
