"""An API in, the view of the client as a whole out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clientsmith.api.ir import Api, ClientSettings, PageScheme
from clientsmith.languages.python import Identifier, argument_name, field_name
from clientsmith.names import Names
from clientsmith.present.exports import present_exports
from clientsmith.present.imports import grouped
from clientsmith.present.resources import child_imports, present_children
from clientsmith.views import (
    ArgumentView,
    ChildView,
    ClientView,
    ConstructorView,
    FactView,
    ImportView,
    PageView,
    ResourceView,
)


def present_client(
    api: Api, names: Names, resources: tuple[ResourceView, ...], style: str
) -> ClientView:
    """Everything that the package's own files need."""
    client = api.client
    children = present_children(api.resources, names)
    environment = _facts(dict(client.environment))
    response_headers = _facts(dict(client.response_headers))
    stream_events = _facts({"ignore": client.ignored_events, "error": client.error_event})
    parts = {
        "Credential": client.credentials,
        "Environment": environment,
        "ResponseHeaders": response_headers,
        "Retry": True,
        "Settings": True,
        "StreamEvents": stream_events,
    }
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
        style=style,
        credentials=_credentials(client),
        arguments=tuple(
            ConstructorView(argument_name(row.name), row.environment, row.description, "", "")
            for row in client.arguments
        ),
        settings=_settings(api, names),
        settings_names=tuple(name for name, used in parts.items() if used),
        environment=environment,
        retry=_facts(
            {
                "max": client.retries.max,
                "initial": client.retries.initial,
                "maximum": client.retries.maximum,
                "statuses": client.retries.statuses,
                "server_errors": client.retries.server_errors,
            }
        ),
        response_headers=response_headers,
        stream_events=stream_events,
        max_retries=client.retries.max,
        children=children,
        pages=_pages(api),
        exports=present_exports(api, names),
        typed_imports=_typed_imports(children),
        resources=resources,
    )


def _typed_imports(children: tuple[ChildView, ...]) -> tuple[tuple[ImportView, ...], ...]:
    """What only the client's annotations need."""
    return grouped(
        [
            ImportView("collections.abc", ("Iterable", "Mapping")),
            ImportView("httpx", ()),
            ImportView("typing_extensions", ("Self",)),
            ImportView("._runtime.middleware", ("MiddlewareInput",)),
            ImportView("._runtime.options", ("Timeout",)),
            ImportView("._runtime.sentinels", ("Omit",)),
            *child_imports(children, "."),
        ]
    )


def _credentials(client: ClientSettings) -> tuple[ConstructorView, ...]:
    return tuple(
        ConstructorView(
            argument_name(row.argument), row.environment, row.description, row.kind, row.name
        )
        for row in client.credentials
    )


def _settings(api: Api, names: Names) -> tuple[FactView, ...]:
    client = api.client
    return _facts(
        {
            "package": str(names.package),
            "version": client.version,
            "title": client.class_name,
            "base_url": next((server.url for server in api.servers), ""),
            "headers": dict(client.headers),
            "timeout": client.timeout,
            "connect_timeout": client.connect_timeout,
            "idempotency_header": client.idempotency_header,
            "request_limit": client.request_limit,
            "errors": dict(client.errors),
        }
    )


def _facts(values: Mapping[str, object]) -> tuple[FactView, ...]:
    """Only the values that say something."""
    return tuple(
        FactView(name, value) for name, value in values.items() if value not in (None, (), {})
    )


def _pages(api: Api) -> tuple[PageView, ...]:
    return tuple(
        PageView(
            Identifier(row.class_name),
            _facts(
                {"items": row.items, "more": row.more, "next": row.next, "previous": row.previous}
            ),
            tuple(_page_fields(row)),
        )
        for row in api.pagination
    )


def _page_fields(scheme: PageScheme) -> Iterator[ArgumentView]:
    """What a page has by its scheme, as far as that names members of the page itself."""
    cursors = [scheme.next[1], *([scheme.previous[1]] if scheme.previous is not None else [])]
    members = {scheme.items: "List[T]", (scheme.more or ""): "bool | None"}
    members.update(dict.fromkeys(cursors, "str | None"))
    for name, annotation in members.items():
        if name.isidentifier() and field_name(name) == name:
            yield ArgumentView(field_name(name), annotation, "", "")
