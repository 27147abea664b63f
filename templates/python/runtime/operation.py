"""What one operation of the API is, as data: generated code makes these, the call path reads them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

_NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Operation:
    """One operation; two are the same only if they are one object, so plans can be kept by it."""

    id: str
    method: str
    path: str
    """Path template under the base URL, or an absolute URL."""
    result: str | None = None
    """`.module:Name` below the package, `str`, `bytes`, `json`, `binary`, or None for no result."""
    page: str | None = None
    """The name of the page classes in `pagination`; `Sync` or `Async` goes before it."""
    stream: str | None = None
    """What one item of the stream is, spelled as `result`."""
    stream_kind: Literal["sse", "jsonl"] | None = None
    body: Literal["json", "multipart", "form", "binary"] | None = None
    whole_body: str | None = None
    """The argument that is the body; without one the body is made of all that go nowhere else."""
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
    accept: str = "application/json"
    content_type: str | None = None
    constant_headers: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    constant_query: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    always: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: dict[str, tuple[str, ...]]()
    )
    """Values appended to the caller's comma list of a header."""
    list_styles: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """Wire name of a query value -> `comma`, `pipe`, `space` or `deep`, where it is not repeated."""
    request_limit: int | None = None
    """Bytes a body may have; None takes the client's limit."""
    idempotent: bool = False
    """Whether the method needs no idempotency key though it changes something."""
    deprecation: str | None = None
    document_id: str | None = None
    """What the document calls it, where that is not its `id`."""
    follow: tuple[Operation, str] | None = None
    """The operation, and the property of its result, which give the URL to request."""
    auth: bool = True
    """Whether credentials are sent."""
