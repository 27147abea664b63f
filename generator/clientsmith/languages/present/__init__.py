"""An API, its names and a language in, the views that templates read out."""

from __future__ import annotations

from clientsmith.api.ir import Api
from clientsmith.languages.names import Names
from clientsmith.languages.present.client import present_client
from clientsmith.languages.present.indexes import present_indexes
from clientsmith.languages.present.resources import ResourcePresenter
from clientsmith.languages.present.security import Security
from clientsmith.languages.present.types import present_modules
from clientsmith.languages.protocol import Language, StyleSettings
from clientsmith.languages.trees import Trees
from clientsmith.languages.views import PackageView

__all__ = ["present"]


def present(api: Api, names: Names, language: Language, style: StyleSettings) -> PackageView:
    """The views of a whole package, in one language and style."""
    trees = Trees(api.schemas(), names, language)
    security = Security(api.client, names)
    resources = tuple(ResourcePresenter(names, trees, language, security).present(api.resources))
    return PackageView(
        client=present_client(api, names, language, resources, style),
        resources=resources,
        types=present_indexes(api, names, language),
        type_modules=present_modules(api, names, trees, language),
    )
