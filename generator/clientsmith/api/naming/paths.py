"""The rules of paths: an operation's method and path in, its resource and its name out.

`GET /v1/customers/{id}/subs` is `customers.subs.list`. What ends in a parameter is about one thing
(`retrieve`, `update`, `delete`), a plural or what is followed by a parameter about many (`list`,
`create`), everything else about the one thing that its last segment says. A last segment that is no
thing but an action names the method: `POST /customers/{id}/archive` is `customers.archive`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clientsmith.api.naming.calls import Call, PathTree, Place, Segment, Words
from clientsmith.api.naming.english import begins_with_verb, is_plural

_PLAIN = {"GET": "retrieve", "DELETE": "delete", "HEAD": "head", "QUERY": "query"}

# What a file is called of which a thing has only one.
_CONTENTS = frozenset(
    {"archive", "bytes", "content", "contents", "data", "download", "file", "media", "pdf", "raw"}
)


@dataclass(frozen=True, slots=True)
class Way:
    """The nouns of a path that lead to an operation, and what it is called there.

    `longer` are names to fall back on where another operation has the same.
    """

    resource: tuple[Words, ...]
    name: str
    longer: tuple[str, ...] = ()


def way_of(call: Call, tree: PathTree) -> Way:
    """What the rules of paths make of an operation."""
    segments, places = tree.segments(call), tree.places(call)
    here = places[-1]
    nouns = tuple(each.words for each in segments if not each.is_item)
    method = call.method
    if not segments:
        return Way((), _PLAIN.get(method, method.lower()))
    last = segments[-1]
    if last.is_item:
        return _item(call, places, segments, nouns or (last.words,))
    name = _action(call, here, last)
    if name is not None and len(nouns) > 1:
        return Way(nouns[:-1], name, (f"{name}_{'_'.join(last.words)}",))
    return _collection(call, here, segments, nouns)


def _item(
    call: Call, places: list[Place], segments: Sequence[Segment], nouns: tuple[Words, ...]
) -> Way:
    """One thing, by its id or as whoever calls: `/users/{id}`, `/users/me`."""
    above, here = places[-2:]
    last = segments[-1]
    if call.method == "GET" and call.gives == "file":
        name = "download"
    else:
        name = _PLAIN.get(call.method) or _change(call, here)
    if len(nouns) > 1 and begins_with_verb(nouns[-1]) and not above.methods:
        return Way(nouns[:-1], "_".join(nouns[-1]))  # `/templates/delete/{id}`
    which = "_".join(("by", *last.words) if last.parameter else last.words)
    if call.method in above.methods and segments[-2:-1] and segments[-2].parameter:
        return Way(nouns, f"{name}_{which}")
    if last.is_self and above.item is not None and here.is_leaf:
        return Way(nouns, f"{name}_{which}")
    return Way(nouns, name, (f"{name}_{which}",))


def _action(call: Call, here: Place, last: Segment) -> str | None:
    """What an operation is called that does what its last segment says, or gives that; None if it
    is about things of that name."""
    word = "_".join(last.words)
    if not here.is_leaf:
        return None
    method = call.method
    alone = len(here.methods) == 1
    if method == "GET" and alone and call.gives == "file":
        return "download" if word in _CONTENTS else f"download_{word}"
    if method == "GET" and alone and call.gives == "stream":
        return word
    if call.takes_file and alone and word in _CONTENTS:
        return "upload"
    if begins_with_verb(last.words):
        return word if alone else None
    return word if method == "POST" and alone and not is_plural(last.words) else None


def _collection(
    call: Call, here: Place, segments: tuple[Segment, ...], nouns: tuple[Words, ...]
) -> Way:
    """Many things of a name, or the only one: `/users`, `/users/{id}/profile`."""
    last = segments[-1]
    method = call.method
    many = _is_many(here, last)
    longer = "_".join(last.words)
    if method == "GET":
        name = "download" if call.gives == "file" else "list" if many else "retrieve"
    elif call.takes_file and (method == "PUT" or _is_made(here, many)):
        name = "upload"
    elif method == "POST":
        name = "create" if _is_made(here, many) else "update"
    elif method == "DELETE":
        name = "delete_all" if here.item is not None and "DELETE" in here.item.methods else "delete"
    else:
        name = _PLAIN.get(method) or _change(call, here)
    return Way(nouns, name, (f"{name}_{longer}",))


def _is_made(here: Place, many: bool) -> bool:
    """Whether a POST makes something here: not so where there is one thing that can be read."""
    return many or "GET" not in here.methods


def _is_many(here: Place, last: Segment) -> bool:
    """Whether a name stands for many things: by what reading it gives, by its form, by what follows."""
    read = here.methods.get("GET")
    gives = read.gives if read is not None else "unknown"
    if here.item is not None:
        return gives != "object" or is_plural(last.words) or "POST" in here.methods
    return gives != "object" and is_plural(last.words)


def _change(call: Call, here: Place) -> str:
    """`update`, of several ways to change one thing the one that HTTP means by it."""
    method = call.method
    if method not in ("PATCH", "PUT", "POST"):
        return method.lower()
    better = {"PATCH": (), "PUT": ("PATCH",), "POST": ("PATCH", "PUT")}[method]
    if not any(each in here.methods for each in better):
        return "update"
    return "replace" if method == "PUT" else "create"
