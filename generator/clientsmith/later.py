"""The name of a function in, the function out: what it needs is imported when it is first called."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any


def later(path: str) -> Callable[..., Any]:
    """`package.module:name`, to be called like the function itself."""

    def call(*args: Any, **options: Any) -> Any:
        return loaded(path)(*args, **options)

    return call


def loaded(path: str) -> Any:
    """What a path names."""
    module, _, name = path.partition(":")
    return getattr(import_module(module), name)
