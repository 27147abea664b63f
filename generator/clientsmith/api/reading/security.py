"""Security schemes and requirements in, credentials and what a call needs of them out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin

from clientsmith.api.case import snake
from clientsmith.api.settings import Credential, CredentialKind, Requirement, Secret, TokenSource
from clientsmith.document import Node


@dataclass(frozen=True, slots=True)
class _Way:
    """One way in which a scheme's credential is sent, and what its arguments are called by default."""

    kind: CredentialKind
    name: str
    argument: str
    description: str
    secret: str | None = None
    tokens: TokenSource | None = None


def read_security(declared: Node | None) -> tuple[Requirement, ...]:
    """The alternatives in the document's order; one that asks for nothing comes last.

    A scheme that is no credential of ours (`mutualTLS`, the connection's) asks for nothing.
    """
    if declared is None:
        return ()
    schemes = _schemes(declared.document.root)
    found = [
        tuple(
            (name, tuple(map(str, scopes.sequence)))
            for key, scopes in each.items()
            if (name := _name(key, schemes)) not in schemes or any(_ways(schemes[name]))
        )
        for each in declared.elements()
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda requirement: not requirement))


def _name(key: str, schemes: Mapping[str, Node]) -> str:
    """The scheme that a requirement names, or (3.2) gives the address of."""
    return key if key in schemes else key.rpartition("/")[2]


def read_credentials(root: Node, said: Mapping[str, Any], title: str) -> tuple[Credential, ...]:
    """A credential for each way to satisfy a scheme; those that are sent alike are one.

    One scheme of its kind is called by the kind (`api_key`), several by their own names.
    """
    schemes = _schemes(root)
    stated: dict[str, Any] = {name: row for name, row in said.items() if name in schemes}
    ways = [(name, way) for name in stated or schemes for way in _ways(schemes[name])]
    alike = {
        (way.argument, way.kind, way.name, name if way.secret is not None else "")
        for name, way in ways
    }
    count = Counter(argument for argument, *_ in alike)
    prefix = snake(title).upper()
    found: dict[str, Credential] = {}
    for name, way in ways:
        own = snake(name) if count[way.argument] > 1 else ""
        made = _credential(name, way, own, stated.get(name) or {}, prefix)
        known = found.setdefault(made.argument, made)
        if name not in known.schemes:
            found[known.argument] = replace(known, schemes=(*known.schemes, name))
    return tuple(found.values())


def _credential(name: str, way: _Way, own: str, row: Mapping[str, Any], prefix: str) -> Credential:
    """What `x-client` says, else the kind's name, or of several of a kind the scheme's `own`."""
    first: Mapping[str, Any] = row.get("client", {}) if way.kind == "client" else row
    half: Mapping[str, Any] = row.get("secret", {})
    plain = f"{own}_{way.argument}" if own and way.secret is not None else own or way.argument
    argument = str(first.get("argument", plain))
    secret: Secret | None = None
    if way.secret is not None:
        other = str(half.get("argument", f"{own}_{way.secret}" if own else way.secret))
        secret = Secret(other, _environment(half, prefix, other))
    return Credential(
        schemes=(name,),
        kind=way.kind,
        name=way.name,
        argument=argument,
        environment=_environment(first, prefix, argument),
        description=way.description,
        secret=secret,
        tokens=way.tokens,
    )


def _environment(row: Mapping[str, Any], prefix: str, argument: str) -> str | None:
    default = f"{prefix}_{argument.upper()}" if prefix else None
    return str(row["environment"]) if "environment" in row else default


def _ways(scheme: Node) -> Iterator[_Way]:
    """The ways to satisfy a scheme: a token at hand goes before one that has to be asked for.

    Of an HTTP scheme that is neither basic nor bearer the whole header is the credential.
    """
    text = scheme.text("description")
    match str(scheme["type"].value), scheme.text("scheme").lower():
        case "apiKey", _:
            yield _Way(_place(scheme), scheme.text("name"), "api_key", text)
        case "http", "basic":
            yield _Way("basic", "authorization", "username", text, "password")
        case "http", "bearer":
            yield _Way("bearer", "authorization", "access_token", text)
        case "http", _:
            yield _Way("header", "authorization", "authorization", text)
        case ("oauth2" | "openIdConnect"), _:
            yield _Way("bearer", "authorization", "access_token", text)
            tokens = _token_source(scheme)
            if tokens is not None:
                yield _Way("client", "authorization", "client_id", text, "client_secret", tokens)
        case _:
            return


def _place(scheme: Node) -> CredentialKind:
    places: dict[str, CredentialKind] = {"query": "query", "cookie": "cookie"}
    return places.get(scheme.text("in"), "header")


def _token_source(scheme: Node) -> TokenSource | None:
    """Where a client asks for a token; a relative address is one of the first server's."""
    discovery = scheme.text("openIdConnectUrl")
    endpoint = scheme.at(("flows", "clientCredentials", "tokenUrl"))
    url = discovery or (str(endpoint.value) if endpoint is not None else "")
    server = scheme.document.root.at(("servers", "0", "url"))
    whole = urljoin(str(server.value), url) if server is not None else url
    return TokenSource(whole, bool(discovery)) if url and "://" in whole else None


def _schemes(root: Node) -> dict[str, Node]:
    declared = root.at(("components", "securitySchemes"))
    return {
        name: entry.resolve()
        for name, entry in (declared.items() if declared is not None else ())
        if not name.startswith("x-")
    }
