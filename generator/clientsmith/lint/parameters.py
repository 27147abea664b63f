"""Rules about paths and parameters: each placeholder is defined, each name can be sent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from clientsmith.document import Node
from clientsmith.document.edits import Edit, left_out, read_as, with_element, with_member
from clientsmith.document.nodes import Identity
from clientsmith.lint.survey import Finding, Operation, Survey, is_object, raw, resolved
from clientsmith.problems import Place

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_PLACES = ("path", "query", "header", "cookie", "querystring")
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
# What Swagger 2.0 has in parameters themselves, and OpenAPI 3 in their schemas.
OF_SCHEMAS = (
    "type", "format", "items", "enum", "default", "minimum", "maximum", "minLength", "maxLength",
    "pattern", "minItems", "maxItems", "uniqueItems",
)  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def _of(*holders: Node) -> Iterator[Node]:
    """The parameters of path items and operations, resolved; broken ones are another rule's."""
    for holder in holders:
        listed = holder.get("parameters")
        for entry in listed.elements() if listed is not None else ():
            node = resolved(entry)
            if node is not None and is_object(node):
                yield entry


def _in(node: Node, *places: str) -> bool:
    return isinstance(raw(node, "in"), str) and node.value["in"] in places


def _defined(operation: Operation) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for entry in _of(operation.item, operation.node):
        node = resolved(entry)
        if node is not None and _in(node, "path"):
            found[str(raw(node, "name"))] = entry
    return found


