"""All operations of a document in, the accessor of each out: the way in which a user calls it.

In this order: a dotted id is the accessor; an id that is neither its path again nor says its
resource again is kept; an id goes without its resource; paths say what nothing else does. The
resource is the first tag, below those above it, or the nouns of the path where a tag says nothing: where there is none,
or one for everything. Of two operations that would have one name, each takes a longer one, but for
one whose own words it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clientsmith.api.case import snake
from clientsmith.api.naming.calls import Call, PathTree, Words
from clientsmith.api.naming.english import base, begins_with_verb, is_plural, words_of
from clientsmith.api.naming.ids import id_words, is_path_like, short_names, without_resource
from clientsmith.api.naming.paths import Way, way_of

Accessor = tuple[str, ...]


def accessors(calls: Sequence[Call], title: str = "") -> list[Accessor]:
    """The accessor of each operation, in their order."""
    naming = _Naming(calls, title)
    return _without_collisions([naming.offers(call) for call in calls])


@dataclass(frozen=True)
class _Offers:
    """The accessors that an operation could have, the best first; `own` are words of its id."""

    resource: Accessor
    names: tuple[str, ...]
    own: frozenset[str] = frozenset()

    def at(self, index: int) -> Accessor:
        """One of the accessors."""
        return (*self.resource, self.names[index])


class _Naming:
    """What the operations of a document have in common: paths, tags, the name of it all."""

    def __init__(self, calls: Sequence[Call], title: str) -> None:
        self._title = tuple(words_of(title))
        self._tree = PathTree(calls)
        self._ways = {(each.method, each.path): way_of(each, self._tree) for each in calls}
        self._tags = _tag_words(calls, self._tree) if self._tags_tell(calls) else {}

    def _tags_tell(self, calls: Sequence[Call]) -> bool:
        """Whether tags say more than that all belongs together, which paths do better: but for those
        that are actions, `/getUser`."""
        first = {each.tags[0] if each.tags else "" for each in calls}
        roots = (noun for way in self._ways.values() for noun in way.resource[:1])
        return len(first) > 1 or any(len(noun) > 1 and begins_with_verb(noun) for noun in roots)

    def offers(self, call: Call) -> _Offers:
        """What an operation could be called."""
        parts = [snake(part) for part in call.id.split(".")]
        if len(parts) > 1 and all(parts):
            return _Offers(tuple(parts[:-1]), (parts[-1],))
        way = self._ways[call.method, call.path]
        segments = self._tree.segments(call)
        words = id_words(call)
        path_like = not words or is_path_like(words, call, segments)
        resource, nouns = self._resource(call, way, words, path_like=path_like)
        accessor = tuple("_".join(each) for each in self._below(call, resource)) or ("api",)
        whole = "_".join(words) or snake(f"{call.method} {call.path}")
        if path_like:
            return _Offers(accessor, _distinct(way.name, *way.longer, whole))
        cut = without_resource(words, nouns, self._title)
        if not cut.done:
            return _Offers(accessor, (whole,), frozenset([whole]))
        if not cut.words:
            return _Offers(accessor, _distinct(way.name, whole), frozenset([whole]))
        plain, own = short_names(call, cut, segments)
        return _Offers(accessor, _distinct(plain, own, whole), frozenset([own, whole]))

    def _below(self, call: Call, resource: tuple[Words, ...]) -> tuple[Words, ...]:
        """A resource below the tags above it, whose words it doesn't say again."""
        if not call.tags or call.tags[0] not in self._tags:  # tags say nothing
            return resource
        above = tuple(self._tags.get(each) or tuple(words_of(each)) for each in call.above)
        shared = len(above[-1]) if above else 0
        if shared and resource[0] != above[-1] and resource[0][:shared] == above[-1]:
            return (*above, resource[0][shared:], *resource[1:])
        return (*above, *resource)

    def _resource(
        self, call: Call, way: Way, words: Words, *, path_like: bool
    ) -> tuple[tuple[Words, ...], list[Words]]:
        """The resource that an operation is in, and the nouns that its id may say again."""
        tag = self._tags.get(call.tags[0]) if call.tags else None
        if tag is None:
            return way.resource, _longest_first(way.resource)
        depth = _depth(way.resource, tag)
        below = way.resource[depth + 1 :] if depth is not None else ()
        if below and (path_like or _says_more(words, (tag, *below))):
            return (tag, *below), _longest_first((tag, *below))
        if path_like and depth is None:
            return (tag, *way.resource[-1:]), []
        same = [each for each in way.resource[-1:] if base(each[-1:]) == base(tag[-1:])]
        return (tag,), _longest_first((*same, tag))


