"""Server nodes in, base addresses with their names and variables out."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from clientsmith.api.case import snake
from clientsmith.api.settings import Server, ServerVariable
from clientsmith.document import Node

_VARIABLE = re.compile(r"\{([^{}]*)\}")
_SAYS_NOTHING = frozenset({"server", "environment", "api", "the", "url", "endpoint", "base"})
_MOST_WORDS = 3


def read_servers(*holders: Node | None) -> tuple[Server, ...]:
    """The servers of the first that has some: an operation's, its path's, the document's."""
    for holder in holders:
        declared = holder.get("servers") if holder is not None else None
        found = [_server(each) for each in declared.elements()] if declared is not None else []
        if found:
            return tuple(found)
    return ()


def _server(node: Node) -> Server:
    url = str(node["url"].value).strip().rstrip("/")
    description = node.text("description")
    named = node.text("name") or _short(description) or urlsplit(url).netloc or url
    declared = node.get("variables")
    variables = tuple(
        _variable(name, declared.get(name) if declared is not None else None)
        for name in dict.fromkeys(_VARIABLE.findall(url))
    )
    return Server(url, description, named, variables)


def _short(description: str) -> str:
    """`The production server.` -> `production`; a description of many words is no name."""
    words = [each for each in snake(description).split("_") if each not in _SAYS_NOTHING]
    return "_".join(words) if len(words) <= _MOST_WORDS else ""


def _variable(name: str, node: Node | None) -> ServerVariable:
    """A variable of an address; one that is not defined has no default."""
    default = node.get("default") if node is not None else None
    return ServerVariable(
        name,
        str(default.value) if default is not None else None,
        tuple(node.strings("enum")) if node is not None else (),
        node.text("description") if node is not None else "",
    )
