"""A task in, what it gives out when that is asked for: done meanwhile in a copy of this process."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from typing import Any, Final, TypeAlias, TypeVar

Given = TypeVar("Given")
Begin: TypeAlias = Callable[[Callable[[], Given]], Callable[[], Given]]

# A copy of this process has all that was read so far; macOS promises nothing to such copies.
_FORKS: Final = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
_CPUS: Final = os.cpu_count() or 1


def when_asked(task: Callable[[], Given]) -> Callable[[], Given]:
    """A task that is done here, once, and not before what it gives is asked for."""
    return cache(task)


def in_copy(task: Callable[[], Given]) -> Callable[[], Given]:
    """A task that is begun now in a copy of this process, where there are processors to run both.

    It gives something that can be pickled, and raises nothing.
    """
    return _Copy(task).given if _FORKS and _CPUS > 1 else when_asked(task)


def side_by_side(tasks: Sequence[Callable[[], Given]]) -> list[Given]:
    """What each task gives, in their order: the last is done here, the others meanwhile in copies."""
    copies = [in_copy(task) for task in tasks[:-1]]
    last = [task() for task in tasks[-1:]]
    return [*(given() for given in copies), *last]


class _Copy:
    """A copy of this process that does a task."""

    def __init__(self, task: Callable[[], Any]) -> None:
        context = multiprocessing.get_context("fork")
        self._receiver, sender = context.Pipe(duplex=False)
        self._process = context.Process(target=_send, args=(task, sender))
        self._process.start()
        sender.close()
        self._task = task
        self.given = cache(self._given)

    def _given(self) -> Any:
        """What the task gives; one whose process was ended is done here."""
        try:
            found = self._receiver.recv()
        except EOFError:
            found = self._task()
        self._process.join()
        return found


def _send(task: Callable[[], Any], sender: Any) -> None:
    try:
        with suppress(BrokenPipeError):  # nobody asks any more
            sender.send(task())
    except KeyboardInterrupt:
        os._exit(130)  # the process that waits for this one tells it
