"""A resource in, the view of its file out."""

from __future__ import annotations

from collections.abc import Iterator

from clientsmith.api.ir import Resource
from clientsmith.names import Names
from clientsmith.present.imports import Side, grouped, standard_imports
from clientsmith.present.methods import Sides, present_method
from clientsmith.views import ChildView, ImportView, MethodView, ResourceView

# The module of the runtime (or of the package) in which each class that results mention lives.
_HOMES = {
    "Stream": "_runtime.streams",
    "AsyncStream": "_runtime.streams",
    "JSONLDecoder": "_runtime.streams",
    "AsyncJSONLDecoder": "_runtime.streams",
    "BinaryAPIResponse": "_runtime.downloads",
    "AsyncBinaryAPIResponse": "_runtime.downloads",
    "AsyncPaginator": "_runtime.paginator",
    "FileTypes": "_runtime.files",
    "Base64FileInput": "_runtime.files",
}


def present_resources(resources: tuple[Resource, ...], names: Names) -> Iterator[ResourceView]:
    """The views of all resources, each before those inside it."""
    for resource in resources:
        yield _present(resource, names)
        yield from present_resources(resource.children, names)


def present_children(resources: tuple[Resource, ...], names: Names) -> tuple[ChildView, ...]:
    """The sub-resources, as attributes of what holds them."""
    return tuple(
        ChildView(
            names.resources[child.path].module[-1],
            names.resources[child.path].class_name,
            ".".join(names.resources[child.path].module),
            child.description.split("\n")[0],
        )
        for child in resources
    )


def child_imports(children: tuple[ChildView, ...], root: str) -> Iterator[ImportView]:
    """The classes of sub-resources, each with its typed proxies."""
    for child in children:
        names = [f"{colour}{child.class_name}" for colour in ("", "Async")]
        proxies = ("", "WithRawResponse", "WithStreamingResponse")
        yield ImportView(
            f"{root}resources.{child.module}",
            tuple(f"{name}{proxy}" for name in names for proxy in proxies),
        )


def _present(resource: Resource, names: Names) -> ResourceView:
    own = names.resources[resource.path]
    # `resources/a/b.py` is two packages deep, and `resources/a/__init__.py` as well.
    root = "." * (len(own.module) + 1 + bool(resource.children))
    sides = Sides(Side(names, asked=True), Side(names, asked=False), set())
    methods = tuple(present_method(operation, names, sides) for operation in resource.operations)
    children = present_children(resource.children, names)
    runtime = sides.runtime | sides.asked.annotations.runtime
    return ResourceView(
        accessor=".".join(resource.path),
        class_name=own.class_name,
        description=resource.description,
        module=own.module,
        file="/".join([*own.module, "__init__"] if resource.children else own.module),
        root=root,
        sentinels=_sentinels(methods),
        typed_imports=_imports(sides, runtime, root, children, bool(methods)),
        methods=methods,
        children=children,
        has_overloads=any(method.overloads for method in methods),
        has_stream_helpers=any(method.stream_helper for method in methods),
        has_methods=bool(methods),
    )


def _sentinels(methods: tuple[MethodView, ...]) -> tuple[str, ...]:
    """What stands for an argument that is left out, as far as there are such arguments."""
    optional = any(each.default for method in methods for each in method.keywords)
    streams = any(method.overloads for method in methods)
    if optional or streams:
        return "NotGiven", "Omit", "not_given", "omit"
    return ("NotGiven", "not_given") if methods else ()


def _imports(
    sides: Sides, runtime: set[str], root: str, children: tuple[ChildView, ...], called: bool
) -> tuple[tuple[ImportView, ...], ...]:
    """What only annotations need."""
    used = {*sides.asked.annotations.typing, *sides.given.annotations.typing}
    used |= {"Literal"} if "Stream" in runtime else set()
    found = standard_imports(used)
    found += [
        ImportView(f"{root}{_HOMES.get(name, 'pagination')}", (name,)) for name in sorted(runtime)
    ]
    if called:
        found.append(ImportView(f"{root}_runtime.options", ("Body", "Headers", "Query", "Timeout")))
        found.append(ImportView(f"{root}_runtime", ("raw",)))
    found += child_imports(children, root)
    return grouped([*found, *sides.asked.imports(root), *sides.given.imports(root)])
