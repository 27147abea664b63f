"""What middleware is made of, as types that a program may import for its annotations."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias, Union

from .middleware import APIRequest, Middleware
from .response import APIResponse, AsyncAPIResponse

CallNext: TypeAlias = Callable[[APIRequest], APIResponse[Any]]
AsyncCallNext: TypeAlias = Callable[[APIRequest], Awaitable[AsyncAPIResponse[Any]]]
MiddlewareCallable: TypeAlias = Callable[[APIRequest, CallNext], APIResponse[Any]]
AsyncMiddlewareCallable: TypeAlias = Callable[
    [APIRequest, AsyncCallNext], Awaitable[AsyncAPIResponse[Any]]
]
MiddlewareInput: TypeAlias = Union[Middleware, MiddlewareCallable, AsyncMiddlewareCallable]
