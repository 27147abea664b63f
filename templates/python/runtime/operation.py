"""What one operation of the API is, as data: generated code makes these, the call path reads them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Literal, TypeAlias

    Base64Members: TypeAlias = tuple[tuple[str, Mapping[str, object]], ...]

    from .declared_headers import HeaderType
    from .settings import Security

_NOTHING: Mapping[str, str] = {}
_NO_HEADERS: Mapping[str, Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Operation:
    """One operation; two are the same only if they are one object, so plans can be kept by it."""

    id: str
    method: str
    path: str
    """Path template under the base URL, or an absolute URL."""
    server: str | None = None
    """The address that the path is added to, where that is not the client's; may be relative to it."""
    result: str | None = None
    """`.module:Name` below the package, `str`, `bytes`, `json`, `binary`, or None for no result."""
    answers: Mapping[str, Mapping[str, str]] = field(
        default_factory=lambda: dict[str, "Mapping[str, str]"]()
    )
    """By status (`201`, `2XX`) and media type what answers give, spelled as `result`, where that is
    not the same for all; nothing where an answer is empty."""
    error_types: Mapping[str, str | None] | None = None
    """What the JSON of an error is, by statuses (`404 409`, `4XX`, `default`); None leaves that to
    the client's settings."""
    header_types: Mapping[str, HeaderType] | None = None
    """What the headers of an answer are, by its status; None leaves that to the client's settings."""
    page: str | None = None
    """The name of the page classes in `pagination`; `Sync` or `Async` goes before it."""
    listing: str | None = None
    """The same where a page is the model of the answer, with iteration added."""
    stream: str | None = None
    """What one item of the stream is, spelled as `result`."""
    stream_kind: Literal["sse", "event_text", "event_json", "jsonl"] | None = None
    """Whether an item is the data of an event, a whole event whose data is text or JSON, or a line."""
    body: Literal["json", "multipart", "form", "binary"] | None = None
    whole_body: str | None = None
    """The argument that is the body; without one the body is made of all that go nowhere else."""
    bodies: tuple[Mapping[str, Any], ...] = ()
    """One row for each media type that the body may have, if those are several: the `media_type`,
    the arguments that it `takes`, and what else is said here of a body."""
    media_type: str | None = None
    """The argument that names one of `bodies`."""
    query: tuple[str, ...] = ()
    """The arguments that go into the query."""
    headers: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """The arguments that are headers, and what those are called."""
    cookies: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """The arguments that are cookies, and what those are called."""
    path_names: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """What the path calls arguments that have another name."""
    wire_names: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """What arguments of the query and the body are called, where that is not their own name."""
    files: tuple[str, ...] = ()
    """Multipart properties that are files; `files[]` is a list sent as repeated `files[]` parts."""
    base64: Base64Members = ()
    """Members of JSON that are base64, where a file or bytes may be given; and what else an object
    says that has such a member: `("data", {"type": "base64"})`. A body that is one is called ``."""
    decimals: tuple[str, ...] = ()
    """Members of the body, at whatever depth, whose decimals are texts and no numbers."""
    part_types: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """Multipart properties and the media types that they may have: `image/png, image/*`."""
    part_headers: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: _NO_HEADERS)
    """Multipart properties and the headers that their parts have."""
    accept: str = "application/json"
    content_type: str | None = None
    constant_headers: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    constant_query: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    always: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: dict[str, tuple[str, ...]]()
    )
    """Values appended to the caller's comma list of a header."""
    styles: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """How an argument is written that is not simply a text or repeated: `form`, `deepObject*`, …"""
    request_limit: int | None = None
    """Bytes a body may have; None takes the client's limit."""
    idempotent: bool = False
    """Whether the method needs no idempotency key though it changes something."""
    deprecation: str | None = None
    document_id: str | None = None
    """What the document calls it, where that is not its `id`."""
    follow: tuple[Operation, str] | None = None
    """The operation, and the property of its result, which give the URL to request."""
    security: Security | None = None
    """Which credentials are needed, and sent; None leaves that to the client's settings."""
    ends: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """Arguments some of whose values end, and the type that the client's settings have these by."""
    scopes: tuple[str, ...] = ()
    """What a token has to allow that is asked for."""
