"""The servers of an API in, what a client is told of them and what it tells the runtime out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from clientsmith.api.free_names import free_name
from clientsmith.api.ir import Api, Operation
from clientsmith.api.settings import Server, ServerVariable
from clientsmith.languages.constructor import variable_key
from clientsmith.languages.forms import Choice, Scalar
from clientsmith.languages.names import Names
from clientsmith.languages.protocol import Identifier, TypeView
from clientsmith.languages.views import KeywordView, ServerView, VariableView


class Servers:
    """The servers of one API, their variables called as the constructor's arguments are."""

    def __init__(self, api: Api, names: Names) -> None:
        self._servers = dict(_named(api.servers))
        self._names = names
        every = [*api.servers, *(each for op in api.operations() for each in op.servers)]
        rows = {row.name: row for each in reversed(every) for row in reversed(each.variables)}
        self._variables = dict(reversed(rows.items()))

    def views(self) -> tuple[ServerView, ...]:
        """The base addresses, with the defaults of their variables filled in."""
        return tuple(
            ServerView(_filled(each), each.description, name)
            for name, each in self._servers.items()
        )

    def choice(self) -> TypeView | None:
        """The names of the servers, where there is something to choose."""
        several = len(self._servers) > 1
        return TypeView(Choice(tuple(self._servers)), "request") if several else None

    def variables(self) -> tuple[VariableView, ...]:
        """The variables of all addresses."""
        return tuple(
            VariableView(self._name(row), self._type(row), row.default, row.description)
            for row in self._variables.values()
        )

    def settings(self) -> Iterator[KeywordView]:
        """The servers and variables, where there is more than one address."""
        if len(self._servers) > 1:
            servers = {name: self._url(each) for name, each in self._servers.items()}
            yield KeywordView(Identifier("servers"), servers)
        if self._variables:
            values = {str(self._name(row)): row.default for row in self._variables.values()}
            yield KeywordView(Identifier("variables"), values)

    def base_url(self) -> str:
        """The address that is taken where nothing is said."""
        return next(map(self._url, self._servers.values()), "")

    def of(self, operation: Operation) -> Iterator[KeywordView]:
        """The server of an operation's own."""
        if operation.servers:
            yield KeywordView(Identifier("server"), self._url(operation.servers[0]))

    def _url(self, server: Server) -> str:
        """An address whose variables have the arguments' names."""
        names = {row.name: f"{{{self._name(row)}}}" for row in server.variables}
        return _replaced(server.url, names)

    def _name(self, variable: ServerVariable) -> Identifier:
        return self._names.constructor[variable_key(variable.name)]

    def _type(self, variable: ServerVariable) -> TypeView:
        return TypeView(Choice(variable.values) if variable.values else Scalar("string"), "request")


def _named(servers: tuple[Server, ...]) -> Iterator[tuple[str, Server]]:
    """Each server by its name; of two of one name the later is numbered."""
    taken: set[str] = set()
    for server in servers:
        yield free_name(server.name, taken, "_"), server


def _filled(server: Server) -> str:
    return _replaced(server.url, {row.name: row.default or "" for row in server.variables})


def _replaced(url: str, values: Mapping[str, str]) -> str:
    return re.sub(r"\{([^{}]*)\}", lambda found: values[found[1]], url)