def _depth(nouns: tuple[Words, ...], tag: Words) -> int | None:
    """Where a path has what a tag says, or more of it: `special-events` for `Events`."""
    found = [depth for depth, noun in enumerate(nouns) if base(noun) == base(tag)]
    more = [depth for depth, noun in enumerate(nouns) if base(noun[-len(tag) :]) == base(tag)]
    return next(iter([*found, *more]), None)


def _distinct(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _says_more(words: Words, nouns: tuple[Words, ...]) -> bool:
    """Whether an id says the first and the last noun of a resource, and what is done with it."""
    says_both = all(without_resource(words, [noun]).done for noun in (nouns[0], nouns[-1]))
    return says_both and bool(without_resource(words, _longest_first(nouns)).words)


def _longest_first(nouns: tuple[Words, ...]) -> list[Words]:
    return sorted(dict.fromkeys(nouns), key=len, reverse=True)


# --- tags ---

# What a tag may end in, and what it says nothing by: `Batch API`, `pet-controller`.
_TAG_ENDINGS = frozenset({"api", "controller"})


def _tag_words(calls: Iterable[Call], tree: PathTree) -> dict[str, Words]:
    """What each tag is as a resource: as paths divide it, and plural where they have it so."""
    found: dict[str, Words] = {}
    tags = dict.fromkeys(call.tags[0] for call in calls if call.tags)
    skipped = _shared_words([words_of(tag) for tag in tags])
    literals: dict[str, dict[Words, None]] = {}
    for call in calls:
        for tag in call.tags[:1]:
            nouns = literals.setdefault(tag, {})
            nouns.update(
                dict.fromkeys(each.words for each in tree.segments(call) if not each.is_item)
            )
    for tag in tags:
        words = words_of(tag)[skipped:]
        kept = words[:-1] if words[1:] and words[-1] in _TAG_ENDINGS else words
        if kept:
            found[tag] = _as_in_paths(tuple(kept), literals[tag])
    return found


def _as_in_paths(tag: Words, literals: Iterable[Words]) -> Words:
    """`OAuth` is `oauth` where paths have it so, `CallRecording` `call_recordings` after `/Recordings`."""
    spelled = next((each for each in literals if base(each) == base(tag)), tag)
    if is_plural(spelled):
        return spelled
    for noun in (tag, *literals):
        if is_plural(noun) and base(spelled[-len(noun) :]) == base(noun):
            return (*spelled[: -len(noun)], *noun)
    return spelled


def _shared_words(tags: Sequence[Sequence[str]]) -> int:
    """How many words all tags begin with, and go on after: `Api20100401` of Twilio's."""
    count = 0
    while len(tags) > 1 and all(len(each) > count + 1 for each in tags):
        if len({each[count] for each in tags}) > 1:
            break
        count += 1
    return count


# --- names that meet ---


def _without_collisions(offered: Sequence[_Offers]) -> list[Accessor]:
    """Longer names for operations that would have one, but for the one whose own words it is."""
    at = [0] * len(offered)
    moved = True
    while moved:
        chosen = [offers.at(index) for offers, index in zip(offered, at, strict=True)]
        count = Counter(chosen)
        owners = Counter(
            each for each, offers in zip(chosen, offered, strict=True) if each[-1] in offers.own
        )
        resources = {each[:depth] for each in chosen for depth in range(1, len(each))}
        moved = False
        for number, (accessor, offers) in enumerate(zip(chosen, offered, strict=True)):
            keeps = count[accessor] == 1 or (owners[accessor] == 1 and accessor[-1] in offers.own)
            if (not keeps or accessor in resources) and at[number] + 1 < len(offers.names):
                at[number] += 1
                moved = True
    return [offers.at(index) for offers, index in zip(offered, at, strict=True)]
