"""What becomes of a call or a tool in, what its span says of it out."""

from __future__ import annotations

from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

from opentelemetry import trace
from opentelemetry.trace import Status, StatusCode

from ..._runtime.errors import APIConnectionError, APIStatusError, APITimeoutError

if TYPE_CHECKING:
    from collections.abc import Generator

    from opentelemetry.trace import Span

OK = Status(StatusCode.OK)
ERROR = Status(StatusCode.ERROR)


def current(span: Span) -> AbstractContextManager[Span]:
    """Spans made inside, by the HTTP library say, are children of this one; exceptions are ours to tell of."""
    return trace.use_span(span, record_exception=False, set_status_on_exception=False)


@contextmanager
def ended_on_error(span: Span) -> Generator[None]:
    """What is raised inside ends the span; what only stops the program, or a task of it, is no error."""
    try:
        yield
    except BaseException as error:
        if isinstance(error, Exception):
            fail(span, error)
        span.end()
        raise


def fail(span: Span, error: BaseException) -> None:
    """The kind of an error alone: its message may quote the request."""
    span.set_status(ERROR)
    span.set_attribute("error.type", _kind(error))


def _kind(error: BaseException) -> str:
    if isinstance(error, APITimeoutError):
        return "client_timeout_error"
    if isinstance(error, APIConnectionError):
        return "connection_error"
    if isinstance(error, APIStatusError):
        return error.type or str(error.status_code)
    return "client_error"
