"""Tasks in, what each gives out: each in a process of its own where there are processors to run them."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

Given = TypeVar("Given")

# A copy of this process has all that was read so far; macOS promises nothing to such copies.
_FORKS: Final = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
_CPUS: Final = os.cpu_count() or 1


def side_by_side(tasks: Sequence[Callable[[], Given]]) -> list[Given]:
    """What each task gives, in their order: the last is done here, the others meanwhile in copies.

    A task gives something that can be pickled, and raises nothing.
    """
    if not _FORKS or _CPUS < 2:
        return [task() for task in tasks]
    copies = [_Copy(task) for task in tasks[:-1]]
    last = [task() for task in tasks[-1:]]
    return [*(copy.given() for copy in copies), *last]


class _Copy:
    """A copy of this process that does a task."""

    def __init__(self, task: Callable[[], Any]) -> None:
        context = multiprocessing.get_context("fork")
        self._task = task
        self._receiver, sender = context.Pipe(duplex=False)
        self._process = context.Process(target=_send, args=(task, sender))
        self._process.start()
        sender.close()

    def given(self) -> Any:
        """What the task gives; one whose process was ended is done here."""
        try:
            found = self._receiver.recv()
        except EOFError:
            found = self._task()
        self._process.join()
        return found


def _send(task: Callable[[], Any], sender: Any) -> None:
    try:
        sender.send(task())
    except KeyboardInterrupt:
        os._exit(130)  # the process that waits for this one tells it
