"""Rules about paths and parameters: each placeholder is defined, each name can be sent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clientsmith.document import Node
from clientsmith.lint.references import nearest
from clientsmith.lint.survey import Finding, Operation, Survey, is_object, raw, resolved
from clientsmith.problems import Place

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_PLACES = ("path", "query", "header", "cookie", "querystring")
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
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
                    remedy += f"; {nearest(name, defined)}"
                yield Finding(operation.node.key_place, message, remedy)


def unplaced_parameters(survey: Survey) -> Iterator[Finding]:
    """A path parameter that its path has no placeholder for."""
    for operation in survey.operations:
        placeholders = _PLACEHOLDER.findall(operation.path)
        for name, entry in _defined(operation).items():
            if name not in placeholders:
                message = f"{operation.path} has no placeholder for the path parameter `{name}`"
                yield Finding(entry.place, message, f"write `{{{name}}}` where it goes, or drop it")


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
                yield Finding(entry.place, message, "remove one of them")
            first.setdefault(key, entry)


def incomplete_parameters(survey: Survey) -> Iterator[Finding]:
    """A parameter without a name or a place, or with neither schema nor content."""
    for node in survey.of("parameter"):
        name = raw(node, "name")
        if not isinstance(name, str) or not name:
            yield Finding(node.place, "a parameter without a name", "give it a `name`")
        if not _in(node, *_PLACES):
            yield Finding(
                node.place,
                f"the parameter `{name}` has no place",
                f"`in` is one of {', '.join(_PLACES)}",
            )


def untyped_parameters(survey: Survey) -> Iterator[Finding]:
    """A parameter that may be anything."""
    for node in survey.of("parameter"):
        if not node.has_any("schema", "content"):
            name = raw(node, "name")
            yield Finding(node.place, f"the parameter `{name}` has no schema", "give it a `schema`")


def unsendable_names(survey: Survey) -> Iterator[Finding]:
    """A name that would break out of the request: control characters, or no HTTP token for a header."""
    for node in survey.of("parameter"):
        name = raw(node, "name")
        if isinstance(name, str):
            yield from _unsendable(node["name"].place, name, _in(node, "header", "cookie"))
    for holder in survey.of("response", "encoding"):
        headers = holder.get("headers")
        for name, header in headers.items() if headers is not None else ():
            yield from _unsendable(header.key_place, name, True)
    for node in survey.of("security_scheme"):
        name = raw(node, "name")
        if isinstance(name, str):
            yield from _unsendable(node["name"].place, name, _in(node, "header", "cookie"))


def _unsendable(place: Place, name: str, token: bool) -> Iterator[Finding]:
    bad = _CONTROL.search(name) or (token and not _TOKEN.fullmatch(name.removesuffix("[]")))
    if bad:
        what = "a header's name" if token else "a name that is sent"
        yield Finding(place, f"{name!r} can't be {what}", "letters, digits and `-` are safe")


def paths(survey: Survey) -> Iterator[Finding]:
    """A path that doesn't begin with `/`, or whose braces don't pair."""
    found = survey.document.root.get("paths")
    for path, node in found.items() if found is not None else ():
        if path.startswith("x-"):
            continue
        rest = _PLACEHOLDER.sub("", path)
        if not path.startswith("/"):
            yield Finding(
                node.key_place, f"the path {path!r} has no `/` in front", "begin it with `/`"
            )
        elif "{" in rest or "}" in rest or "{}" in path:
            yield Finding(
                node.key_place,
                f"braces of {path!r} don't pair",
                "write each placeholder as `{name}`",
            )
        elif _CONTROL.search(path):
            yield Finding(node.key_place, f"control characters in {path!r}", "take them out")
