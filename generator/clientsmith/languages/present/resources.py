"""The tree of resources in, a view of each one's file out."""

from __future__ import annotations

from collections.abc import Iterator

from clientsmith.api.ir import Resource
from clientsmith.languages.names import Names
from clientsmith.languages.present.methods import MethodPresenter
from clientsmith.languages.protocol import Language
from clientsmith.languages.trees import Trees
from clientsmith.languages.views import ChildView, ResourceView


def present_resources(
    resources: tuple[Resource, ...], names: Names, trees: Trees, language: Language
) -> Iterator[ResourceView]:
    """The views of all resources, each before those inside it."""
    for resource in resources:
        yield _present(resource, names, trees, language)
        yield from present_resources(resource.children, names, trees, language)


def present_children(resources: tuple[Resource, ...], names: Names) -> tuple[ChildView, ...]:
    """The sub-resources, as attributes of what holds them."""
    return tuple(
        ChildView(
            names.resources[child.path].module[-1],
            names.resources[child.path].class_name,
            ".".join(names.resources[child.path].module),
            "/".join(("resources", *names.resources[child.path].module)),
            child.description.split("\n")[0],
        )
        for child in resources
    )


def _present(resource: Resource, names: Names, trees: Trees, language: Language) -> ResourceView:
    own = names.resources[resource.path]
    children = present_children(resource.children, names)
    members = {child.attribute for child in children}
    members.update(names.methods[operation.id] for operation in resource.operations)
    presenter = MethodPresenter(names, trees, language, frozenset(members))
    methods = tuple(presenter.present(operation) for operation in resource.operations)
    return ResourceView(
        accessor=".".join(resource.path),
        class_name=own.class_name,
        description=resource.description,
        module=own.module,
        file=language.resource_file(own.module, nested=bool(resource.children)),
        overloaded=any(each.stream and each.stream.argument for each in methods),
        omits=any(not argument.required for each in methods for argument in each.keywords),
        methods=methods,
        children=children,
    )
