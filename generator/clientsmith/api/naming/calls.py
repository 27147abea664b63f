"""What is known of an operation before it is named, and the tree of all paths."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from clientsmith.api.naming.english import words_of

Gift: TypeAlias = Literal["list", "object", "file", "stream", "unknown"]
Words: TypeAlias = "tuple[str, ...]"

_PARAMETER = re.compile(r"\{[^{}]*\}")
_EXTENSION = re.compile(r"\.(json|xml)$", re.I)
_VERSION = re.compile(
    r"v\d+([._-]?\d+)*([._-]?(alpha|beta|rc|preview)\d*)?|\d{4}-\d\d(-\d\d)?|\d+(\.\d+)+", re.I
)
_NOISE = frozenset({"api", "apis", "rest"})
_SELF = frozenset({"me", "self"})


@dataclass(frozen=True, slots=True)
class Call:
    """An operation: its method, its path, its id and tags as the document has them, what it gives.

    `above` are the tags that its first one stands below. `takes_file` where a form with a file is all that it takes.
    """

    method: str
    path: str
    id: str = ""
    tags: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    gives: Gift = "unknown"
    takes_file: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a path: the words of a literal, or of a parameter's name.

    `me` is a literal, and stands for one thing all the same.
    """

    words: Words
    parameter: bool = False

    @property
    def is_self(self) -> bool:
        """Whether it stands for whoever calls."""
        return not self.parameter and "".join(self.words) in _SELF

    @property
    def is_item(self) -> bool:
        """Whether it stands for one of many."""
        return self.parameter or self.is_self

    @property
    def is_noise(self) -> bool:
        """Whether every path may have it, and it says nothing: a version, `api`."""
        return not self.parameter and "".join(self.words) in _NOISE


def segments_of(path: str) -> tuple[Segment, ...]:
    """`/v1/Messages/{Sid}.json` -> the literal `messages` and the parameter `sid`."""
    path, _, fragment = path.partition("#")
    found: list[Segment] = []
    for text in [*path.partition("?")[0].split("/"), fragment]:
        if not _VERSION.fullmatch(text):
            found.extend(_pieces(text))
    return tuple(each for each in found if each.parameter or each.words)


def _pieces(text: str) -> Iterator[Segment]:
    """`{id}:publish` is a parameter and a literal, `OData(key='{k}')` a literal and a parameter."""
    end = 0
    for match in _PARAMETER.finditer(text):
        yield from _literals(text[end : match.start()])
        yield Segment(tuple(words_of(match[0])), parameter=True)
        end = match.end()
    yield from _literals(text[end:])


def _literals(text: str) -> Iterator[Segment]:
    for part in _EXTENSION.sub("", text).partition("(")[0].split(":"):
        segment = Segment(tuple(words_of(part)))
        if not segment.is_noise:
            yield segment


@dataclass
class Place:
    """A point in the tree of paths: the methods that end here, and what follows."""

    methods: dict[str, Call] = field(default_factory=dict[str, Call])
    after: dict[Words, Place] = field(default_factory=dict[Words, "Place"])
    item: Place | None = None

    @property
    def is_leaf(self) -> bool:
        """Whether no path goes on from here."""
        return not self.after and self.item is None


class PathTree:
    """All paths of a document, without what they all begin with."""

    def __init__(self, calls: Iterable[Call]) -> None:
        self._root = Place()
        listed = [(call, segments_of(call.path)) for call in calls]
        self._skipped = _shared(segments for _, segments in listed)
        for call, _ in listed:
            self.places(call)[-1].methods[call.method] = call

    def segments(self, call: Call) -> tuple[Segment, ...]:
        """The segments of an operation's path."""
        return segments_of(call.path)[self._skipped :]

    def places(self, call: Call) -> list[Place]:
        """The points that a path goes through, the root first."""
        found = [self._root]
        for segment in self.segments(call):
            place = found[-1]
            if segment.parameter:
                place.item = place.item or Place()
                found.append(place.item)
            else:
                found.append(place.after.setdefault(segment.words, Place()))
        return found


def _shared(paths: Iterable[tuple[Segment, ...]]) -> int:
    """How many literals all paths begin with, each of them going on with a literal."""
    listed = list(dict.fromkeys(paths))
    count = 0
    while len(listed) > 1 and all(
        len(each) > count + 1 and not each[count].is_item and not each[count + 1].parameter
        for each in listed
    ):
        if len({each[count].words for each in listed}) > 1:
            break
        count += 1
    return count
