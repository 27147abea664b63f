"""Rules about `x-client`: what it names exists."""

from __future__ import annotations

from collections.abc import Iterator

from clientsmith.document import Node
from clientsmith.lint.connections import usable_schemes
from clientsmith.lint.survey import Finding, Survey, raw, resolved
from clientsmith.lint.unions import has_member


def unknown_names(survey: Survey) -> Iterator[Finding]:
    """A scheme of pages, an operation, a security scheme or a member of a body that isn't there."""
    root = survey.document.root
    schemes = _names(root.at(("x-client", "pagination")))
    for extension in survey.of("operation_extension"):
        page = extension.get("pagination")
        if page is not None and page.value is not False and str(page.value) not in schemes:
            yield Finding(
                page.place,
                f"the pagination `{page.value}` is not defined",
                survey.advice.nearest(str(page.value), schemes),
            )
    yield from _unknown_targets(survey)
    declared = usable_schemes(survey)
    credentials = root.at(("x-client", "credentials"))
    for name, node in credentials.items() if credentials is not None else ():
        if name not in declared and name != "send":
            message = f"the security scheme `{name}` is not defined"
            yield Finding(node.key_place, message, survey.advice.nearest(name, declared))


def _unknown_targets(survey: Survey) -> Iterator[Finding]:
    """A link to the address of an operation's response that names no operation."""
    calls = {str(raw(each.node, "operationId")) for each in survey.operations}
    for link in survey.of("link"):
        if "x-client" not in link:
            continue
        target = link.get("operationId")
        if target is None:
            message = "a link with an address names no operation"
            yield Finding(link.place, message, "add `operationId`, the operation that it is for")
        elif str(target.value) not in calls:
            message = f"no operation has the operationId `{target.value}`"
            yield Finding(target.place, message, survey.advice.nearest(str(target.value), calls))


def headers_without_values(survey: Survey) -> Iterator[Finding]:
    """A header of every request whose parameter doesn't say what is sent."""
    headers = survey.document.root.at(("x-client", "headers"))
    for entry in headers.elements() if headers is not None else ():
        parameter = resolved(entry)
        if parameter is None:
            continue
        schema = parameter.get("schema")
        constant = schema is not None and "const" in schema
        if raw(parameter, "in") != "header" or not parameter.text("name") or not constant:
            message = "a header of every request needs a parameter `in: header` with a constant"
            yield Finding(entry.place, message, "give its schema a `const`")


def unknown_selectors(survey: Survey) -> Iterator[Finding]:
    """A stream that is selected by a member that the body doesn't have."""
    for operation in survey.operations:
        selector = operation.node.at(("x-client", "stream", "property"))
        request = operation.node.get("requestBody")
        body = resolved(request) if request is not None else None
        content = body.get("content") if body is not None else None
        if selector is None:
            continue
        schemas = [each.get("schema") for _, each in content.items()] if content is not None else []
        found = [has_member(each, str(selector.value)) for each in schemas if each is not None]
        if True not in found and None not in found:
            message = f"the body of {operation.label} has no property `{selector.value}`"
            yield Finding(
                selector.place, message, "name the property whose `true` selects the stream"
            )


def constants_of_nothing(survey: Survey) -> Iterator[Finding]:
    """A constant for the values of a schema that lists none."""
    for schema in survey.of("schema"):
        values = schema.at(("x-client", "constant"))
        if values is not None and schema.get("enum") is None:
            message = "a constant for the values of a schema without `enum`"
            yield Finding(values.key_place, message, "list the values, or leave `constant` out")


def mounted_nowhere(survey: Survey) -> Iterator[Finding]:
    """A type that mounts are not to name, where none names any."""
    mounts = survey.document.root.at(("x-client", "mounts"))
    if any("types" in each for _, each in (mounts.items() if mounts is not None else ())):
        return
    for extension in survey.of("schema_extension"):
        if "mounted" in extension:
            message = "no mount names types"
            yield Finding(extension["mounted"].key_place, message, "leave `mounted` out")


def _names(node: Node | None) -> set[str]:
    return {name for name, _ in node.items()} if node is not None else set()
