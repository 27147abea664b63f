"""A plan and a call's arguments in, a `Prepared` request out: what is sent, attempt by attempt."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from .body import PendingFiles, encode_json, merge_body
from .concurrency import run_in_thread
from .contents import AsyncContent, Content, source_of, whole, whole_async
from .errors import RequestTooLargeError
from .frames import without_frames
from .multipart import UNTYPED, encode_multipart, file_parts, name_of, parts_of, type_of
from .query import encode_query
from .redact import Secrets, hide_secrets, safe_url
from .sentinels import NotGiven, Omit

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx

    from .arguments import Arguments
    from .library import Library
    from .operation import Operation
    from .plans import Plan

STREAMED = "streamed"
"""The extension of a request which says that nothing keeps the whole body of its response."""
NO_SECRETS: Mapping[str, str] = {}
_ABSENT = frozenset((NotGiven, Omit))
# Methods that seldom have a body: of what may be left out, none is sent if nothing is given.
_BODILESS = frozenset(("GET", "HEAD", "DELETE", "OPTIONS", "TRACE"))
_BOUNDARY = re.compile(r"boundary=\"?([^\s;\"]+)", re.IGNORECASE)


@dataclass(slots=True, repr=False)
class Prepared:
    """A request with everything decided but the number of the attempt."""

    operation: Operation
    method: str
    url: httpx.URL
    headers: dict[str, str]
    """By lower-case name."""
    content: Any
    """bytes, or an iterable of bytes."""
    timeout: Mapping[str, float | None]
    stream: bool = False
    """Whether the response is left unread."""
    body: Any = None
    """The JSON value that `content` was made of, for middleware to see."""
    replayable: bool = True
    follow_redirects: bool | None = None
    retries_taken: int = 0
    time_left: float | None = None
    """Seconds that the call may still take, if that is bounded."""
    idle_timeout: float | None = None
    """Seconds that a stream may be silent, where that differs from what `timeout` says of reading."""
    outcome: Any = None
    """What makes the result of the response."""
    request: httpx.Request | None = None
    """The last attempt as the HTTP library has it."""
    signer: Any = None
    """What proves who calls, attempt by attempt."""
    signature: Mapping[str, str] = field(default_factory=lambda: NO_SECRETS, repr=False)
    """The headers that it gave the last one."""

    def sign(self) -> None:
        """Have the attempt signed, over the whole of its content."""
        self.content = whole(self.content)
        self._sign()

    async def sign_async(self) -> None:
        """The same where nothing may block."""
        self.content = await whole_async(self.content)
        if getattr(self.signer, "is_async", False):
            request = (self.method, str(self.url), self.headers, self.content)
            self.signature = await self.signer.sign_async(*request)
        else:
            await run_in_thread(self._sign)

    def _sign(self) -> None:
        self.signature = self.signer.sign(self.method, str(self.url), self.headers, self.content)

    def build(self, library: Library, cookies: Any = None) -> httpx.Request:
        """The request as the HTTP library has it, straight from finished parts."""
        extensions = {"timeout": self.timeout, STREAMED: self.stream}
        whole = type(self.content) is bytes
        request = library.Request(
            self.method,
            self.url,
            headers=_encoded_headers(
                {**self.headers, **self.signature} if self.signature else self.headers
            ),
            cookies=cookies,
            # `stream` leaves the headers as they are, `content` works them out again.
            stream=library.ByteStream(self.content) if whole else None,
            content=None if whole else self.content,
            extensions=extensions,
        )
        if whole:
            # Hooks and mocks look at `request.content`, which has to be loaded for that.
            request.read()
        hide_secrets(request.headers)
        self.request = request
        return request

    def __repr__(self) -> str:
        return f"<Prepared {self.method} {safe_url(self.url)} retries_taken={self.retries_taken}>"


@dataclass(slots=True, repr=False)
class Encoded:
    """A body as it is sent."""

    content: Any = b""
    value: Any = None
    content_type: str | None = None
    guessed: str | None = None
    """The media type that the name of a file tells."""
    size: int | None = 0
    replayable: bool = True
    present: bool = True
    pending: PendingFiles | None = None
    """Set if the content is still to be read from files."""

    def complete(self) -> None:
        """Read the files of a JSON body, which may block."""
        if self.pending is not None:
            self.content = without_frames(self.pending.read)
            self.size = len(self.content)
            self.pending = None


def encode_body(operation: Operation, arguments: Arguments) -> Encoded:
    """The body of a call; one that is `pending` has to be completed."""
    return without_frames(_encode_body, operation, arguments)


def _encode_body(operation: Operation, arguments: Arguments) -> Encoded:
    body = arguments.body
    if operation.body in ("json", None):
        return _encode_json(operation, body, arguments.extra_body)
    if operation.body == "binary":
        return _encode_raw(body)
    properties = _given_properties(merge_body(body, arguments.extra_body))
    if operation.body == "form":
        return _whole(encode_query(properties).encode("ascii"), present=bool(properties))
    return _encode_multipart(operation, arguments, properties)


def _encode_json(operation: Operation, body: Any, extra: Any) -> Encoded:
    if extra is not None:
        body = merge_body(body, extra)
    if isinstance(body, (NotGiven, Omit)):
        return Encoded(present=False)
    if isinstance(body, dict):
        body = _given_properties(body)
        if not body and operation.whole_body is None and operation.method in _BODILESS:
            return Encoded(present=False)
    data, value = encode_json(body, operation.base64)
    if isinstance(data, PendingFiles):
        return Encoded(value=value, pending=data)
    return Encoded(data, value, size=len(data))


def _whole(data: bytes, content_type: str | None = None, *, present: bool = True) -> Encoded:
    return Encoded(data, content_type=content_type, size=len(data), present=present)


def _encode_raw(body: Any) -> Encoded:
    if body is None or isinstance(body, (NotGiven, Omit)):
        return Encoded(present=False)
    name, content_type = None, None
    if isinstance(body, tuple):  # a file as forms have it
        parts: list[Any] = [*body, None]
        name, body, content_type = parts[:3]
    guessed = type_of(name or name_of(body))
    if hasattr(body, "__aiter__"):
        encoded = Encoded(body, content_type=content_type, size=None, replayable=False)
    else:
        encoded = _encoded_content(Content([source_of(body)]), content_type)
    encoded.guessed = guessed
    return encoded


def _encode_multipart(
    operation: Operation, arguments: Arguments, properties: Mapping[str, Any]
) -> Encoded:
    parts = parts_of(properties, operation)
    parts += file_parts(arguments.files or ())
    given = {name.lower(): value for name, value in (arguments.extra_headers or {}).items()}
    # A caller who names a boundary gets that one.
    boundary = _BOUNDARY.search(str(given.get("content-type", "")))
    content, content_type = encode_multipart(
        parts, boundary[1] if boundary else None, operation.content_type or "multipart/form-data"
    )
    return _encoded_content(content, content_type)


def _encoded_content(content: Content, content_type: str | None) -> Encoded:
    whole = content.whole()
    if whole is not None:
        return _whole(whole, content_type)
    return Encoded(
        content, content_type=content_type, size=content.size, replayable=content.replayable
    )


def prepare(
    plan: Plan,
    arguments: Arguments,
    encoded: Encoded,
    defaults: Defaults,
    secrets: Mapping[str, str] = NO_SECRETS,
) -> Prepared:
    """Everything put together; a body that is too large is refused.

    `secrets` are headers of credentials that were asked for only now.
    """
    operation = plan.operation
    headers = without_frames(plan.headers, arguments, secrets)
    _describe_body(headers, operation, encoded)
    prepared = Prepared(
        operation=operation,
        method=operation.method,
        url=without_frames(plan.url, arguments),
        headers=headers,
        content=encoded.content,
        timeout=timeouts(arguments.timeout, defaults.timeout),
        body=encoded.value,
        replayable=encoded.replayable,
        follow_redirects=arguments.follow_redirects,
        idle_timeout=defaults.idle_timeout,
    )
    if type(encoded.content) is Content and defaults.asynchronous:
        prepared.content = AsyncContent(encoded.content)
    limit = operation.request_limit or defaults.request_limit
    if limit is not None and encoded.size is not None and encoded.size > limit:
        raise _too_large(prepared, plan.base.library, encoded.size, limit)
    return prepared


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a client decides where a call does not."""

    timeout: Mapping[str, float | None]
    request_limit: int | None
    asynchronous: bool
    idle_timeout: float | None = None


