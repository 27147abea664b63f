"""A method's arguments in, the same by the place they are sent to and under their wire names out."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from .frames import without_frames
from .query import Pairs
from .redact import Secrets
from .sentinels import NotGiven, Omit, not_given
from .text import to_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .operation import Operation
    from .styles import Place

_ABSENT = frozenset((NotGiven, Omit))
_PATH, _QUERY, _HEADER, _COOKIE, _BODY = range(5)
_KINDS: tuple[Place, ...] = ("path", "query", "header", "cookie", "multipart")


class Placed(NamedTuple):
    """The arguments of a call, less those that were left out."""

    path: Mapping[str, object]
    query: Mapping[str, object]
    headers: Mapping[str, object]
    body: object


def placed(operation: Operation, values: Mapping[str, object]) -> Placed:
    """Each value where the operation says, the members of the body where it says nothing."""
    places = _places(operation)
    # No frame shows what is a credential among them.
    found = tuple(Secrets() for _ in range(5))
    for name, value in values.items():
        if type(value) not in _ABSENT:
            place, wire_name = places.get(name) or (_BODY, name)
            found[place][wire_name] = value
    if operation.decimals:
        without_frames(_write_decimals, operation, found)
    if operation.styles:
        without_frames(_style, operation, found)
    path, query, headers, cookies, members = found
    if cookies:
        headers["cookie"] = "; ".join(_cookies(cookies))
    body: object = not_given if operation.body is None else members
    if operation.whole_body is not None:
        body = members.get(operation.whole_body, not_given)
    return Placed(path, query, headers, body)


@cache
def _places(operation: Operation) -> dict[str, tuple[int, str]]:
    """Where each argument goes, and under which name; those that are plain members are left out."""
    named = operation.wire_names
    arguments = {wire_name: name for name, wire_name in operation.path_names.items()}
    path: list[str] = re.findall(r"\{(.+?)\}", operation.path)
    places: dict[str, tuple[int, str]] = {
        **{name: (_BODY, wire_name) for name, wire_name in named.items()},
        **{arguments.get(wire_name, wire_name): (_PATH, wire_name) for wire_name in path},
        **{name: (_QUERY, named.get(name, name)) for name in operation.query},
        **{name: (_HEADER, wire_name) for name, wire_name in operation.headers.items()},
        **{name: (_COOKIE, wire_name) for name, wire_name in operation.cookies.items()},
    }
    return places


def _write_decimals(operation: Operation, found: tuple[Secrets, ...]) -> None:
    """Have the members of the body written that are decimals as texts."""
    from .decimals import written

    for name, value in found[_BODY].items():
        found[_BODY][name] = written(value, operation.decimals, here=name in operation.decimals)


def _style(operation: Operation, found: tuple[Secrets, ...]) -> None:
    """Have those values written as their styles say that need more than a text or a repetition."""
    from .styles import styled

    places = _places(operation)
    for name, style in operation.styles.items():
        place, wire_name = places.get(name) or (_BODY, name)
        value = found[place].get(wire_name)
        if value is not None:
            # A form is written as a query is.
            kind = _KINDS[_QUERY if place == _BODY and operation.body == "form" else place]
            found[place][wire_name] = styled(kind, wire_name, value, style)


def _cookies(values: Mapping[str, object]) -> Iterator[str]:
    """`name=value`, encoded so that no value ends itself (RFC 6265, section 4.1.1)."""
    for name, value in values.items():
        if type(value) is Pairs:
            yield from (f"{name}={text}" for name, text in value)
        elif value is not None:
            yield f"{quote(name, safe='')}={quote(to_text(value), safe='')}"
