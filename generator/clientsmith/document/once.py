"""A document that says things once in, the same with each of them where it holds out.

What `x-client` of the root says of every operation (`headers`, `errors`, `success_headers`) is put
into each; an alias gets what it doesn't say otherwise from its operation; and a parameter whose
value is `info.version` gets that as its constant. So every later stage, and every other tool that
reads a bundle, finds plain OpenAPI. What has another shape than it should is left to the linter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from clientsmith.document.edits import Edit, edited, with_element, with_member
from clientsmith.document.limits import is_mapping
from clientsmith.document.nodes import Document, Node
from clientsmith.document.path_items import operations_in
from clientsmith.document.rebasing import copied, moved
from clientsmith.problems import Problem

_ERROR = re.compile(r"[45]([0-9]{2}|XX)")
_SUCCESS = re.compile(r"2([0-9]{2}|XX)")
# What says what a body of a media type is, and what only fits that.
_OF_SCHEMA = frozenset({"schema", "itemSchema", "example", "examples"})
VERSION = "info.version"
"""What a parameter's `value` may be: where its constant stands."""


def written_out(document: Document) -> Document:
    """The document with everything in its place."""
    return edited(document, _Once(document).edits())


class _Once:
    """What is said once, and the operations that it holds for."""

    def __init__(self, document: Document) -> None:
        self._root = document.root
        extension = self._root.get("x-client")
        self._said = extension if extension is not None else self._root
        self._shared = extension is not None

    def edits(self) -> Iterator[Edit]:
        """Each statement where it holds; no node is changed twice."""
        parameters: dict[object, Node] = {}
        done: set[object] = set()
        for item in _items(self._root):
            if item.identity in done:
                continue
            done.add(item.identity)
            for header in self._missing_headers(item):
                yield with_element(item, "parameters", moved(header, item.source.path))
            operations = [each for _, each in operations_in(item) if is_mapping(each.value)]
            for holder in (item, *operations):
                _collect(holder.get("parameters"), parameters)
            for operation in operations:
                yield from self._operation(operation, done)
        _collect(self._header_list(), parameters)
        yield from self._versions(parameters.values())

    def _header_list(self) -> Node | None:
        return self._said.get("headers") if self._shared else None

    def _missing_headers(self, item: Node) -> Iterator[Node]:
        """The headers of every request, less those that a path says itself."""
        headers, own = self._header_list(), dict[object, Node]()
        _collect(item.get("parameters"), own)
        names = {each.text("name").lower() for each in own.values()}
        for entry in headers.elements() if headers is not None else ():
            end = _end(entry)
            if end is not None and is_mapping(end.value) and end.text("name").lower() not in names:
                yield entry

    def _versions(self, parameters: Any) -> Iterator[Edit]:
        """The API's version as the constant of the parameters that say it."""
        version = self._root.at(("info", "version"))
        for each in parameters:
            extension, schema = each.get("x-client"), each.get("schema")
            wanted = extension is not None and extension.text("value") == VERSION
            if wanted and version is not None and schema is not None and is_mapping(schema.value):
                yield with_member(schema, "const", str(version.value))

    # --- operations ---

    def _operation(self, operation: Node, done: set[object]) -> Iterator[Edit]:
        responses = operation.get("responses")
        said: dict[str, Any] = {}
        if responses is not None and is_mapping(responses.value):
            said = self._responses(responses)
            if said != responses.value:
                yield Edit(responses.source.path, responses.tokens, said)
            yield from self._shared_successes(responses, done)
        extension = operation.get("x-client")
        aliases = extension.get("aliases") if extension is not None else None
        for alias in aliases.elements() if aliases is not None else ():
            own, body = alias.get("responses"), alias.get("requestBody")
            if own is not None and is_mapping(own.value):
                yield Edit(
                    own.source.path, own.tokens, self._merged_responses(operation, said, own)
                )
            base = _whole(operation, operation.value.get("requestBody"))
            if body is not None and is_mapping(body.value) and "$ref" not in body:
                yield Edit(body.source.path, body.tokens, _merged(base, body.value))

    def _responses(self, responses: Node) -> dict[str, Any]:
        """Successes with the headers of all of them, and the errors of all operations."""
        path, headers = responses.source.path, self._success_headers(responses)
        found: dict[str, Any] = {}
        for status, each in responses.value.items():
            inline = _SUCCESS.fullmatch(str(status)) and is_mapping(each) and "$ref" not in each
            found[status] = _with_headers(each, headers) if inline else each
        errors = self._said.get("errors") if self._shared else None
        for status, error in errors.items() if errors is not None else ():
            if _ERROR.fullmatch(status) and is_mapping(error.value):
                found.setdefault(status, moved(error, path))
        others = {key: each for key, each in found.items() if not _ERROR.fullmatch(str(key))}
        added = errors is not None and found.keys() != responses.value.keys()
        rest = sorted(found.keys() - others.keys()) if added else found
        return {**others, **{key: found[key] for key in rest}} if added else found

    def _merged_responses(
        self, operation: Node, said: Mapping[str, Any], own: Node
    ) -> dict[str, Any]:
        """The responses of an alias: by status, and of each only what it says otherwise."""
        found = {status: copied(each) for status, each in said.items()}
        for status, each in own.value.items():
            base = _whole(operation, said.get(status))
            if _SUCCESS.fullmatch(status):
                base = _with_headers(base, self._success_headers(own))
            whole = not is_mapping(each) or "$ref" in each
            found[status] = each if whole else _merged(base, each)
        return found

    def _success_headers(self, place: Node) -> dict[str, Any]:
        headers = self._said.get("success_headers") if self._shared else None
        rows = headers.items() if headers is not None else ()
        return {name: moved(each, place.source.path) for name, each in rows}

    def _shared_successes(self, responses: Node, done: set[object]) -> Iterator[Edit]:
        """Successes that are components have the headers as well."""
        for status, each in responses.items():
            if not _SUCCESS.fullmatch(status) or "$ref" not in each:
                continue
            end = _end(each)
            headers = self._success_headers(end) if end is not None else {}
            if end is not None and headers and is_mapping(end.value) and end.identity not in done:
                done.add(end.identity)
                found = _with_headers(end.value, headers)["headers"]
                yield Edit(end.source.path, (*end.tokens, "headers"), found)


