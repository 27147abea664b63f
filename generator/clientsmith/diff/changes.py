"""Two surfaces in, every change between them out: what breaks, what is added, what is mended.

The rules are those of docs/diff.md. A change breaks where code that was right before may be wrong
now: it names what is gone, leaves out what must be given, gives what is no longer taken, or reads
what may no longer be there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from clientsmith.diff.differences import Difference, compare
from clientsmith.diff.renames import renamed_members, renamed_methods, renamed_types
from clientsmith.diff.surface import Member, Method, NamedType, Shape, Surface, spelled

Kind: TypeAlias = Literal["breaking", "addition", "fix"]
Documented: TypeAlias = "Method | NamedType | Member"


@dataclass(frozen=True, slots=True)
class Change:
    """What is different: where in the client, what, and the line of the document that says so."""

    kind: Kind
    subject: str
    text: str
    place: str


def changes_between(old: Surface, new: Surface) -> list[Change]:
    """Every change, in the order of the new client; what is gone stands first."""
    return list(_Comparison(old, new).changes())


class _Comparison:
    """Walks two surfaces side by side."""

    def __init__(self, old: Surface, new: Surface) -> None:
        self._old = old
        self._new = new
        self._types = renamed_types(old, new)

    def changes(self) -> Iterator[Change]:
        """The client's own name, then methods, then types."""
        if self._old.client != self._new.client:
            text = f"the client is called `{self._new.client}` now"
            yield Change("breaking", self._old.client, text, "")
        yield from self._all_methods()
        yield from self._all_types()

    def _all_methods(self) -> Iterator[Change]:
        old, new = self._old.methods, self._new.methods
        moved = renamed_methods(old, new)
        for name in old.keys() - new.keys() - moved.keys():
            yield Change("breaking", _method(name), "is gone", old[name].place)
        for before, after in moved.items():
            text = f"is called `{_method(after)}` now"
            yield Change("breaking", _method(before), text, new[after].place)
        back = {after: before for before, after in moved.items()}
        for name, method in new.items():
            before = name if name in old else back.get(name, "")
            if before:
                yield from self._method(name, old[before], method)
            else:
                yield Change("addition", _method(name), "is new", method.place)

    def _method(self, name: str, old: Method, new: Method) -> Iterator[Change]:
        subject = _method(name)
        if old.call != new.call:
            yield Change("fix", subject, f"calls `{new.call}`, not `{old.call}`", new.place)
        if old.positional != new.positional and set(new.positional) <= set(old.arguments):
            text = f"takes {_listed(new.positional)} by position, not {_listed(old.positional)}"
            yield Change("breaking", subject, text, new.place)
        yield from self._members(subject, "argument", old.arguments, new.arguments, "request")
        yield from self._shape(subject, "gives", old.returns, new.returns, new.place, "response")
        if old.stream is not None and new.stream is not None:
            text = "streams"
            yield from self._shape(subject, text, old.stream, new.stream, new.place, "response")
        elif old.stream is not None:
            yield Change("breaking", subject, "is no longer streamed", new.place)
        elif new.stream is not None:
            yield Change("addition", subject, "can be streamed", new.place)
        yield from _said(subject, old, new)

    def _all_types(self) -> Iterator[Change]:
        old, new = self._old.types, self._new.types
        for name in old.keys() - new.keys() - self._types.keys():
            yield Change("breaking", name, "is gone", old[name].place)
        for before, after in self._types.items():
            yield Change("breaking", before, f"is called `{after}` now", new[after].place)
        yield from self._all_exports()
        back = {after: before for before, after in self._types.items()}
        for name, type_ in new.items():
            before = name if name in old else back.get(name, "")
            if before:
                yield from self._type(name, old[before], type_)
            else:
                yield Change("addition", name, "is new", type_.place)

    def _all_exports(self) -> Iterator[Change]:
        """Further names of types that are still there by another."""
        old, new = set(self._old.exports), set(self._new.exports)
        for name in sorted(old - new - self._old.types.keys()):
            yield Change("breaking", name, "is gone, a further name of a type", "")
        for name in sorted(new - old - self._new.types.keys()):
            yield Change("addition", name, "is a further name of a type", "")

    def _type(self, name: str, old: NamedType, new: NamedType) -> Iterator[Change]:
        if old.fields is not None and new.fields is not None:
            yield from self._members(name, "field", old.fields, new.fields, new.side)
        elif old.shape is not None and new.shape is not None:
            yield from self._shape(name, "is", old.shape, new.shape, new.place, new.side)
        else:
            text = "is an object now" if new.fields is not None else "is no longer an object"
            yield Change("breaking", name, text, new.place)
        yield from _said(name, old, new)

    def _members(
        self,
        subject: str,
        noun: str,
        old: Mapping[str, Member],
        new: Mapping[str, Member],
        side: str,
    ) -> Iterator[Change]:
        renamed = renamed_members(old, new)
        for name in old.keys() - new.keys() - renamed.keys():
            yield Change("breaking", subject, f"{noun} `{name}` is gone", old[name].place)
        for before, after in renamed.items():
            text = f"{noun} `{before}` is called `{after}` now"
            yield Change("breaking", subject, text, new[after].place)
        back = {after: before for before, after in renamed.items()}
        for name, member in new.items():
            before = name if name in old else back.get(name, "")
            if before:
                yield from self._member(subject, f"{noun} `{name}`", old[before], member, side)
            else:
                needed = side != "response" and member.required
                text = f"{noun} `{name}` is new" + (", and must be given" if needed else "")
                kind: Kind = "breaking" if needed else "addition"
                yield Change(kind, subject, text, member.place)

    def _member(
        self, subject: str, what: str, old: Member, new: Member, side: str
    ) -> Iterator[Change]:
        if old.required != new.required:
            yield _required(subject, what, new, side)
        if old.default != new.default:
            told = f"has the default {new.default}" if new.default else "has no default"
            was = f", not {old.default}" if new.default and old.default else " now"
            yield Change("fix", subject, f"{what} {told}{was}", new.place)
        if old.key != new.key:
            yield Change("fix", subject, f"{what} is sent as `{new.key}`", new.place)
        yield from self._shape(subject, f"{what} is", old.shape, new.shape, new.place, side)
        yield from _said(subject, old, new, f"{what} ")

    def _shape(
        self, subject: str, what: str, old: Shape, new: Shape, place: str, side: str
    ) -> Iterator[Change]:
        found = compare(old, new, self._types)
        if found.gained or found.lost:
            yield Change(_weight(found, side), subject, _worded(what, found), place)


