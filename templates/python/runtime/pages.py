"""The bytes of one page of a list in, a model of the page out that knows how to get the next."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from types import GenericAlias
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast

from .decode import decoder, type_of
from .errors import ClientError
from .models import Model, PageModel, construct, with_fields
from .response_info import note, noted

if TYPE_CHECKING:
    from typing_extensions import Self

T = TypeVar("T")


@dataclass(frozen=True)
class PageScheme:
    """How an API pages: where the items stand, and what leads to the next page.

    A name may be a path: `paging.next` is the property `next` of the property `paging`.
    """

    items: str
    more: str | None = None
    """A boolean that says whether there is a next page."""
    next: tuple[str, str] | None = None
    """The query parameter to send, and where its value stands in this page."""
    previous: tuple[str, str] | None = None
    """The same for going back, which a list does when its request had this parameter."""


@dataclass(frozen=True)
class PageInfo:
    """What to change in the request of this page to get the next one: in its query, or its body."""

    params: Mapping[str, object] = field(default_factory=lambda: dict[str, object]())
    json: Mapping[str, object] = field(default_factory=lambda: dict[str, object]())


class Link:
    """What a page keeps of the request it came from."""

    __slots__ = ("fetch", "query")

    def __init__(self, query: Mapping[str, object], fetch: Callable[[dict[str, object]], Any]):
        self.query = query
        self.fetch = fetch


class PageBase(PageModel, Generic[T]):
    """What both kinds of page have that needs no I/O."""

    scheme: ClassVar[PageScheme]

    def page_items(self) -> list[T]:
        """The items of this page; [] if it has none."""
        found = _at(self, self.scheme.items)
        return cast("list[T]", found) if isinstance(found, list) else []

    def has_next_page(self) -> bool:
        """Whether the server said that there is more."""
        more = self.scheme.more
        if more is not None and _at(self, more) is False:
            return False
        return self.next_page_info() is not None

    def next_page_info(self) -> PageInfo | None:
        """The query parameters of the next page, None if this is the last."""
        parameter, source = self._direction() or ("", "")
        cursor = _at(self, source) if source else None
        return None if cursor in (None, "") else PageInfo({parameter: cursor})

    def _direction(self) -> tuple[str, str] | None:
        previous = self.scheme.previous
        if previous and _query_of(self).get(previous[0]):
            return previous
        return self.scheme.next

    def _next(self) -> Any:
        """Ask for the next page: the page, or what gives it when awaited."""
        info = self.next_page_info()
        link = _link_of(self)
        if info is None or link is None:
            raise RuntimeError("There is no next page; `has_next_page()` tells.")
        if all(link.query.get(name) == value for name, value in info.params.items()):
            raise ClientError(f"The page leads to itself: {dict(info.params)}")
        return link.fetch(dict(info.params))


class SyncPageBase(PageBase[T]):
    """One page of a list. Iterating over it goes on to the pages after it."""

    def __iter__(self) -> Iterator[T]:  # type: ignore[override, unused-ignore]
        return chain.from_iterable(page.page_items() for page in self.iter_pages())

    def iter_pages(self) -> Iterator[Self]:
        """This page and those after it, each requested when it is asked for."""
        page, seen = self, _Seen()
        yield page
        while page.has_next_page():
            seen.note(page)
            page = page.get_next_page()
            yield page

    def get_next_page(self) -> Self:
        """Request the next page; ask `has_next_page()` first."""
        return cast("Self", self._next())


class AsyncPageBase(PageBase[T]):
    """One page of a list. Iterating over it goes on to the pages after it."""

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.iter_pages():
            for item in page.page_items():
                yield item

    async def iter_pages(self) -> AsyncIterator[Self]:
        """This page and those after it, each requested when it is asked for."""
        page, seen = self, _Seen()
        yield page
        while page.has_next_page():
            seen.note(page)
            page = await page.get_next_page()
            yield page

    async def get_next_page(self) -> Self:
        """Request the next page; ask `has_next_page()` first."""
        return cast("Self", await cast("Awaitable[object]", self._next()))


class _Seen:
    """The cursors of one walk: a server that gives one twice would keep us walking for ever."""

    def __init__(self) -> None:
        self._cursors: set[str] = set()

    def note(self, page: PageBase[Any]) -> None:
        info = page.next_page_info()
        cursor = repr(sorted(info.params.items())) if info else ""
        if cursor in self._cursors:
            raise ClientError(f"The pages lead in a circle: {cursor} was there before")
        self._cursors.add(cursor)


def make_page(page: Any, item: Any, data: bytes, link: Link) -> Any:
    """A page class and the reference of its items' type in, the page of the bytes out.

    The whole page is decoded at once. A body that is a bare list is a page of it.
    """
    cls = _page_of(page, item)
    made: Any = decoder(cls)(data)
    if not isinstance(cast("object", made), PageBase):
        made = construct(cls, {cls.scheme.items: made if isinstance(made, list) else []})
    note(made, "_link", link)
    return made


@lru_cache(maxsize=1024)
def _page_of(page: Any, item: Any) -> type[PageBase[Any]]:
    """The page class for one type of items, which a class without a field for them gets here."""
    kind = type_of(item)
    return cast("type[PageBase[Any]]", with_fields(page, _fields_of(page.scheme, kind), kind))


def _fields_of(scheme: PageScheme, item: Any) -> dict[str, Any]:
    """The fields that a scheme speaks of: with them the items are typed, and none is ever missing.

    `data` is a field `data: list[item]`, `result.data` a field `result`, a model that has it.
    """
    leads = (scheme.next, scheme.previous)
    names = (scheme.more, *(lead[1] for lead in leads if lead is not None))
    fields: dict[str, Any] = {name: Any for name in names if name and name.isidentifier()}
    first, *rest = scheme.items.split(".")
    inner: Any = GenericAlias(list, (item,))
    for name in reversed(rest):
        inner = with_fields(Model, {name: inner})
    if scheme.items.replace(".", "").isidentifier():
        fields[first] = inner
    return fields


def _link_of(page: PageBase[Any]) -> Link | None:
    return cast("Link | None", noted(page, "_link"))


def _query_of(page: PageBase[Any]) -> Mapping[str, object]:
    link = _link_of(page)
    return link.query if link else {}


def _at(value: Any, path: str) -> Any:
    """The value at a path of properties, None where the path ends early."""
    for name in path.split("."):
        if isinstance(value, dict):
            value = cast("dict[str, Any]", value).get(name)
        else:
            value = getattr(value, name, None)
    return value
