"""An API and its names in, the views that templates read out."""

from __future__ import annotations

from clientsmith.api.ir import Api
from clientsmith.names import Names
from clientsmith.present.client import present_client
from clientsmith.present.resources import present_resources
from clientsmith.present.types import present_types
from clientsmith.views import PackageView, TypesModuleView

__all__ = ["present"]


def present(
    api: Api, names: Names, modules: tuple[TypesModuleView, ...], style: str
) -> PackageView:
    """The views of a whole package, in one style."""
    resources = tuple(present_resources(api.resources, names))
    return PackageView(
        client=present_client(api, names, resources, style),
        resources=resources,
        types=present_types(api, names),
        type_modules=modules,
    )
