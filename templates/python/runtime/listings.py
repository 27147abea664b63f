"""An answer that is a page of a list in, the same as a model that knows how to get the next page out."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from .decode import decoder, type_of
from .following import Listing, Next, Origin, following, value_at
from .models import finish_class
from .pages import PageInfo
from .query import is_array
from .response_info import FromResponse, note, noted

if TYPE_CHECKING:
    import httpx
    from typing_extensions import Self

    from .arguments import Arguments
    from .lazy import Hooks

T = TypeVar("T")
PageT = TypeVar("PageT", bound="ListingBase[Any]")


class ListingBase(Generic[T]):
    """What both kinds of page have that needs no I/O.

    A member of the answer may be called as one of these methods; the answer's is had then, so nothing
    here relies on a method's name.
    """

    __slots__ = ()

    def has_next_page(self) -> bool:
        """Whether there is more, as far as this page tells."""
        return _next_of(self) is not None

    def next_page_info(self) -> PageInfo | None:
        """What the next page is asked for by, None if this is the last."""
        found, origin = _next_of(self), _origin_of(self)
        if found is None or origin is None:
            return None
        return PageInfo(json=found.params) if origin.listing.in_body else PageInfo(found.params)


class SyncListing(ListingBase[T]):
    """A page of a list. Iterating over it goes on to the pages after it."""

    __slots__ = ()

    def iter_pages(self) -> Iterator[Self]:
        """This page and those after it, each requested when it is asked for."""
        page, met = self, set[str]()
        yield page
        while (found := _unmet(page, met)) is not None:
            page = _behind(page, _fetch(page, found))
            yield page

    def get_next_page(self) -> Self:
        """Request the next page; ask `has_next_page()` first."""
        return _behind(self, _fetch(self, _next_of(self)))


class AsyncListing(ListingBase[T]):
    """A page of a list. Iterating over it goes on to the pages after it."""

    __slots__ = ()

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in AsyncListing[T].iter_pages(self):
            for item in _items_of(page):
                yield item

    async def iter_pages(self) -> AsyncIterator[Self]:
        """This page and those after it, each requested when it is asked for."""
        page, met = self, set[str]()
        yield page
        while (found := _unmet(page, met)) is not None:
            page = _behind(page, await _fetch(page, found))
            yield page

    async def get_next_page(self) -> Self:
        """Request the next page; ask `has_next_page()` first."""
        return _behind(self, await _fetch(self, _next_of(self)))


class ListAnswer(FromResponse, list[Any]):
    """An answer that is a list itself."""

    def __reduce__(self) -> Any:
        return type(self), (self[:],)


def listings(module: str, rows: Mapping[str, tuple[str, Listing]]) -> Hooks:
    """The hooks by which a module has the classes of pages, each made when it is first used.

    `rows` has by the name of a class, less `Sync` and `Async`, the model that it is, and how its
    list continues.
    """

    def getattr_(name: str) -> object:
        for prefix, kind in _KINDS.items():
            row = rows.get(name.removeprefix(prefix)) if name.startswith(prefix) else None
            if row is not None:
                made = _page_class(name, module, kind, *row)
                setattr(sys.modules[module], name, made)
                return made
        raise AttributeError(f"module {module!r} has no attribute {name!r}")

    def dir_() -> list[str]:
        made = (f"{prefix}{name}" for prefix in _KINDS for name in rows)
        return sorted({*vars(sys.modules[module]), *made})

    return getattr_, dir_


def make_listing(
    cls: Any,
    response: httpx.Response,
    arguments: Arguments,
    repeat: Callable[[Arguments], Any],
) -> Any:
    """A class of pages and an answer in, the page out; what is none as it came."""
    answer, listing = _ANSWERS[cls]
    made: Any = decoder(answer)(response.content)
    if not listing.items and isinstance(made, list):
        made = cls(made)
    if type(made) is cls:
        note(made, "_link", Origin(listing, arguments, response, repeat))
    return made


def _page_class(name: str, module: str, kind: type, reference: str, listing: Listing) -> type:
    """`SyncPetListPage`, a `PetList` with iteration; a list that has a class of its own with it."""
    model: Any = type_of(reference)
    members: dict[str, Any] = {"__module__": module, "__qualname__": name}
    if kind is SyncListing:  # in the class itself, as models have another
        members["__iter__"] = _iterate
    finish_class(model)  # its annotations are resolved where it stands
    base: Any = model if listing.items else ListAnswer
    made: type = type(base)(name, (base, kind), members)
    _ANSWERS[made] = (made if listing.items else model, listing)
    return made


def _iterate(page: Any) -> Iterator[Any]:
    pages: Iterator[Any] = SyncListing[Any].iter_pages(page)
    return chain.from_iterable(map(_items_of, pages))


def _next_of(page: ListingBase[Any]) -> Next | None:
    origin = _origin_of(page)
    return following(page, _items_of(page), origin) if origin is not None else None


def _unmet(page: ListingBase[Any], met: set[str]) -> Next | None:
    """The next page, unless a walk has met it: a server that gives one twice would keep it going
    for ever."""
    found = _next_of(page)
    if found is None or found.key in met:
        return None
    met.add(found.key)
    return found


def _fetch(page: ListingBase[Any], found: Next | None) -> Any:
    origin = _origin_of(page)
    if found is None or origin is None:
        raise RuntimeError("There is no next page; `has_next_page()` tells.")
    return origin.fetch(found)


def _behind(page: PageT, found: Any) -> PageT:
    """The next page, which knows how many items there were before it."""
    before, origin = _origin_of(page), _origin_of(found)
    if before is not None and origin is not None and before.before is not None:
        origin.before = before.before + len(_items_of(page))
    return cast("PageT", found)


def _items_of(page: Any) -> list[Any]:
    if isinstance(page, ListAnswer):
        return page[:]
    _, listing = _ANSWERS.get(page.__class__, (None, None))
    found: Any = value_at(page, listing.items) if listing is not None else None
    return cast("list[Any]", found) if is_array(found) else []


def _origin_of(page: Any) -> Origin | None:
    return cast("Origin | None", noted(page, "_link"))


_KINDS: dict[str, type] = {"Sync": SyncListing, "Async": AsyncListing}
_ANSWERS: dict[type, tuple[Any, Listing]] = {}
"""By the class of a page what an answer is read as, and how the list continues."""