def _weight(found: Difference, side: str) -> Kind:
    """A request may take more, and not less; a response may give less, and more of what is open."""
    if side != "response" and found.lost:
        return "breaking"
    if side == "request":
        return "addition"
    if not found.gained:
        return "fix"
    # A further value or variant reaches every reader as it was sent: readers are told to expect it.
    return "addition" if found.grown == found.gained else "breaking"


def _worded(what: str, found: Difference) -> str:
    gained, lost = (
        " or ".join(f"`{spelled(each)}`" for each in side) for side in (found.gained, found.lost)
    )
    if gained and lost:
        return f"{what} {gained}, no longer {lost}"
    return f"{what} {gained} as well" if gained else f"{what} no longer {lost}"


def _required(subject: str, what: str, new: Member, side: str) -> Change:
    if side == "both":
        text = "must be given" if new.required else "may be missing"
        return Change("breaking", subject, f"{what} {text}", new.place)
    if side == "request":
        kind: Kind = "breaking" if new.required else "addition"
        text = "must be given" if new.required else "may be left out"
    else:
        kind, text = ("fix", "is always there") if new.required else ("breaking", "may be missing")
    return Change(kind, subject, f"{what} {text}", new.place)


def _said(subject: str, old: Documented, new: Documented, what: str = "") -> Iterator[Change]:
    if new.deprecated and not old.deprecated:
        yield Change("addition", subject, f"{what}is deprecated", new.place)
    if old.deprecated and not new.deprecated:
        yield Change("fix", subject, f"{what}is no longer deprecated", new.place)
    if old.text != new.text:
        yield Change("fix", subject, f"{what}is described otherwise", new.place)


def _method(accessor: str) -> str:
    return f"client.{accessor}"


def _listed(names: tuple[str, ...]) -> str:
    return " and ".join(f"`{each}`" for each in names) or "nothing"
