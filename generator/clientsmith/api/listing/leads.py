"""What a list is sent and the members of its answer in, what leads from a page to the next out.

Two that fit by name and by type: nothing is guessed from a parameter alone. docs/calling.md has the
rules as a user reads them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from clientsmith.api.ir import Parameter, Property
from clientsmith.api.listing.members import Member, words_of
from clientsmith.api.pages import ListingKind, Way
from clientsmith.api.types import JsonValue

# What a parameter ends in that says where a page begins.
_POSITIONS = frozenset(
    [
        "after",
        "bookmark",
        "continuation",
        "continue",
        "cursor",
        "marker",
        "offset",
        "page",
        "position",
        "skip",
        "start",
        "token",
    ]
)
_CURSORS = frozenset(["bookmark", "continuation", "continue", "cursor", "marker"])
_OTHER_WAY = frozenset(["before", "current", "first", "previous", "prev", "self", "start"])
_ADDRESS = frozenset(["href", "link", "path", "uri", "url", "page"])
_AFTER = (("after",), ("after", "id"), ("starting", "after"), ("start", "after"))
_NUMBERS = frozenset(["index", "no", "num", "number"])
_OFFSETS = (("offset",), ("page", "offset"), ("skip",), ("start",), ("start", "at"), ("startat",))
_MORE = frozenset(
    [
        "more",
        "has_more",
        "has_next",
        "has_next_page",
        "has_more_items",
        "has_more_results",
        "is_truncated",
    ]
)
_TOTALS = frozenset(
    [
        "total",
        "total_count",
        "total_items",
        "total_results",
        "total_records",
        "total_elements",
        "total_entries",
        "total_size",
        "total_hits",
        "item_count",
        "items_count",
        "num_results",
    ]
)
_PAGES = frozenset(
    ["total_pages", "total_page", "page_count", "pages_count", "pages", "num_pages", "last_page"]
)


@dataclass(frozen=True, slots=True)
class Position:
    """What may say where a page begins: a parameter of the query, or a member of the body.

    `way` has what it is called on the wire, in a body also what it stands in.
    """

    declared: Parameter | Property
    kinds: frozenset[str]
    way: tuple[str, ...]
    in_body: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The words of its name, and of what it stands in."""
        return tuple(word for name in self.way for word in words_of(name))

    def first(self, usual: int) -> int:
        """Where the first page begins: by the default, or by 0 as the least it may be."""
        limits: dict[str, JsonValue] = dict(self.declared.constraints)
        said = self.declared.default if self.declared.has_default else limits.get("minimum")
        return int(said) if isinstance(said, int | float) and said in (0, 1) else usual


@dataclass(frozen=True, slots=True)
class Lead:
    """What leads on: what says where the next page begins, and what that is taken from."""

    kind: ListingKind
    position: Position | None = None
    source: Way = ()
    first: int = 0


def lead_of(
    positions: Iterable[Position], members: tuple[Member, ...], *, link: bool, ids: bool
) -> Lead | None:
    """What leads from page to page, the surest first.

    `link` says whether answers have a header `Link`, `ids` whether the items of the list have ids.
    """
    rows = [each for each in positions if each.kinds]
    more = find(members, _MORE, "boolean") is not None
    for made in (
        _by_cursor(rows, members, more=more),
        _by_address(rows, members),
        _by_header(rows, link=link),
        _by_last_item(rows, more=more, ids=ids),
        _by_count(rows, members),
    ):
        for lead in made:
            return lead
    return None


def more_of(members: tuple[Member, ...]) -> Way:
    """Where an answer says whether there is more."""
    return find(members, _MORE, "boolean") or ()


def total_of(members: tuple[Member, ...]) -> Way:
    """Where an answer says how many items there are in all."""
    return find(members, _TOTALS, "integer") or ()


def pages_of(members: tuple[Member, ...]) -> Way:
    """Where an answer says how many pages there are in all."""
    return find(members, _PAGES, "integer") or ()


def find(members: tuple[Member, ...], names: frozenset[str], kind: str) -> Way | None:
    """The outermost member that has one of these names."""
    for each in members:
        if kind in each.kinds and "_".join(each.words) in names:
            return each.way
    return None


def _by_cursor(
    positions: list[Position], members: tuple[Member, ...], *, more: bool
) -> Iterator[Lead]:
    """`cursor` is sent what `next_cursor` says; the rules are tried one after the other."""
    rules: tuple[Callable[[Position, Member], bool], ...] = (_is_next, _is_same, _is_last_id)
    for rule in rules[: 3 if more else 2]:
        for position in positions:
            for member in members:
                if position.kinds & member.kinds and rule(position, member):
                    yield Lead("cursor", position, member.way)


