"""A function in, how much it does out, in lines of Python: the same on any machine, however busy."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def lines_run(function: Callable[[], Any]) -> int:
    """How many lines are run; each turn of a loop counts, and so does each of a comprehension."""
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function()
    finally:
        sys.settrace(before)
    return count


def grows_with_size(work: Callable[[int], Callable[[], Any]], size: int) -> bool:
    """Whether twice as much of something is hardly more than twice the work, and not four times."""
    return lines_run(work(2 * size)) < 3 * lines_run(work(size))
