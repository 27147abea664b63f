"""What an API says of its client as a whole: addresses, credentials, timeouts, retries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Server:
    """A base address of the API."""

    url: str
    description: str


@dataclass(frozen=True, slots=True)
class Credential:
    """What proves who calls: where it is sent, and where a client finds it."""

    scheme: str
    kind: Literal["header", "query", "cookie", "bearer", "basic"]
    name: str
    argument: str
    environment: str | None
    description: str


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
