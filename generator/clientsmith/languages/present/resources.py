"""The tree of resources in, a view of each one's file out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clientsmith.api.ir import Resource
from clientsmith.languages.names import Names
from clientsmith.languages.present.answers import Answers
from clientsmith.languages.present.endings import Endings
from clientsmith.languages.present.headers import Headers
from clientsmith.languages.present.methods import MethodPresenter
from clientsmith.languages.present.security import Security
from clientsmith.languages.present.servers import Servers
from clientsmith.languages.protocol import Language
from clientsmith.languages.trees import Trees
from clientsmith.languages.views import ChildView, MethodView, MountView, ResourceView


@dataclass(frozen=True, slots=True)
class ResourcePresenter:
    """Presents the resources of one client."""

    names: Names
    trees: Trees
    language: Language
    security: Security
    answers: Answers
    headers: Headers
    servers: Servers
    endings: Endings

    def present(self, resources: tuple[Resource, ...]) -> Iterator[ResourceView]:
        """The views of all resources, each before those inside it."""
        for resource in resources:
            yield self._view(resource)
            yield from self.present(resource.children)

    def _view(self, resource: Resource) -> ResourceView:
        names, language = self.names, self.language
        own = names.resources[resource.path]
        classes = names.resources[resource.mount.home] if resource.mount is not None else own
        children = present_children(resource.children, names, language)
        members = {child.attribute for child in children}
        members.update(names.methods[operation.id] for operation in resource.operations)
        presenter = MethodPresenter(
            names,
            self.trees,
            language,
            self.security,
            self.answers,
            self.headers,
            self.servers,
            self.endings,
            tuple(sorted(members)),
        )
        methods = tuple(presenter.present(operation) for operation in resource.operations)
        return ResourceView(
            accessor=".".join(resource.path),
            class_name=classes.class_name,
            description=resource.description,
            module=own.module,
            file=language.resource_file(own.module, nested=bool(resource.children)),
            mounted=home_of(resource, names, language) if resource.mount is not None else "",
            mount=_mount(resource),
            overloaded=any(_is_overloaded(each) for each in methods),
            omits=any(not argument.required for each in methods for argument in each.keywords),
            methods=methods,
            children=children,
        )


def _is_overloaded(method: MethodView) -> bool:
    return bool(method.choices or (method.stream and method.stream.argument))


def present_children(
    resources: tuple[Resource, ...], names: Names, language: Language
) -> tuple[ChildView, ...]:
    """The sub-resources, as attributes of what holds them."""
    return tuple(_child(resource, names, language) for resource in resources)


def _child(resource: Resource, names: Names, language: Language) -> ChildView:
    own, mount = names.resources[resource.path], resource.mount
    class_of = names.resources[mount.home] if mount is not None else own
    return ChildView(
        own.module[-1],
        class_of.class_name,
        ".".join(own.module),
        home_of(resource, names, language),
        _mount(resource),
        resource.description.split("\n")[0],
    )


def _mount(resource: Resource) -> MountView | None:
    if resource.mount is None:
        return None
    return MountView(f"{resource.path[0]}.", resource.mount.query)


def home_of(resource: Resource, names: Names, language: Language) -> str:
    """The file that a resource's class stands in."""
    path = resource.mount.home if resource.mount is not None else resource.path
    module = names.resources[path].module
    return f"resources/{language.resource_file(module, nested=bool(resource.children))}"
