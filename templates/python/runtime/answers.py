"""What an operation declares by status in, the type that a response or an error is read as out."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx

    from .operation import Operation

T = TypeVar("T")


def promised(operation: Operation, response: httpx.Response) -> str | None:
    """What an answer of this status and media type is read as; None where it gives nothing."""
    status = response.status_code
    row = of_status(operation.answers, status)
    if row is None:
        return operation.result
    if not row:
        return None
    kind = media_type(response)
    ranges = (kind, f"{kind.partition('/')[0]}/*", "*/*")
    found = next((row[each] for each in ranges if each in row), None)
    # A server that calls JSON by another name means the JSON that was declared.
    alike = (each for name, each in row.items() if _is_json(name) == _is_json(kind))
    return found or next(alike, None) or next(iter(row.values()))


def media_type(response: httpx.Response) -> str:
    """What an answer says that it is, without its parameters; nothing if it doesn't say."""
    kind: str = response.headers.get("content-type", "")
    return kind.partition(";")[0].strip().lower()


def error_type(types: Mapping[str, str | None], status: int) -> str | None:
    """The model that is declared for an error's status: for itself, for its range, for all."""
    return of_status({each: types[row] for row in types for each in row.split()}, status)


def of_status(rows: Mapping[str, T], status: int) -> T | None:
    """The row of a status: its own, its range's, or that of all."""
    wanted = (str(status), f"{status // 100}XX", "default")
    return next((rows[each] for each in wanted if each in rows), None)


def _is_json(media_type: str) -> bool:
    return "json" in media_type