def _merged(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """A response or a request body with what is different in it; its content by media type."""
    found = {**base, **own}
    for key in ("headers", "content"):
        before, now = base.get(key), own.get(key)
        if not is_mapping(before) or not is_mapping(now):
            continue
        found[key] = {**before, **now}
        for name in before.keys() & now.keys() if key == "content" else ():
            found[key][name] = _merged_medium(before[name], now[name])
    return found


def _merged_medium(before: Any, now: Any) -> Any:
    """A media type: with another schema, nothing that fitted the first is left."""
    if not is_mapping(before) or not is_mapping(now):
        return now
    other = bool({"schema", "itemSchema"} & now.keys())
    kept = {key: each for key, each in before.items() if not (other and key in _OF_SCHEMA)}
    return {**kept, **now}


def _whole(operation: Node, value: Any) -> Mapping[str, Any]:
    """What stands somewhere in an operation, as an object of the operation's own file."""
    if not is_mapping(value):
        return {}
    node = Node(operation.document, operation.source, operation.tokens, value)
    end = _end(node) if "$ref" in value else node
    found: Any = moved(end, operation.source.path) if end is not None else {}
    return found if is_mapping(found) else {}


def _with_headers(response: Mapping[str, Any], headers: Mapping[str, Any]) -> dict[str, Any]:
    own: Any = response.get("headers", {})
    if not headers or not is_mapping(own):
        return dict(response)
    return {**response, "headers": {**headers, **own}}


def _items(root: Node) -> Iterator[Node]:
    """The path items, wherever they stand."""
    paths = root.get("paths")
    for path, entry in paths.items() if paths is not None else ():
        end = _end(entry) if not path.startswith("x-") else None
        if end is not None and is_mapping(end.value):
            yield end


def _collect(parameters: Node | None, found: dict[object, Node]) -> None:
    """Notes the parameters of a list, each once."""
    for entry in parameters.elements() if parameters is not None else ():
        end = _end(entry)
        if end is not None and is_mapping(end.value):
            found[end.identity] = end


def _end(node: Node) -> Node | None:
    """What a node's references lead to; None where they lead nowhere, which the linter tells."""
    end = node.document.end(node)
    return None if isinstance(end, Problem) else end
