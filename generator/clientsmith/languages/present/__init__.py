"""An API, its names and a language in, the views that templates read out."""

from __future__ import annotations

from dataclasses import replace

from clientsmith.api.ir import Api
from clientsmith.languages.names import Names
from clientsmith.languages.present.answers import Answers
from clientsmith.languages.present.client import present_client
from clientsmith.languages.present.endings import Endings
from clientsmith.languages.present.headers import Headers
from clientsmith.languages.present.indexes import present_indexes
from clientsmith.languages.present.listings import present_listings
from clientsmith.languages.present.resources import ResourcePresenter
from clientsmith.languages.present.security import Security
from clientsmith.languages.present.servers import Servers
from clientsmith.languages.present.types import present_modules
from clientsmith.languages.protocol import Language, StyleSettings, TypeView
from clientsmith.languages.trees import Trees
from clientsmith.languages.views import PackageView

__all__ = ["present"]


def present(api: Api, names: Names, language: Language, style: StyleSettings) -> PackageView:
    """The views of a whole package, in one language and style."""
    trees = Trees(api.schemas(), names, language)
    security, answers = Security(api.client, names), Answers(api, trees)
    headers, servers, endings = Headers(api, trees), Servers(api, names), Endings(api, names)
    presenter = ResourcePresenter(
        names, trees, language, security, answers, headers, servers, endings
    )
    resources = tuple(presenter.present(api.resources))
    client = present_client(api, names, language, resources, style)
    usual = (
        *servers.settings(),
        *security.settings(),
        *answers.settings(),
        *headers.settings(),
        *endings.settings(),
    )
    payload = TypeView(trees.of(api.payload, "response"), "response") if api.payload else None
    return PackageView(
        client=replace(
            client,
            settings=(*client.settings, *usual),
            payload=payload,
            listings=present_listings(api, names, trees),
        ),
        resources=resources,
        types=present_indexes(api, names, language),
        type_modules=present_modules(api, names, trees, language, style.extra),
    )
