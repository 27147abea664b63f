"""What an API says of its client as a whole: addresses, credentials, timeouts, retries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class ServerVariable:
    """A part of a base address that may be chosen: one of its `values`, where these are listed."""

    name: str
    default: str | None
    values: tuple[str, ...]
    description: str


@dataclass(frozen=True, slots=True)
class Server:
    """A base address, in which `{region}` stands for a variable, and what it is chosen by."""

    url: str
    description: str
    name: str
    variables: tuple[ServerVariable, ...] = ()


CredentialKind: TypeAlias = Literal["header", "query", "cookie", "bearer", "basic", "client"]
"""How a credential is sent: a `client` is an id and a secret, which a token is asked for with."""

Requirement: TypeAlias = "tuple[tuple[str, tuple[str, ...]], ...]"
"""The security schemes that a call needs together, with the scopes asked of each; none where it is
open to all."""


@dataclass(frozen=True, slots=True)
class Secret:
    """The other half of a credential: a user's password, a client's secret."""

    argument: str
    environment: str | None


@dataclass(frozen=True, slots=True)
class TokenSource:
    """Where a token is given for a client's id and secret.

    The address is the token endpoint's, or that of a `discovery` document (OpenID Connect) that
    names it.
    """

    url: str
    discovery: bool


@dataclass(frozen=True, slots=True)
class Credential:
    """What proves who calls: where it is sent, and where a client finds it.

    It serves the security `schemes` of these names, and may be one of several that do: a token that
    is at hand, or the id and secret of a client that asks for one.
    """

    schemes: tuple[str, ...]
    kind: CredentialKind
    name: str
    argument: str
    environment: str | None
    description: str
    secret: Secret | None = None
    tokens: TokenSource | None = None


@dataclass(frozen=True, slots=True)
class ClientArgument:
    """A further argument of the client's constructor, kept as its attribute."""

    name: str
    environment: str | None
    description: str


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long one attempt of a call waits for an answer, and for a connection; in seconds."""

    per_attempt: float = 600.0
    connect: float = 5.0


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """When a call is tried again: `initial` and `maximum` waits are in seconds."""

    max: int = 2
    initial: float = 0.5
    maximum: float = 8.0
    statuses: tuple[int, ...] = (408, 409, 429)
    server_errors: bool = True


@dataclass(frozen=True, slots=True)
class ClientSettings:
    """What `x-client` on the root says of the client as a whole; times in seconds, sizes in bytes."""

    package: str
    version: str
    class_name: str
    error_name: str
    environment: Mapping[str, str]
    credentials: tuple[Credential, ...]
    security: tuple[Requirement, ...] = ()
    send_all: bool = False
    """Whether a call sends every credential of its requirements that is given, not of one alone."""
    arguments: tuple[ClientArgument, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    timeouts: Timeouts = Timeouts()
    retries: RetryPolicy = RetryPolicy()
    idempotency_header: str | None = None
    response_headers: tuple[tuple[str, str], ...] = ()
    request_limit: int | None = None
    errors: tuple[tuple[str, int], ...] = ()
    ignored_events: tuple[str, ...] = ()
    error_event: str | None = None
