"""An object node in, its members out, whatever `allOf` and alternatives they are spread over."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeAlias, cast

from clientsmith.document import Node
from clientsmith.document.limits import MAX_MEMBERS, refuse_excess
from clientsmith.document.nodes import Identity

# What says nothing of a type.
_SILENT = frozenset(
    {"description", "title", "example", "examples", "nullable", "deprecated", "default"}
)


@dataclass(frozen=True, slots=True)
class Member:
    """A property of an object, and whether every such object has it.

    `remarks` are declarations that say nothing of its type, the last one first; `others` are what
    else it may be, where alternatives declare it and the object itself doesn't.
    """

    name: str
    node: Node
    required: bool
    remarks: tuple[Node, ...] = ()
    others: tuple[Node, ...] = ()


def parts_of(node: Node) -> list[Node]:
    """What `allOf`, and a reference beside other keywords, say of the type."""
    branches = node.get("allOf")
    found = [node["$ref"].follow()] if node.extends else []
    if branches is not None:
        found.extend(each for each in branches.elements() if set(each.mapping) - _SILENT)
    return found


_NEVER = sys.maxsize
_MOST_REMARKS = 4
_MOST_OTHERS = 100


@dataclass(slots=True)
class _Row:
    """What is known of a member: `sure` if no alternative brought it."""

    node: Node
    sure: bool
    remarks: tuple[Node, ...] = ()
    others: tuple[Node, ...] = ()

    def or_else(self, *nodes: Node) -> _Row:
        """The same member, of which another alternative says that it may be something else."""
        known = {each.identity for each in (self.node, *self.others)}
        new = tuple(each for each in nodes if each.identity not in known)
        if not new:
            return self
        return replace(self, others=(*self.others, *new)[:_MOST_OTHERS])


@dataclass(slots=True)
class _Composed:
    """An object: its members, those it must have, and whether it declares any.

    `low` is how far down the stack it was cut short by what was still being composed there.
    """

    rows: dict[str, _Row] = field(default_factory=dict[str, _Row])
    required: set[str] = field(default_factory=set[str])
    is_object: bool = False
    is_union: bool = False
    low: int = _NEVER

    def add(self, name: str, row: _Row) -> None:
        """A further declaration of a member: alternatives give way, and so does what says nothing."""
        known = self.rows.get(name)
        if known is not None and row.sure and _says_nothing(row.node):
            said = (row.node, *row.remarks, *known.remarks)[:_MOST_REMARKS]
            self.rows[name] = replace(known, sure=True, remarks=said)
        elif known is None or row.sure:
            self.rows[name] = row
        elif not known.sure:
            self.rows[name] = known.or_else(row.node, *row.others)

    def join(self, part: _Composed, *, sure: bool) -> None:
        """The members of a part, or of an alternative."""
        for name, row in part.rows.items():
            self.add(name, row if sure or not row.sure else replace(row, sure=False))
        if sure:
            self.required |= part.required
        self.low = min(self.low, part.low)


def _says_nothing(node: Node) -> bool:
    return isinstance(node.value, dict) and not set(node.mapping) - _SILENT


class _Wish(NamedTuple):
    """An object to compose: as a whole, or without its alternatives."""

    node: Node
    whole: bool = True

    @property
    def key(self) -> _Key:
        """The same for every wish of this."""
        return self.node.identity, self.whole


_Key: TypeAlias = tuple[Identity, bool]
_Work: TypeAlias = "Generator[_Wish, _Composed | None, _Composed]"


class Composer:
    """Composes objects; a part that many are made of is composed once."""

    def __init__(self) -> None:
        self.known: dict[_Key, _Composed] = {}
        self._alternatives: dict[Identity, list[Node]] = {}
        self._variants: dict[Identity, frozenset[Identity]] = {}
        self._spent = 0

    def members_of(self, node: Node) -> tuple[Member, ...]:
        """The members of an object, its own and those of its parts; a later one replaces an earlier.

        Alternatives beside members (`properties` with `oneOf`) bring theirs as optional ones; a
        node that is nothing but alternatives has none.
        """
        found = self.known.get(_Wish(node).key) or _Run(self).composed(_Wish(node))
        if not found.is_object:
            return ()
        return tuple(
            Member(name, row.node, name in found.required, row.remarks, row.others)
            for name, row in found.rows.items()
        )

    def alternatives(self, node: Node) -> list[Node]:
        """The alternatives that a node lists."""
        if node.identity not in self._alternatives:
            branches = (node[key].elements() for key in ("oneOf", "anyOf") if key in node)
            found = [each.resolve() for listed in branches for each in listed]
            self._alternatives[node.identity] = found
            self._variants[node.identity] = frozenset(each.identity for each in found)
        return self._alternatives[node.identity]

    def is_variant(self, node: Node, base: Node) -> bool:
        """Whether a node is one of the alternatives of another."""
        return bool(self.alternatives(base)) and node.identity in self._variants[base.identity]

    def spend(self, node: Node, count: int) -> None:
        """Counts what is composed, and ends the run when it is too much."""
        self._spent += count + 1
        if self._spent > MAX_MEMBERS:
            refuse_excess(node.place, f"more than {MAX_MEMBERS:,} members come together in `allOf`")


@dataclass(slots=True)
class _Open:
    """An object that is being composed; `mark` is how many were half known when that began."""

    key: _Key
    work: _Work
    mark: int


class _Run:
    """One composition, on a stack of its own: no tower is too high.

    A part that leads back to what it is a part of adds nothing there. What is composed without it
    is only half known, and forgotten when the circle is closed.
    """

    def __init__(self, composer: Composer) -> None:
        self._composer = composer
        self._known = composer.known
        self._half: dict[_Key, _Composed] = {}
        self._stack: list[_Open] = []
        self._open: dict[_Key, int] = {}

    def composed(self, root: _Wish) -> _Composed:
        """The object that a node describes."""
        self._push(root)
        answer: _Composed | None = None
        while True:
            try:
                wanted = self._stack[-1].work.send(answer)
            except StopIteration as done:
                answer = cast("_Composed", done.value)
                self._pop(answer)
                if not self._stack:
                    return answer
            else:
                answer = self._at_once(wanted)
                if answer is None:
                    self._push(wanted)

    def _push(self, wish: _Wish) -> None:
        self._open[wish.key] = len(self._stack)
        self._stack.append(_Open(wish.key, self._work(*wish), len(self._half)))

    def _pop(self, answer: _Composed) -> None:
        done = self._stack.pop()
        del self._open[done.key]
        if answer.low < len(self._stack):
            self._half[done.key] = answer
            return
        answer.low = _NEVER
        self._known[done.key] = answer
        while len(self._half) > done.mark:
            self._half.popitem()

    def _at_once(self, wish: _Wish) -> _Composed | None:
        """What needs no work: it was composed before, or is being composed further down."""
        if wish.key in self._open:
            return _Composed(low=self._open[wish.key])
        return self._known.get(wish.key) or self._half.get(wish.key)

    def _work(self, node: Node, whole: bool) -> _Work:
        """Composes one object; it yields each part, and is sent what that is composed of.

        What lists a node among its alternatives brings it nothing of the others: there is nothing
        of `Dog` in a `Cat` that is a `Pet`, for `Pet: {properties: …, oneOf: [Cat, Dog]}`.
        """
        found = _Composed(required=set(node.strings("required")))
        found.is_union = node.has_any("oneOf", "anyOf")
        given = parts_of(node)
        parts = [each.resolve() for each in given]
        described = False
        for part in parts:
            among = self._composer.is_variant(node, part)
            composed = (yield _Wish(part, not among)) or _Composed()
            found.join(composed, sure=True)
            described = described or composed.is_object or composed.is_union
        for alternative in self._composer.alternatives(node) if whole else ():
            found.join((yield _Wish(alternative)) or _Composed(), sure=False)
        for conditional in _conditionals(node):
            composed = (yield _Wish(conditional.resolve())) or _Composed()
            found.join(composed, sure=False)
            found.is_object = found.is_object or composed.is_object
        own = node.get("properties")
        for name, value in own.items() if own is not None else ():
            found.add(name, _Row(value, sure=True))
        own_part = any(not each.is_reference and not node.extends for each in given)
        narrowed = len(parts) > 1 or own_part or "required" in node or found.is_union
        has_own = own is not None and bool(own.mapping)
        found.is_object = found.is_object or has_own or (described and narrowed)
        self._composer.spend(node, len(found.rows))
        return found


def _conditionals(node: Node) -> Iterator[Node]:
    """What holds only sometimes: `then` and `else`, and what goes with some member."""
    yield from (node[keyword] for keyword in ("if", "then", "else") if keyword in node)
    dependent = node.get("dependentSchemas")
    yield from (each for _, each in dependent.items()) if dependent is not None else ()