def _is_next(position: Position, member: Member) -> bool:
    """`next_page_token` for `page_token` or `token`, `next_page.offset` for `offset`."""
    wanted = position.words
    if member.words == wanted and "next" in (*wanted, *member.around):
        return _is_position(wanted) or "next" in wanted
    rest = tuple(word for word in member.words if word != "next")
    if rest == member.words or not rest:
        return False
    shorter, longer = sorted((rest, wanted), key=len)
    return rest == wanted or (longer[-len(shorter) :] == shorter and _is_position(shorter))


def _is_same(position: Position, member: Member) -> bool:
    """`cursor` for `cursor`, `cursors.after` for `after`, `end_cursor` for `after` or `cursor`."""
    wanted, words = position.words, member.words
    if not _OTHER_WAY.isdisjoint(words):
        return False
    joined = "_".join(words)
    if joined == "end_cursor" or (joined == "after" and len(member.way) > 1):
        return wanted[-1] in ("after", "cursor")
    return words[-1] in _CURSORS and wanted[-len(words) :] == words


def _is_last_id(position: Position, member: Member) -> bool:
    """`last_id` or `last` for `after_id` or `after`."""
    wanted, words = position.words, member.words
    if words == ("last",):
        return wanted in _AFTER
    fitting = wanted in _AFTER or (wanted[0] == "after" and wanted[1:] == words[1:])
    return words[0] == "last" and len(words) > 1 and words[-1] == "id" and fitting


def _by_address(positions: list[Position], members: tuple[Member, ...]) -> Iterator[Lead]:
    """`next`, `next_page_url`, `_links.next.href`: where the next page is, if anything says where.

    An address has a query, and no body.
    """
    position = next((each for each in _in_query(positions) if _is_position(each.words)), None)
    for member in members if position is not None else ():
        words = (*member.around, *member.words) if member.words[0] in _ADDRESS else member.words
        plain = [word for word in words if word != "next" and word not in _ADDRESS]
        allowed = not plain or (member.words[0] in _ADDRESS and "next" in member.around)
        if "string" in member.kinds and "next" in words and allowed:
            # What is called `next` and nothing else may be a cursor as well.
            opaque = (
                position is not None and member.words == ("next",) and "string" in position.kinds
            )
            yield Lead("address", position if opaque else None, member.way)


def _by_header(positions: list[Position], *, link: bool) -> Iterator[Lead]:
    """The header `Link` (RFC 8288), where a parameter says where a page begins."""
    if link and any(_is_position(each.words) for each in _in_query(positions)):
        yield Lead("header")


def _by_last_item(positions: list[Position], *, more: bool, ids: bool) -> Iterator[Lead]:
    """`starting_after` is sent the id of the last item, where the answer says whether there is more."""
    for position in positions if more and ids else ():
        if position.words in _AFTER and "string" in position.kinds:
            yield Lead("last_item", position)


def _by_count(positions: list[Position], members: tuple[Member, ...]) -> Iterator[Lead]:
    """`page` or `offset` go on, where the answer says how many there are, or where it is."""
    known = find(members, _MORE, "boolean") or find(members, _TOTALS | _PAGES, "integer")
    for position in positions:
        words, same = position.words, frozenset({"_".join(position.words)})
        if position.in_body:
            words = words_of(position.way[-1])
        if "integer" not in position.kinds:
            continue
        if words in _OFFSETS or words == ("start", "index"):
            if known or find(members, same, "integer"):
                first = position.first(1 if "index" in words else 0)
                yield Lead("offset", position, first=first)
        elif _is_number(words) and (known or find(members, same | {"current_page"}, "integer")):
            yield Lead("number", position, first=position.first(1))


def _in_query(positions: list[Position]) -> Iterator[Position]:
    return (each for each in positions if not each.in_body)


def _is_number(words: tuple[str, ...]) -> bool:
    """`page`, `page_number`, `page[number]`, `current_page`."""
    if words in (("page",), ("current", "page"), ("pageno",)):
        return True
    return len(words) == 2 and words[0] == "page" and words[1] in _NUMBERS


def _is_position(words: tuple[str, ...]) -> bool:
    return words[-1] in _POSITIONS or words in _AFTER or words in _OFFSETS or _is_number(words)
