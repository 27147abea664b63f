"""Requirements and credentials in, what the runtime goes by out: alternatives of arguments to be given."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from clientsmith.api.ir import Operation
from clientsmith.api.settings import ClientSettings, Credential, Requirement
from clientsmith.languages.constructor import variable_key
from clientsmith.languages.names import Names
from clientsmith.languages.protocol import Identifier
from clientsmith.languages.views import ConstructorView, CredentialView, KeywordView


class Security:
    """What each operation needs, in the words of the client's constructor."""

    def __init__(self, client: ClientSettings, names: Names) -> None:
        self._credentials = client.credentials
        self._names = names
        each = tuple((names.constructor[row.argument],) for row in client.credentials)
        self.default = each if client.send_all else self._alternatives(client.security)
        """What a call needs whose operation says nothing of its own."""
        self._stated = None if client.send_all or not client.credentials else self.default

    def settings(self) -> Iterator[KeywordView]:
        """What calls need; where nothing is said, the runtime sends all that is given."""
        if self._stated is not None:
            yield KeywordView(Identifier("security"), self._stated)

    def of(self, operation: Operation) -> tuple[KeywordView, ...]:
        """The keywords of an operation's descriptor: what it needs, where that is something else."""
        needed = self._alternatives(operation.security)
        scopes = tuple(dict.fromkeys(self._scopes(operation.security)))
        return tuple(
            KeywordView(Identifier(name), value)
            for name, value, is_said in (
                ("security", needed, needed != self.default),
                ("scopes", scopes, scopes),
            )
            if is_said
        )

    def _alternatives(self, security: Iterable[Requirement]) -> tuple[tuple[str, ...], ...]:
        return tuple(dict.fromkeys(each for row in security for each in self._satisfying(row)))

    def _satisfying(self, requirement: Requirement) -> Iterator[tuple[str, ...]]:
        """The sets of arguments that satisfy a requirement: each scheme's first way, then its second."""
        ways = [self._serving(scheme) for scheme, _ in requirement]
        if not all(ways):
            return
        for index in range(max((len(each) for each in ways), default=1)):
            chosen = (each[min(index, len(each) - 1)] for each in ways)
            yield tuple(dict.fromkeys(self._names.constructor[row.argument] for row in chosen))

    def _serving(self, scheme: str) -> Sequence[Credential]:
        return [row for row in self._credentials if scheme in row.schemes]

    def _scopes(self, security: Iterable[Requirement]) -> Iterator[str]:
        """What a token has to allow that a client asks for."""
        for requirement in security:
            for scheme, scopes in requirement:
                if any(row.kind == "client" for row in self._serving(scheme)):
                    yield from scopes


def present_arguments(client: ClientSettings, names: Names) -> Iterator[ConstructorView]:
    """The arguments of the constructor that credentials are handed in by."""
    for row in client.credentials:
        halves: Mapping[str, str | None] = {row.argument: row.environment}
        if row.secret is not None:
            halves = {**halves, row.secret.argument: row.secret.environment}
        for argument, environment in halves.items():
            name = names.constructor[argument]
            yield ConstructorView(name, environment, row.description, row.kind, row.name)


def present_credentials(client: ClientSettings, names: Names) -> Iterator[CredentialView]:
    """How each credential is sent."""
    for row in client.credentials:
        yield descriptor_of(_at_servers(row, names), names.constructor.__getitem__)


def _at_servers(row: Credential, names: Names) -> Credential:
    """The variables in the address of tokens, as a server has them, by the arguments' names."""

    def named(found: re.Match[str]) -> str:
        name = names.constructor.get(variable_key(found[1]))
        return f"{{{name}}}" if name else found[0]

    if row.tokens is None:
        return row
    url = re.sub(r"\{([^{}]*)\}", named, row.tokens.url)
    return replace(row, tokens=replace(row.tokens, url=url))


def descriptor_of(row: Credential, named: Callable[[str], str]) -> CredentialView:
    """How a credential is sent, whose arguments are `named` so in the constructor."""
    rows: dict[str, object] = {
        "argument": str(named(row.argument)),
        "environment": row.environment,
        "scheme": row.kind,
        "name": row.name,
    }
    if row.secret is not None:
        rows["secret"] = str(named(row.secret.argument))
        rows["secret_environment"] = row.secret.environment
    if row.tokens is not None:
        rows["token_url"] = row.tokens.url
        rows["discovery"] = row.tokens.discovery
    return CredentialView(tuple(KeywordView(Identifier(key), rows[key]) for key in rows))
