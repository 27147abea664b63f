"""Rules about platforms: what they say of arguments and of calls is of some that there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

from clientsmith.document import Node
from clientsmith.lint.survey import Finding, Survey

_PLACE = re.compile(r"\{([^{}]*)\}")
_OF_ALL = "base_url"
"""An argument that every client has."""


def unknown_arguments(survey: Survey) -> Iterator[Finding]:
    """The name of an argument that no client of the platform is made with."""
    for platform in survey.of("platform"):
        arguments = platform.get("arguments")
        known = {name for name, _ in arguments.items()} if arguments is not None else set[str]()
        for name, node in _named(platform):
            if name not in known:
                message = f"the platform has no argument `{name}`"
                yield Finding(node.place, message, survey.advice.nearest(name, known))


def unknown_calls(survey: Survey) -> Iterator[Finding]:
    """A method and a path that no operation has."""
    known = {each.label for each in survey.operations}
    for platform in survey.of("platform"):
        for call, node in _calls(platform):
            if not any(fnmatchcase(each, call) for each in known):
                message = f"there is no operation `{call}`"
                yield Finding(node.place, message, survey.advice.nearest(call, known))


def _named(platform: Node) -> Iterator[tuple[str, Node]]:
    """Every name of an argument, and where it stands."""
    for server in _elements(platform, "servers"):
        if (url := server.get("url")) is not None:
            yield from ((name, url) for name in _PLACE.findall(str(url.value)))
        yield from _members(server, "when")
    for _, header in _members(platform, "headers"):
        yield from ((name, header) for name in _PLACE.findall(str(header.value)))
    for _, argument in _members(platform, "arguments"):
        others = [*_elements(argument, "excludes"), *_texts(argument, "needs")]
        yield from ((str(each.value), each) for each in others if each.value != _OF_ALL)
    for credential in _elements(platform, "credentials"):
        yield from ((str(each.value), each) for each in _texts(credential, "argument"))
    yield from ((str(each.value), each) for each in _texts(platform, "without_credentials"))
    signer = platform.get("signer")
    if signer is not None:
        for key in ("proofs", "arguments", "finds"):
            yield from ((str(each.value), each) for _, each in _members(signer, key))


def _calls(platform: Node) -> Iterator[tuple[str, Node]]:
    for key in ("only", "absent"):
        yield from ((str(each.value), each) for each in _elements(platform, key))
    for server in _elements(platform, "servers"):
        yield from ((str(each.value), each) for each in _elements(server, "calls"))
    yield from _members(platform, "routes")


def _members(node: Node, key: str) -> Iterator[tuple[str, Node]]:
    found = node.get(key)
    yield from found.items() if found is not None else ()


def _elements(node: Node, key: str) -> Iterator[Node]:
    found = node.get(key)
    yield from found.elements() if found is not None else ()


def _texts(node: Node, key: str) -> Iterator[Node]:
    found = node.get(key)
    if found is not None:
        yield found
