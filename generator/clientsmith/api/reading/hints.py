"""Schema nodes that have no names in, what they would be called out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clientsmith.api.case import pascal, singular, split_words
from clientsmith.document import Node


@dataclass(frozen=True, slots=True)
class Hint:
    """What an inline schema would be called, should it need a name."""

    module: tuple[str, ...]
    name: str

    def member(self, *words: str) -> Hint:
        """The hint for something inside this one."""
        return Hint(self.module, pascal(self.name, *words))


def item_hint(hint: Hint) -> Hint:
    """`Pets` -> `Pet`, `Kind` -> `KindItem`."""
    words = split_words(hint.name)
    if words and singular(words[-1]) != words[-1]:
        return Hint(hint.module, "".join([*words[:-1], singular(words[-1])]))
    return hint.member("Item")


def branch_hints(hint: Hint, branches: Sequence[Node]) -> Iterator[Hint]:
    """Alternatives are called by their tags, by titles, by what they are of, or else by numbers.

    A constant that several of them have is no tag.
    """
    tags = [_tag(each) for each in branches]
    counted = Counter(tags)
    for index, (branch, tag) in enumerate(zip(branches, tags, strict=True), 1):
        title = branch.text("title")
        other = title if split_words(title) else _subject(branch)
        name = tag if tag and counted[tag] == 1 else other
        yield hint.member(name) if name else hint.member("Variant", str(index))


def _subject(branch: Node) -> str:
    """The schema that an alternative adds to, or the only member that it needs or has."""
    parts = branch.get("allOf")
    for part in parts.elements() if parts is not None else ():
        if part.is_reference:
            name = part["$ref"].value.rpartition("/")[2]
            return name if split_words(name) else ""
    properties = branch.get("properties")
    for names in (
        branch.strings("required"),
        [n for n, _ in properties.items()] if properties else [],
    ):
        if len(names) == 1 and split_words(names[0]):
            return names[0]
    return ""


def _tag(branch: Node) -> str:
    """The constant that a required member of an alternative has, which tells it from others."""
    for name in branch.strings("required"):
        member = branch.at(("properties", name))
        values = _constants(member) if member is not None else []
        if len(values) == 1 and isinstance(values[0], str) and split_words(values[0]):
            return values[0]
    return ""


def _constants(member: Node) -> list[object]:
    enum = member.get("enum")
    return [member["const"].value] if "const" in member else enum.sequence if enum else []
