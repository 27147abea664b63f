"""What one API's clients have in common, as data: generated code makes one `Settings`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, Literal, TypeAlias

    from .declared_headers import HeaderType

    Security: TypeAlias = tuple[tuple[str, ...], ...]
    """Alternatives, the best first: the arguments of credentials that a call needs together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """Names of the environment variables that a client reads."""

    base_url: str | None = None
    headers: str | None = None
    log: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """One way to say who calls: the constructor's argument, and where its value goes.

    A user of the scheme `basic` and a `client` have a second argument, their `secret`. A client is
    given a token for the two at `token_url`, or where the `discovery` document there says.
    """

    argument: str
    environment: str | None = None
    scheme: Literal["header", "query", "cookie", "bearer", "basic", "client"] = "header"
    name: str = "authorization"
    """Several where the same is sent in several headers: `x-key api-key`."""
    secret: str | None = None
    secret_environment: str | None = None
    token_url: str = ""
    discovery: bool = False

    @property
    def names(self) -> list[str]:
        """What it is sent as."""
        return self.name.split() if self.scheme == "header" else [self.name]

    @property
    def arguments(self) -> Mapping[str, str | None]:
        """The constructor's arguments, and the variables that they are read from when left out."""
        own = {self.argument: self.environment}
        return own if self.secret is None else {**own, self.secret: self.secret_environment}


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """How often, how long after, and on which answers a request is sent again."""

    max: int = 2
    initial: float = 0.5
    maximum: float = 8.0
    longest: float = 120.0
    """Seconds; where a server asks for more, the error is raised instead."""
    statuses: tuple[int, ...] = (408, 409, 429)
    server_errors: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseHeaders:
    """Names of the response headers that become attributes of results and errors."""

    request_id: str | None = None
    organization_id: str | None = None
    workspace_id: str | None = None
    rate_limit_prefix: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamEvents:
    """Names of server-sent events that are not items: those skipped, and the one that is an error."""

    ignore: tuple[str, ...] = ()
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Settings:
    """Everything that the runtime has to know of one API."""

    package: str
    version: str
    title: str
    base_url: str
    servers: Mapping[str, str] = field(default_factory=lambda: dict[str, str]())
    """By name, where there are several; the first one's is `base_url`."""
    variables: Mapping[str, str | None] = field(default_factory=lambda: dict[str, "str | None"]())
    """What addresses have in braces, and its default."""
    environment: Environment = Environment()
    error_types: Mapping[str, str | None] = field(default_factory=lambda: dict[str, "str | None"]())
    """What the JSON of an error is whose operation says nothing, by statuses (`404 409`, `4XX`)."""
    header_types: Mapping[str, HeaderType] = field(
        default_factory=lambda: dict[str, "HeaderType"]()
    )
    """What the headers of an answer are whose operation says nothing, by its status."""
    credentials: tuple[Credential, ...] = ()
    security: Security | None = None
    """What a call needs whose operation says nothing; None sends all that is given of what it needs."""
    headers: Mapping[str, str] = field(default_factory=lambda: dict[str, str]())
    timeout: float = 600.0
    connect_timeout: float = 5.0
    retry: Retry = Retry()
    idempotency_header: str | None = None
    response_headers: ResponseHeaders = ResponseHeaders()
    request_limit: int | None = None
    errors: Mapping[str, int] = field(default_factory=lambda: dict[str, int]())
    """Error type -> the status whose class it raises in a stream."""
    stream_events: StreamEvents = StreamEvents()
    stream_readers: Mapping[str, Callable[..., Any]] = field(
        default_factory=lambda: dict[str, "Callable[..., Any]"]()
    )
    """By media types of streams: what makes readers of those that are no server-sent events."""
    ends: Mapping[str, Mapping[str, str]] = field(
        default_factory=lambda: dict[str, "Mapping[str, str]"]()
    )
    """By type: values of arguments that end, and the days on which they do."""
