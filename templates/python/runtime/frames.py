"""A function that takes a request apart in, what it gives out; or its exception, without what it held."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import ParamSpec

    P = ParamSpec("P")

R = TypeVar("R")


def without_frames(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """What a function gives. The traceback of what it raises has no frame of ours inside of it.

    There, a credential may be a variable by itself, which a traceback that shows variables shows.
    Frames of others stay: those of an iterable that a caller gave, say.
    """
    try:
        return function(*args, **kwargs)
    except Exception as exc:
        raise exc.with_traceback(_of_others(exc.__traceback__))  # noqa: B904 (the same)


def _of_others(traceback: TracebackType | None) -> TracebackType | None:
    kept: list[TracebackType] = []
    while traceback is not None:
        if not str(traceback.tb_frame.f_globals.get("__name__")).startswith(f"{__package__}."):
            kept.append(traceback)
        traceback = traceback.tb_next
    for outer, inner in zip_longest(kept, kept[1:]):
        outer.tb_next = inner
    return kept[0] if kept else None
