"""A page and the call that it came from in, what gives the page after it out.

What an API doesn't say of its pages was found by the names of parameters and members. So what to
send for the next page is worked out only when somebody asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, cast
from urllib.parse import parse_qsl, urlsplit

from .body import merge_body
from .errors import ClientError
from .query import is_array

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    import httpx

    from .arguments import Arguments

    Path: TypeAlias = tuple[str, ...]


@dataclass(frozen=True)
class Listing:
    """How a list continues; members of an answer by the way to them."""

    kind: Literal["cursor", "address", "header", "last_item", "number", "offset"]
    items: Path = ()
    """Where the items are; nothing where the answer is the list itself."""
    parameter: Path = ()
    """What says where a page begins: a parameter of the query, or the way to it in the body."""
    in_body: bool = False
    source: Path = ()
    """The cursor, or the address, of the next page."""
    more: Path = ()
    """A boolean that says whether there is a next page."""
    total: Path = ()
    """How many items there are in all."""
    pages: Path = ()
    """How many pages there are in all."""
    first: int = 0
    """The number of the first page, or the offset of the first item."""


class Origin:
    """What a page keeps of the call that it came from."""

    __slots__ = ("arguments", "before", "listing", "repeat", "response")

    def __init__(
        self,
        listing: Listing,
        arguments: Arguments,
        response: httpx.Response,
        repeat: Callable[[Arguments], Any],
    ) -> None:
        self.listing = listing
        self.arguments = arguments
        self.response = response
        self.repeat = repeat
        self.before = 0 if _sent(self) == listing.first else None
        """How many items the pages before it had, if that is known: the first has none before it."""

    @property
    def sent(self) -> Mapping[str, object]:
        """The query that was sent, or the body, if that says where a page begins."""
        arguments = self.arguments
        if self.listing.in_body:
            body = merge_body(arguments.body, arguments.extra_body)
            return cast("Mapping[str, object]", body) if isinstance(body, Mapping) else {}
        return {**arguments.query, **(arguments.extra_query or {})}

    def fetch(self, found: Next) -> Any:
        """The same call for the next page; the query of an address is sent as it stands."""
        changes: dict[str, object] = {"mode": None}
        if found.whole:
            changes.update(query={}, extra_query=found.params)
        elif self.listing.in_body:
            changes.update(body=_laid_over(self.sent, found.params), extra_body=None)
        else:
            changes.update(query={**self.sent, **found.params}, extra_query=None)
        return self.repeat(self.arguments.replace(**changes))


@dataclass(frozen=True)
class Next:
    """The next page: what is sent in place of the same of this page's query or body, or, as the
    `whole` query of an address, in place of all of it."""

    params: Mapping[str, object]
    whole: bool = False

    @property
    def key(self) -> str:
        """What tells it from other pages of the list."""
        return repr(sorted((name, _texts(value)) for name, value in self.params.items()))


def following(page: Any, items: list[Any], origin: Origin) -> Next | None:
    """What to ask for after a page; None if it is the last, or leads to itself."""
    listing = origin.listing
    if listing.more and value_at(page, listing.more) is False:
        return None
    found = _KINDS[listing.kind](page, items, origin)
    return None if found is None or _is_this(found, origin) else found


def value_at(value: Any, path: Path) -> Any:
    """The value at the end of a way, None where it ends early."""
    for name in path:
        if isinstance(value, Mapping):
            value = cast("Mapping[str, Any]", value).get(name)
        else:
            value = getattr(value, name, None)
    return value


def _by_cursor(page: Any, items: list[Any], origin: Origin) -> Next | None:
    cursor = value_at(page, origin.listing.source)
    if cursor is None or cursor == "" or isinstance(cursor, bool):
        return None
    return _from(origin.listing, cursor)


def _by_address(page: Any, items: list[Any], origin: Origin) -> Next | None:
    """The query of the address; its host and path are not looked at, so that no credential follows it."""
    address = value_at(page, origin.listing.source)
    if not isinstance(address, str) or not address:
        return None
    if origin.listing.parameter and not _ADDRESS.match(address):
        return _from(origin.listing, address)
    return _query_of(address)


def _by_header(page: Any, items: list[Any], origin: Origin) -> Next | None:
    link = origin.response.links.get("next", {}).get("url")
    return _query_of(link) if link else None


def _query_of(address: str) -> Next:
    values: dict[str, list[str]] = {}
    for name, value in parse_qsl(urlsplit(address).query, keep_blank_values=True):
        values.setdefault(name, []).append(value)
    if not values:
        raise ClientError(f"The address of the next page has no query: {address!r}")
    return Next(values, whole=True)


def _by_last_item(page: Any, items: list[Any], origin: Origin) -> Next | None:
    last = value_at(items[-1], ("id",)) if items else None
    has_more = value_at(page, origin.listing.more) is True
    return _from(origin.listing, last) if last and has_more else None


def _by_number(page: Any, items: list[Any], origin: Origin) -> Next | None:
    listing = origin.listing
    number, before = _sent(origin), origin.before
    pages = _integer(value_at(page, listing.pages)) if listing.pages else None
    if not items or (pages is not None and number - listing.first + 1 >= pages):
        return None
    if pages is None and before is not None and _has_all(page, before + len(items), listing):
        return None
    return _from(listing, number + 1)


def _by_offset(page: Any, items: list[Any], origin: Origin) -> Next | None:
    offset = _sent(origin) + len(items)
    if not items or _has_all(page, offset - origin.listing.first, origin.listing):
        return None
    return _from(origin.listing, offset)


def _from(listing: Listing, start: object) -> Next:
    """The page that begins there: `page.cursor` is `{"page": {"cursor": start}}`."""
    *around, name = listing.parameter
    params: dict[str, object] = {name: start}
    for each in reversed(around):
        params = {each: params}
    return Next(params)


def _laid_over(below: Mapping[str, object], above: Mapping[str, object]) -> dict[str, object]:
    """What is above in place of the same below; what stands beside it stays."""
    found = dict(below)
    for name, value in above.items():
        inner = found.get(name)
        if isinstance(inner, Mapping) and isinstance(value, Mapping):
            value = _laid_over(
                cast("Mapping[str, object]", inner), cast("Mapping[str, object]", value)
            )
        found[name] = value
    return found


def _has_all(page: Any, seen: int, listing: Listing) -> bool:
    total = _integer(value_at(page, listing.total)) if listing.total else None
    return total is not None and seen >= total


def _sent(origin: Origin) -> int:
    """Where the page begins by what was sent, or else where a first page does."""
    sent = _integer(value_at(origin.sent, origin.listing.parameter))
    return origin.listing.first if sent is None else sent


def _integer(value: object) -> int | None:
    if isinstance(value, (int, float, str)) and not isinstance(value, bool):
        try:
            return int(value)
        except ValueError:
            return None
    return None


def _is_this(found: Next, origin: Origin) -> bool:
    """Whether a page leads to itself."""
    if found.whole:
        query: dict[str, list[str]] = {}
        for name, value in origin.response.request.url.params.multi_items():
            query.setdefault(name, []).append(value)
        return all(query.get(name) == value for name, value in found.params.items())
    sent = value_at(origin.sent, origin.listing.parameter)
    return _texts(sent) == _texts(value_at(found.params, origin.listing.parameter))


def _texts(value: Any) -> list[str]:
    return [str(each) for each in (cast("list[Any]", value) if is_array(value) else [value])]


# What begins as an address does, or has a query: `https://…`, `/v1/pets?page=2`, `?page=2`.
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://|/|[^?]*\?[^=]+=", re.IGNORECASE)
_KINDS = {
    "cursor": _by_cursor,
    "address": _by_address,
    "header": _by_header,
    "last_item": _by_last_item,
    "number": _by_number,
    "offset": _by_offset,
}
