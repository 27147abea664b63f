"""An operation and the place where its resource is mounted a second time in, the operation there out."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .operation import Operation


class Mount(NamedTuple):
    """Where a resource is mounted: what its operations' ids begin with, and what they always send."""

    prefix: str
    query: tuple[tuple[str, str], ...]


@cache
def mounted(operation: Operation, mount: Mount) -> Operation:
    """The operation as it is called there; always the same object, as plans are kept by it."""
    follow = operation.follow
    return replace(
        operation,
        id=f"{mount.prefix}{operation.id}",
        constant_query={**operation.constant_query, **dict(mount.query)},
        follow=(mounted(follow[0], mount), follow[1]) if follow is not None else None,
    )