def timeouts(given: Any, default: Mapping[str, float | None]) -> Mapping[str, float | None]:
    """A timeout as the transports read it: seconds to connect, read, write and get a connection."""
    if isinstance(given, NotGiven):
        return default
    if given is None or isinstance(given, (int, float)):
        return {"connect": given, "read": given, "write": given, "pool": given}
    return cast("Mapping[str, float | None]", given.as_dict())


def _describe_body(headers: dict[str, str], operation: Operation, encoded: Encoded) -> None:
    """Set the headers that tell of the body, as far as the caller left them to us."""
    if not encoded.present:
        headers.pop("content-type", None)
    elif encoded.content_type and "boundary" not in headers.get("content-type", ""):
        headers["content-type"] = encoded.content_type
    elif encoded.guessed and _is_untyped(headers, operation):
        headers["content-type"] = encoded.guessed
    if encoded.size is None:
        headers.setdefault("transfer-encoding", "chunked")
    elif encoded.present or operation.method in ("POST", "PUT", "PATCH"):
        headers["content-length"] = str(encoded.size)


def _is_untyped(headers: Mapping[str, str], operation: Operation) -> bool:
    """Whether neither the document nor the caller says what the bytes of a body are."""
    return operation.content_type is None and headers.get("content-type") == UNTYPED


def _encoded_headers(headers: dict[str, str]) -> Any:
    """What the library takes: it would refuse text that is not ASCII."""
    if all(map(str.isascii, headers.values())):
        return headers
    return [(name.encode("ascii"), value.encode()) for name, value in headers.items()]


def _given_properties(body: Any) -> dict[str, Any]:
    if body is None or isinstance(body, (NotGiven, Omit)):
        return {}
    properties = cast("dict[str, Any]", body if isinstance(body, dict) else merge_body(body, {}))
    # No function is called here: a method has dozens of arguments that are mostly left out.
    given = {name: value for name, value in properties.items() if type(value) not in _ABSENT}
    return Secrets(given)


def _too_large(prepared: Prepared, library: Library, size: int, limit: int) -> RequestTooLargeError:
    request = library.Request(
        prepared.method, prepared.url, headers=_encoded_headers(prepared.headers)
    )
    error = RequestTooLargeError(
        f"Error code: 413 - the request body has {size:,} bytes, the API takes at most "
        f"{limit:,}; it was not sent",
        response=library.Response(413, request=request),
        body=None,
    )
    error.operation = prepared.operation.id
    error.not_sent = True
    return error
