"""An operationId and the resource it is in, in; what it is called there, out.

An id that says its resource again goes without: `customers.get_customers` is `customers.list`. What
is left of it stays as its author has it, but that a verb which stands alone, or was followed by the
resource, is one of `list`, `create`, `retrieve`, `update`, `delete` where it means that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from clientsmith.api.case import singular
from clientsmith.api.naming.calls import Call, Segment, Words
from clientsmith.api.naming.english import (
    ARTICLES,
    OWNING,
    PREPOSITIONS,
    QUANTIFIERS,
    READING,
    STANDARD,
    VERBS,
    base,
    is_plural,
    words_of,
)

_CONTROLLER = re.compile(r"(?<=[a-z0-9])Controller(?=_)")


@dataclass(frozen=True, slots=True)
class _Cut:
    """What is left of an id; whether its resource was among it, and as one or as several things."""

    words: Words
    done: bool = False
    plural: bool = False


def id_words(call: Call) -> Words:
    """The words of an id, without what a framework may have put into it: the path and the method
    behind it, what its classes are called.

    `read_item_items__item_id__get` of `GET /items/{item_id}` is `read_item`, `getPetsUsingGET_1` is
    `getPets`, `PetsController_feed` is `pets_feed`.
    """
    words, method = words_of(_CONTROLLER.sub("", call.id)), call.method.lower()
    numbered = words[-1:] and words[-1].isdigit()
    if (words[:-1] if numbered else words)[-2:] == ["using", method]:
        words = words[: -3 if numbered else -2]
    tail = [*words_of(call.path), method]
    if len(words) > len(tail) and words[-len(tail) :] == tail:
        words = words[: -len(tail)]
    return tuple(words)


def is_path_like(words: Words, call: Call, segments: Iterable[Segment]) -> bool:
    """Whether an id is the method and the path again: `GetCustomersCustomer`, `files_id_copy_post`.

    Where there are tags, one that says a single segment or no parameter is somebody's own: `getPets`.
    """
    method = call.method.lower()
    meant = {"post": "create", "put": "update", "patch": "update"}.get(method, method)
    if words[0] in (method, meant):
        rest = list(words[1:])
    elif words[-1] == method:
        rest = list(words[:-1])
    else:
        return False
    said, silent = 0, False
    for segment in segments:
        before = len(rest)
        for word in segment.words:
            if rest and base(rest[:1]) == base([word]):
                rest.pop(0)
            elif not segment.is_item:
                return False
        said += len(rest) < before
        silent = silent or (segment.parameter and len(rest) == before)
        if segment.parameter and rest[:1] == ["by"]:
            rest.pop(0)
    return not rest and (not call.tags or (said > 1 and not silent))


def without_resource(words: Words, nouns: Sequence[Words], title: Words = ()) -> _Cut:
    """The words of an id without those of its resource, the nearest of `nouns` first."""
    found = _Cut(words)
    for noun in nouns:
        left = _without(found.words, noun)
        if left.done:
            plural = found.plural if found.done else left.plural
            found = _Cut(left.words, done=True, plural=plural)
    # A verb of the title says what is done all the same: `embedded_sign_url` of `Dropbox Sign`.
    kept = tuple(word for word in found.words if word not in title or word in VERBS)
    return replace(found, words=kept) if found.done and kept else found


def _without(words: Words, noun: Words) -> _Cut:
    """`add_item_for_portfolio` less `portfolio` is `add_item`, `get_all_pets` less `pet` is `get`."""
    spans = [span for span in _spans(words, noun) if span[0] > 0 or words[0] not in VERBS]
    for start, end in reversed(spans):
        before = _without_articles(words[:start])
        if end == len(words) and len(before) > 2 and before[-1] in OWNING:
            return _Cut(before[:-1], done=True, plural=is_plural(before[:-1]))
    if not spans:
        return _Cut(words)
    start, end = spans[0]
    before, after = _without_articles(words[:start]), words[end:]
    several = is_plural(_object(after) or words[start:end])
    if before[:1] and before[0] in READING | {"list"} and before[-1] in QUANTIFIERS:
        before, several = before[:-1], True
    return _Cut((*before, *after), done=True, plural=several)


def _object(words: Words) -> Words:
    """The words up to a preposition."""
    end = next((i for i, word in enumerate(words) if word in PREPOSITIONS), len(words))
    return words[:end]


def _spans(words: Words, noun: Words) -> list[tuple[int, int]]:
    """Where a noun stands in an id, however it is divided."""
    wanted = base(noun)
    return [
        (start, end)
        for start in range(len(words))
        for end in range(start + 1, min(len(words), start + len(wanted)) + 1)
        if base(words[start:end]) == wanted
    ]


def _without_articles(words: Words) -> Words:
    return words[:-1] if words and words[-1] in ARTICLES else words


def short_names(call: Call, cut: _Cut, segments: Sequence[Segment]) -> tuple[str, str]:
    """What is left of an id as a name, in the words of all clients where it means what they do."""
    words = [word for word in cut.words if word not in ARTICLES]
    if words[0] in READING and words[1:2] == ["list"]:  # `get_a_list_of_current_users`
        words = words[1:] if words[2:3] != ["of"] else ["list", *words[3:]]
    ends_in_item = bool(segments) and segments[-1].is_item
    if ends_in_item and words[-2:] == ["by", "id"] and len(words) > 2:
        words = words[:-2]
    while len(words) > 1 and words[-1] in PREPOSITIONS:
        words.pop()
    verb, rest = words[0], words[1:]
    if rest and any(each.words == tuple(words) for each in segments):
        return "_".join(words), "_".join(words)  # the path has the action by this very name
    if verb in READING | {"list"}:
        many = verb == "list" or _is_list(call, cut.plural, ends_in_item=ends_in_item)
        meant = "list" if many else "retrieve"
    else:
        meant = STANDARD.get(verb, verb)
    own = "retrieve" if verb in READING else verb
    return "_".join((meant, *_owned(rest, segments))), "_".join((own, *rest))


def _is_list(call: Call, plural: bool, *, ends_in_item: bool) -> bool:
    return plural and (call.gives == "list" if ends_in_item else True)


def _owned(rest: Sequence[str], segments: Sequence[Segment]) -> tuple[str, ...]:
    """`list` and `team` are `list_for_team` below `/teams/{team_id}`; of what nobody owns, but is
    only told apart (`/sip/domains`), nothing is left."""
    if not rest or rest[0] in PREPOSITIONS:
        return tuple(rest)
    owners: list[tuple[str, bool]] = []  # the nouns above, and whether each is one of many
    for segment, below in pairwise(segments):
        if segment.is_self:
            owners.append(("user", True))
        elif not segment.parameter:
            owners.append((base(segment.words), below.is_item))
    for start in range(len(owners)):
        for end in range(start + 1, len(owners) + 1):
            if "".join(noun for noun, _ in owners[start:end]) == base(rest):
                one = ("for", *rest[:-1], singular(rest[-1]))
                return one if any(many for _, many in owners[start:end]) else ()
    return tuple(rest)