def undefined_placeholders(survey: Survey) -> Iterator[Finding]:
    """A placeholder of a path that no parameter fills."""
    for operation in survey.operations:
        defined = _defined(operation)
        for name in _PLACEHOLDER.findall(operation.path):
            if name not in defined:
                message = f"{operation.label}: no path parameter `{name}` is defined"
                remedy = f"add `{{name: {name}, in: path, required: true, schema: …}}`"
                if defined:
                    remedy += f"; {survey.advice.nearest(name, defined)}"
                meant = {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
                edits = (with_element(operation.node, "parameters", meant),)
                place, reading = operation.entry.key_place, "a text is taken for it"
                yield Finding(place, message, remedy, reading, edits)


def unplaced_parameters(survey: Survey) -> Iterator[Finding]:
    """A path parameter that its path has no placeholder for; elsewhere the same entry may be right."""
    placed: set[Identity] = set()
    loose: list[tuple[Operation, str, Node]] = []
    for operation in survey.operations:
        placeholders = _PLACEHOLDER.findall(operation.path)
        for name, entry in _defined(operation).items():
            if name in placeholders:
                placed.add(entry.identity)
            else:
                loose.append((operation, name, entry))
    for operation, name, entry in loose:
        message = f"{operation.path} has no placeholder for the path parameter `{name}`"
        remedy = f"write `{{{name}}}` where it goes, or drop it"
        edits = () if entry.identity in placed else (left_out(entry),)
        yield Finding(entry.place, message, remedy, "it is left out", edits)


def double_parameters(survey: Survey) -> Iterator[Finding]:
    """Two parameters of one list with one place and name."""
    for holder in survey.of("path_item", "operation", "mounted"):
        first: dict[tuple[str, str], Node] = {}
        for entry in _of(holder):
            node = resolved(entry)
            if node is None:
                continue
            place, name = str(raw(node, "in")), str(raw(node, "name"))
            key = (place, name.lower() if place == "header" else name)
            if key in first:
                message = f"the {place} parameter `{name}` is given already, at {first[key].place}"
                yield Finding(entry.place, message, "remove one of them", "this one counts")
            first.setdefault(key, entry)


def incomplete_parameters(survey: Survey) -> Iterator[Finding]:
    """A parameter without a name or a place."""
    uses = uses_of(survey)
    for node in survey.of("parameter"):
        name, place = raw(node, "name"), str(raw(node, "in")).strip().lower()
        without = uses.get(node.identity, ())
        if not isinstance(name, str) or not name:
            meant = str(name) if isinstance(name, int) else ""
            message, remedy = "a parameter without a name", "give it a `name`"
            yield Finding(node.place, message, remedy, *_meant(node, "name", meant, without))
        if not _in(node, *_PLACES):
            message = f"the parameter `{name}` has no place"
            remedy = f"`in` is one of {', '.join(_PLACES)}"
            meant = place if place in _PLACES else ""
            yield Finding(node.place, message, remedy, *_meant(node, "in", meant, without))


def _meant(
    node: Node, key: str, meant: str, without: Sequence[Edit]
) -> tuple[str, tuple[Edit, ...]]:
    if meant:
        return f"read as `{meant}`", (read_as(node[key], meant),)
    return "it is left out", tuple(without)


def uses_of(survey: Survey) -> dict[Identity, list[Edit]]:
    """For each parameter, what leaves it out wherever it is given."""
    found: dict[Identity, list[Edit]] = {}
    for holder in survey.of("path_item", "operation", "mounted", "mount"):
        for entry in _of(holder):
            node = resolved(entry)
            if node is not None:
                found.setdefault(node.identity, []).append(left_out(entry))
    return found


def optional_placeholders(survey: Survey) -> Iterator[Finding]:
    """A path parameter that is said to be optional: there is no path without it."""
    for node in survey.of("parameter"):
        if _in(node, "path") and not node.flag("required"):
            message = f"the path parameter `{raw(node, 'name')}` is not required"
            yield Finding(node.place, message, "add `required: true`", "it is read so")


def untyped_parameters(survey: Survey) -> Iterator[Finding]:
    """A parameter that may be anything, or whose schema's keywords stand in itself."""
    for node in survey.of("parameter"):
        name, own = raw(node, "name"), {key: node.value[key] for key in OF_SCHEMAS if key in node}
        if node.has_any("schema", "content"):
            continue
        message, remedy = f"the parameter `{name}` has no schema", "give it a `schema`"
        if own:
            message = f"`{next(iter(own))}` stands in the parameter `{name}` itself"
            remedy = f"write `schema: {{{next(iter(own))}: …}}`"
            edits = (with_member(node, "schema", own),)
            yield Finding(node.place, message, remedy, "it is read as its schema's", edits)
        else:
            yield Finding(node.place, message, remedy, "it may be anything")


def unsendable_names(survey: Survey) -> Iterator[Finding]:
    """A name that would break out of the request: control characters, or no HTTP token for a header."""
    uses = uses_of(survey)
    for node in survey.of("parameter"):
        yield from _named(node, uses.get(node.identity, ()))
    for holder in survey.of("response", "encoding"):
        headers = holder.get("headers")
        for name, header in headers.items() if headers is not None else ():
            if not is_sendable(name, token=True):
                reading, edits = "it is left out", (left_out(header),)
                yield _unsendable(header.key_place, name, True, reading, edits)


def _named(node: Node, without: Sequence[Edit]) -> Iterator[Finding]:
    """Blanks around a name are a slip; in a query's they can be sent, as everything can."""
    name, token = raw(node, "name"), _in(node, "header", "cookie")
    if not isinstance(name, str) or is_sendable(name, token=token):
        return
    place, meant = node["name"].place, name.strip()
    if not token:
        yield _unsendable(place, name, token, "it is sent, in percents")
    else:
        meant = meant if is_sendable(meant, token=token) else ""
        yield _unsendable(place, name, token, *_meant(node, "name", meant, without))


def is_sendable(name: str, *, token: bool) -> bool:
    """Whether a name can go over the wire: as a header's, if it is to be a token."""
    if token:
        return _TOKEN.fullmatch(name.removesuffix("[]")) is not None
    return _CONTROL.search(name) is None


def _unsendable(
    place: Place, name: str, token: bool, reading: str, edits: tuple[Edit, ...] = ()
) -> Finding:
    what = "a header's name" if token else "a name that is sent"
    message, remedy = f"{name!r} can't be {what}", "letters, digits and `-` are safe"
    return Finding(place, message, remedy, reading, edits)


def paths(survey: Survey) -> Iterator[Finding]:
    """A path that doesn't begin with `/`, or whose braces don't pair."""
    found = survey.document.root.get("paths")
    for path, node in found.items() if found is not None else ():
        if not path.startswith("x-"):
            yield from _path(path, node.key_place)


def _path(path: str, place: Place) -> Iterator[Finding]:
    rest = _PLACEHOLDER.sub("", path)
    if _CONTROL.search(path):
        message, reading = f"control characters in {path!r}", "they are sent, in percents"
        yield Finding(place, message, "take them out", reading)
    if not path.startswith("/"):
        message = f"the path {path!r} has no `/` in front"
        yield Finding(place, message, "begin it with `/`", "it is read with one")
    elif "{" in rest or "}" in rest or "{}" in path:
        message, remedy = f"braces of {path!r} don't pair", "write each placeholder as `{name}`"
        yield Finding(place, message, remedy, "they are sent as they stand")
