"""A path item's operation in, an `ir.Operation` out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from clientsmith.api.case import pascal
from clientsmith.api.free_names import free_name
from clientsmith.api.ir import Example, Operation, Parameter
from clientsmith.api.naming.accessors import accessors
from clientsmith.api.pages import PageScheme
from clientsmith.api.params import subject
from clientsmith.api.reading.accessors import read_call
from clientsmith.api.reading.bodies import read_body
from clientsmith.api.reading.client import MountRules
from clientsmith.api.reading.links import Links
from clientsmith.api.reading.locations import alias_name, aliases_of, module_of
from clientsmith.api.reading.parameters import is_constant, merged_parameters, read_parameter
from clientsmith.api.reading.responses import Answers, read_answers, without_content
from clientsmith.api.reading.schemas import Hint, SchemaReader, without_null
from clientsmith.api.reading.security import read_security
from clientsmith.api.reading.servers import read_servers
from clientsmith.api.settings import Requirement
from clientsmith.api.types import Enumeration, Primitive, Type
from clientsmith.document import Node
from clientsmith.document.path_items import operations_in


@dataclass(frozen=True, slots=True)
class Context:
    """What an operation takes from the document around it."""

    schemas: SchemaReader
    pagination: dict[str, PageScheme]
    mounts: dict[str, MountRules]
    links: Links
    headers: frozenset[tuple[str, str]]
    security: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class Mounted:
    """An operation at one of its accessors: its node, and the nodes whose fields replace its own.

    `id` is the accessor, with a number where an operation before it has the same.
    """

    id: str
    accessor: tuple[str, ...]
    method: str
    path: str
    item: Node
    node: Node
    replacement: Node | None = None
    further: bool = False

    def field(self, name: str) -> Node | None:
        """A field of the operation, as this accessor has it."""
        if self.replacement is not None and name in self.replacement:
            return self.replacement[name]
        return self.node.get(name)

    @property
    def document_id(self) -> str:
        """What the document calls it; of a further accessor that is the accessor itself."""
        called = self.node.get("operationId") if not self.further else None
        return str(called.value) if called is not None else self.id

    @property
    def declines_pages(self) -> bool:
        """Whether the document says that it is no list that continues."""
        said = self.node.at(("x-client", "pagination"))
        return said is not None and said.value is False

    def text(self, name: str) -> str:
        """A text of the operation, or nothing."""
        found = self.field(name)
        return found.value.strip() if found is not None and isinstance(found.value, str) else ""


def mounted_operations(
    paths: Node, title: str = "", above: Mapping[str, tuple[str, ...]] = MappingProxyType({})
) -> Iterator[Mounted]:
    """Every operation of the document at each of its accessors (`x-client.aliases` gives further ones).

    `above` has the tags that others stand below.
    """
    rows = list(_rows(paths))
    calls = [read_call(node, method, path, above) for path, method, _, node in rows]
    taken: set[str] = set()
    for (path, method, item, node), accessor in zip(rows, accessors(calls, title), strict=True):
        yield Mounted(free_name(".".join(accessor), taken, "_"), accessor, method, path, item, node)
        for alias in aliases_of(node):
            name = alias_name(alias)
            further, way = free_name(name, taken, "_"), tuple(name.split("."))
            replaced = alias if "operationId" in alias else None
            yield Mounted(further, way, method, path, item, node, replaced, further=True)


def _rows(paths: Node) -> Iterator[tuple[str, str, Node, Node]]:
    """The operations by path and method, each with the path item that it stands in."""
    for path, entry in paths.items():
        if path.startswith("x-"):
            continue
        item = entry.resolve()
        own = dict(operations_in(item))
        if item is not entry:
            own |= dict(operations_in(entry))  # OpenAPI 3.1, 4.8.9: `$ref` has siblings
        for method, node in own.items():
            yield path, method, item, node.resolve()


def read_operation(mounted: Mounted, context: Context) -> Operation:
    """Everything about one operation at one accessor."""
    hint = Hint(module_of(mounted.node), pascal(*mounted.accessor))
    request = mounted.field("requestBody")
    sent = Hint(hint.module, subject(mounted.accessor))
    body = read_body(request, context.schemas, sent) if request is not None else None
    answers = read_answers(mounted.field("responses"), context.schemas, hint)
    if mounted.method == "HEAD":
        answers = without_content(answers)
    parameters = (*_parameters(mounted, context), *_accept(mounted, answers))
    operation = Operation(
        id=mounted.id,
        resource=mounted.accessor[:-1],
        name=mounted.accessor[-1],
        method=mounted.method,
        path=mounted.path.partition("#")[0],  # which tells operations apart and is never sent
        summary=mounted.text("summary"),
        description=mounted.text("description"),
        place=mounted.node.place,
        parameters=parameters,
        body=body,
        result=answers.result,
        stream=answers.stream,
        responses=answers.responses,
        deprecated=mounted.node.flag("deprecated"),
        security=_security(mounted, context),
        servers=read_servers(mounted.node, mounted.item),
        unchanged=_unchanged(mounted.accessor, context.mounts),
        examples=_examples(mounted),
        document_id=mounted.document_id,
    )
    return _extend(operation, mounted, context)


def _parameters(mounted: Mounted, context: Context) -> tuple[Parameter, ...]:
    replaced = mounted.replacement.get("parameters") if mounted.replacement is not None else None
    nodes = merged_parameters(
        mounted.item.get("parameters"),
        mounted.node.get("parameters"),
        replaced,
        _mount(mounted.accessor, context.mounts),
    )
    hint = Hint(module_of(mounted.node), pascal(*mounted.accessor))
    parameters = [read_parameter(node, context.schemas, hint) for node in nodes]
    return tuple(each for each in parameters if not _is_everywhere(each, context))


def _accept(mounted: Mounted, answers: Answers) -> Iterator[Parameter]:
    """What asks for another media type, where a call may be answered in several."""
    types = tuple(
        dict.fromkeys(
            result.media_type
            for response in answers.responses
            if response.success
            for result in response.content
        )
    )
    if len(types) > 1:
        main = answers.result.media_type
        yield Parameter(
            name="accept",
            location="header",
            type=Enumeration(tuple(sorted(types, key=lambda each: each != main))),
            required=False,
            description=f"The media type to be answered in, `{main}` where nothing else is said.",
            place=mounted.node.place,
            selects_answer=True,
        )


def _is_everywhere(parameter: Parameter, context: Context) -> bool:
    """A constant header that the client sends with every request anyway."""
    sent = (parameter.name.lower(), str(parameter.constant))
    return parameter.is_constant and parameter.location == "header" and sent in context.headers


def _mount(accessor: tuple[str, ...], mounts: dict[str, MountRules]) -> Sequence[Node]:
    """What the place where an operation is mounted adds to its parameters."""
    rules = mounts.get(accessor[0]) if len(accessor) > 1 else None
    if rules is None:
        return ()
    if not _unchanged(accessor, mounts):
        return rules.parameters
    return [each for each in rules.parameters if is_constant(each)]


def _unchanged(accessor: tuple[str, ...], mounts: dict[str, MountRules]) -> bool:
    rules = mounts.get(accessor[0])
    return rules is not None and accessor[1:-1] in rules.unchanged


def _security(mounted: Mounted, context: Context) -> tuple[Requirement, ...]:
    """What the operation says, the document where it says nothing."""
    declared = mounted.field("security")
    return context.security if declared is None else read_security(declared)


def _extend(operation: Operation, mounted: Mounted, context: Context) -> Operation:
    """The operation with what `x-client` says of it."""
    extension = mounted.node.get("x-client")
    merged: dict[str, Node] = dict(extension.items()) if extension is not None else {}
    own = mounted.replacement.get("x-client") if mounted.replacement is not None else None
    merged.update(own.items() if own is not None else ())
    stream = operation.stream
    if stream is not None and "stream" in merged:
        said = merged["stream"]
        stream = replace(
            stream, selector=said.text("property") or None, helper=said.text("helper") or None
        )
    elif stream is not None:
        stream = replace(stream, selector=_selector(operation))
    scheme = (
        context.pagination.get(str(merged["pagination"].value)) if "pagination" in merged else None
    )
    return replace(
        operation,
        stream=stream,
        pagination=scheme,
        page_item=_page_item(operation, scheme, context) if scheme is not None else None,
        deprecation=_text(merged.get("deprecation")),
        always=tuple(
            (header, tuple(str(value) for value in values.value))
            for header, values in (
                merged["append_headers"].items() if "append_headers" in merged else ()
            )
        ),
        request_limit=int(merged["request_limit"].value) if "request_limit" in merged else None,
        accept=_text(merged.get("accept_header")) or None,
        link=context.links.of(mounted.node, mounted.accessor),
    )


def _selector(operation: Operation) -> str | None:
    """`stream`, where it is a boolean of the body and a call may give one or the other."""
    if operation.body is None or operation.result.kind == "none":
        return None
    members = operation.body.main.sent() if operation.body.main.kind == "json" else ()
    named = (each for each in members if each.name == "stream")
    return next((each.name for each in named if without_null(each.type) == _BOOLEAN), None)


_BOOLEAN = Primitive("boolean")


def _text(node: Node | None) -> str:
    return str(node.value).strip() if node is not None else ""


def _page_item(operation: Operation, scheme: PageScheme, context: Context) -> Type | None:
    """The type of a list's items: that of the array in the response's member for them."""
    page = context.schemas.object_of(operation.result.type)
    for property_ in page.properties if page is not None else ():
        if property_.name == scheme.items:
            found = without_null(property_.type)
            return getattr(found, "item", None)
    return None


def _examples(mounted: Mounted) -> tuple[Example, ...]:
    """The operation's examples: requests and results of one name belong together."""
    requests = _named_examples(mounted.field("requestBody"))
    responses = mounted.field("responses")
    results: dict[str, Node] = {}
    if responses is not None:
        for status, response in responses.items():
            if status.startswith("2"):
                results.update(_named_examples(response))
    names = list(requests) or list(results)
    first = next(iter(results.values()), None)
    found: list[Example] = []
    for name in names:
        request, result = requests.get(name), results.get(name, first)  # nosec B113 - a mapping
        found.append(
            Example(
                name,
                request.value if request is not None else None,
                result.value if result is not None else None,
            )
        )
    return tuple(found)


def _named_examples(holder: Node | None) -> dict[str, Node]:
    found: dict[str, Node] = {}
    if holder is None:
        return found
    content = holder.resolve().get("content")
    for _, media in content.items() if content is not None else ():
        single, several = media.get("example"), media.get("examples")
        if single is not None:
            found.setdefault("default", single)
        for name, example in several.items() if several is not None else ():
            target = example.resolve()
            value = target.get("value") or target.get("dataValue") or target.get("serializedValue")
            if value is not None:
                found.setdefault(name, value)
    return found
