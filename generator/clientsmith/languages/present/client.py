"""An API in, the view of the client as a whole out."""

from __future__ import annotations

from clientsmith.api.ir import Api
from clientsmith.api.pages import PageScheme
from clientsmith.languages.forms import Form, OrNull, Scalar
from clientsmith.languages.names import Names
from clientsmith.languages.present.exports import client_exports
from clientsmith.languages.present.keywords import keywords
from clientsmith.languages.present.platforms import platform_exports, present_platforms
from clientsmith.languages.present.resources import present_children
from clientsmith.languages.present.security import present_arguments, present_credentials
from clientsmith.languages.present.servers import Servers
from clientsmith.languages.protocol import Identifier, Language, StyleSettings, TypeView
from clientsmith.languages.views import (
    ClientView,
    ConstructorView,
    KeywordView,
    PageView,
    ResourceView,
)


def present_client(
    api: Api,
    names: Names,
    language: Language,
    resources: tuple[ResourceView, ...],
    style: StyleSettings,
) -> ClientView:
    """Everything that the package's own files need."""
    client, servers = api.client, Servers(api, names)
    platforms = api.platforms if style.platforms else ()
    presented = tuple(present_platforms(platforms, api, names, language))
    return ClientView(
        package=names.package,
        distribution=client.package,
        version=client.version,
        class_name=names.client,
        error_name=names.error,
        title=api.title,
        summary=api.summary,
        description=api.description,
        source=api.source,
        style=style.name,
        servers=servers.views(),
        server=servers.choice(),
        variables=servers.variables(),
        credentials=tuple(present_arguments(client, names)),
        schemes=tuple(present_credentials(client, names)),
        arguments=tuple(
            ConstructorView(names.constructor[row.name], row.environment, row.description, "", "")
            for row in client.arguments
        ),
        settings=_settings(api, names),
        environment=keywords(dict(client.environment)),
        retry=keywords(
            {
                "max": client.retries.max,
                "initial": client.retries.initial,
                "maximum": client.retries.maximum,
                "statuses": client.retries.statuses,
                "server_errors": client.retries.server_errors,
            }
        ),
        response_headers=keywords(dict(client.response_headers)),
        stream_events=keywords({"ignore": client.ignored_events, "error": client.error_event}),
        max_retries=client.retries.max,
        children=present_children(api.resources, names, language),
        pages=tuple(_page(row, names, language) for row in api.pagination),
        exports=client_exports(names, style.exports, platform_exports(platforms, language)),
        resources=resources,
        platforms=presented,
        extras=tuple(each for each in presented if each.requires),
    )


def _settings(api: Api, names: Names) -> tuple[KeywordView, ...]:
    client = api.client
    return keywords(
        {
            "package": str(names.package),
            "version": client.version,
            "title": client.class_name,
            "base_url": Servers(api, names).base_url(),
            "headers": dict(client.headers),
            "timeout": client.timeouts.per_attempt,
            "connect_timeout": client.timeouts.connect,
            "idempotency_header": client.idempotency_header,
            "request_limit": client.request_limit,
            "errors": dict(client.errors),
        }
    )


def _page(scheme: PageScheme, names: Names, language: Language) -> PageView:
    fields = {name: form for name, form in _members(scheme).items() if name != scheme.items}
    return PageView(
        class_name=names.pages[scheme.class_name],
        scheme=keywords(
            {
                "items": scheme.items,
                "more": scheme.more,
                "next": scheme.next,
                "previous": scheme.previous,
            }
        ),
        items=_field(scheme.items, language),
        fields=tuple(
            (name, TypeView(form, "response"))
            for wire, form in fields.items()
            if (name := _field(wire, language)) is not None
        ),
    )


def _members(scheme: PageScheme) -> dict[str, Form]:
    """What a page has by its scheme, as far as that names members of the page itself."""
    found: dict[str, Form] = {}
    if scheme.more:
        found[scheme.more] = OrNull(Scalar("boolean"))
    for cursor in (scheme.next, scheme.previous):
        if cursor is not None:
            found[cursor[1]] = OrNull(Scalar("string"))
    return found


def _field(wire_name: str, language: Language) -> Identifier | None:
    """The name of a member, where that is its wire name."""
    name = language.identifier("field", wire_name)
    return name if name == wire_name else None
