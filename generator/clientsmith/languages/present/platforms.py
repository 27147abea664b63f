"""The platforms that serve an API in, a view of each one's clients out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from clientsmith.api.ir import Api, Operation, Resource
from clientsmith.api.platforms import Platform, PlatformArgument
from clientsmith.languages.names import Names
from clientsmith.languages.present.exports import Export
from clientsmith.languages.present.keywords import keywords
from clientsmith.languages.present.resources import present_children
from clientsmith.languages.present.security import descriptor_of
from clientsmith.languages.protocol import Language
from clientsmith.languages.views import KeywordView, PlatformArgumentView, PlatformView

# What the runtime raises of platforms, and where that stands.
_ERRORS = {
    "MissingArgumentError": "platform",
    "MissingExtraError": "signing",
    "NotOnPlatformError": "platform",
}


def present_platforms(
    platforms: Iterable[Platform], api: Api, names: Names, language: Language
) -> Iterator[PlatformView]:
    """A view of each platform."""
    for platform in platforms:
        there = tuple(each for each in api.resources if _has_any(platform, each))
        found = {each.id: platform.has(_call(each)) for each in api.operations()}
        yield PlatformView(
            name=language.identifier("module", platform.name),
            file=language.identifier("module", platform.name),
            title=platform.title,
            description=platform.description,
            class_name=language.identifier("type", platform.class_name),
            whole=not platform.is_partial,
            arguments=tuple(_argument(each, language) for each in platform.arguments),
            positional=platform.positional,
            children=present_children(there, names, language),
            methods=tuple(each for each, is_there in found.items() if is_there),
            absent=tuple(each for each, is_there in found.items() if not is_there),
            descriptor=_descriptor(platform, api, names),
            settings=keywords(
                {
                    "security": (*((each.argument,) for each in platform.credentials), ()),
                    "errors": {**dict(api.client.errors), **platform.stream_errors},
                }
            ),
            schemes=tuple(descriptor_of(each, str) for each in platform.credentials),
            environment=keywords(dict(platform.environment)),
            requires=platform.requires,
            example_client=keywords(platform.example.get("client", _needed(platform))),
            example_call=keywords(platform.example.get("call", {})),
        )


def _needed(platform: Platform) -> dict[str, str]:
    """An example of what clients can't be made without."""
    named = (row.name for row in platform.arguments if (row.rules or {}).get("required"))
    return {name: f"my-{name.replace('_', '-')}" for name in named}


def platform_exports(platforms: Collection[Platform], language: Language) -> Iterator[Export]:
    """What a user imports from the package itself."""
    for name, home in _ERRORS.items() if platforms else ():
        yield Export(name, name, f"_runtime/platforms/{home}")
    for platform in platforms:
        home = f"platforms/{language.identifier('module', platform.name)}"
        for prefix in ("", "Async"):
            name = f"{prefix}{language.identifier('type', platform.class_name)}"
            yield Export(name, name, home)


def _argument(row: PlatformArgument, language: Language) -> PlatformArgumentView:
    name = language.identifier("client_accessor", row.name)
    return PlatformArgumentView(name, row.kind, row.environment, row.default, row.description)


def _descriptor(platform: Platform, api: Api, names: Names) -> tuple[KeywordView, ...]:
    """What the runtime goes by."""
    gone = [each for each in api.resources if not _has_any(platform, each)]
    return keywords(
        {
            "name": platform.name,
            "title": platform.title,
            "distribution": api.client.package,
            "requires": platform.requires,
            "servers": platform.servers,
            "arguments": {row.name: _rules(row) for row in platform.arguments},
            "without_credentials": platform.without_credentials,
            "signer": platform.signer,
            "signing": dict(platform.signing),
            "headers": dict(platform.headers),
            "only": platform.only,
            "absent": platform.absent,
            "missing": tuple(str(names.resources[each.path].module[-1]) for each in gone),
            "streams": dict(platform.streams),
            "routes": dict(platform.routes),
        }
    )


def _rules(row: PlatformArgument) -> dict[str, object]:
    said = {"environment": row.environment, "default": row.default, **(row.rules or {})}
    return {name: value for name, value in said.items() if value not in (None, (), False)}


def _call(operation: Operation) -> str:
    return f"{operation.method} {operation.path}"


def _has_any(platform: Platform, resource: Resource) -> bool:
    own = any(platform.has(_call(each)) for each in resource.operations)
    return own or any(_has_any(platform, each) for each in resource.children)
