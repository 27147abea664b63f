"""What has to be done on the way to an answer: said by a generator, done by whoever drives it."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, TypeAlias, Union


class Step:
    """Something to do; what came of it is put here."""

    response: Any = None
    outcome: Any = None
    error: Exception | None = None


class Send(Step):
    """Ask."""

    def __init__(self, request: Any) -> None:
        self.request = request


class Parse(Step):
    """Read a response."""

    def __init__(self, response: Any) -> None:
        self.response = response


class Close(Step):
    """Give a response back unread."""

    def __init__(self, response: Any) -> None:
        self.response = response


class Chunk(Step):
    """Read on in a response; None at its end."""

    def __init__(self, chunks: Any) -> None:
        self.chunks = chunks


Steps: TypeAlias = Generator[Union["Step", bytes], None, Any]
"""Steps, and bytes for the reader in between."""


def done(step: Step) -> Generator[Step, None, Any]:
    """What came of a step, once it has been done."""
    yield step
    if step.error is not None:
        raise step.error
    return step.outcome
