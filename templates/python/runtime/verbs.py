"""Any path in, a call like those of generated methods out: for what has no method yet."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast, get_origin

from .arguments import Arguments
from .operation import Operation
from .redact import Secrets, hidden
from .sentinels import not_given
from .streams import AsyncJSONLDecoder, JSONLDecoder

if TYPE_CHECKING:
    from collections.abc import Callable

    from .arguments import Mode
    from .files import RequestFiles
    from .options import RequestOptions

_T = TypeVar("_T")
NO_OPTIONS: RequestOptions = {}


class Verbs:
    """What the verbs of both kinds of client have in common."""

    _mode: Mode = None
    _call: Callable[[Operation, Arguments], Any]

    def _request(
        self,
        method: str,
        path: str,
        cast_to: Any,
        options: RequestOptions,
        *,
        body: object = not_given,
        content: Any = None,
        files: RequestFiles | None = None,
        stream: bool = False,
        stream_cls: Any = None,
    ) -> Any:
        return self._call(
            *self._described(
                method,
                path,
                cast_to,
                options,
                body=body,
                content=content,
                files=files,
                stream=stream,
                stream_cls=stream_cls,
            )
        )

    def _described(
        self,
        method: str,
        path: str,
        cast_to: Any,
        options: RequestOptions,
        *,
        body: object = not_given,
        content: Any = None,
        files: RequestFiles | None = None,
        stream: bool = False,
        stream_cls: Any = None,
    ) -> tuple[Operation, Arguments]:
        """What such a call is: its operation, and its arguments."""
        if body is None:
            body = not_given
        if content is not None and (body is not not_given or files is not None):
            raise TypeError("Either `content` or `body` and `files` can be sent, not both")
        arguments = Arguments(
            body=body if content is None else content,
            extra_headers=options.get("headers"),
            extra_query=options.get("params"),
            extra_body=options.get("extra_json"),
            timeout=options.get("timeout", not_given),
            stream=stream,
            mode=self._mode,
        )
        arguments.cast_to = cast_to
        arguments.files = files
        arguments.max_retries = options.get("max_retries")
        arguments.total_timeout = options.get("total_timeout", not_given)
        arguments.idempotency_key = options.get("idempotency_key")
        arguments.follow_redirects = options.get("follow_redirects")
        kind = _kind_of_body(body, content, files, options)
        operation = _operation(method, path, kind, _kind_of_stream(stream, stream_cls))
        return operation, arguments


class SyncVerbs(Verbs):
    """Raw requests; `cast_to` is a model, `object`, `str`, `bytes`, None or a response class."""

    def get(
        self,
        path: str,
        *,
        cast_to: type[_T],
        options: RequestOptions = NO_OPTIONS,
        stream: bool = False,
        stream_cls: Any = None,
    ) -> _T:
        options = hidden(options)
        return cast(
            "_T",
            self._request("GET", path, cast_to, options, stream=stream, stream_cls=stream_cls),
        )

    def post(
        self,
        path: str,
        *,
        cast_to: type[_T],
        body: object = not_given,
        content: Any = None,
        files: RequestFiles | None = None,
        options: RequestOptions = NO_OPTIONS,
        stream: bool = False,
        stream_cls: Any = None,
    ) -> _T:
        options, body = hidden(options), hidden(body)
        content, files = hidden(content), hidden(files)
        return cast(
            "_T",
            self._request(
                "POST",
                path,
                cast_to,
                options,
                body=body,
                content=content,
                files=files,
                stream=stream,
                stream_cls=stream_cls,
            ),
        )

    def put(
        self,
        path: str,
        *,
        cast_to: type[_T],
        body: object = not_given,
        content: Any = None,
        files: RequestFiles | None = None,
        options: RequestOptions = NO_OPTIONS,
        stream: bool = False,
        stream_cls: Any = None,
    ) -> _T:
        options, body = hidden(options), hidden(body)
        content, files = hidden(content), hidden(files)
        return cast(
            "_T",
            self._request(
                "PUT",
                path,
                cast_to,
                options,
                body=body,
                content=content,
                files=files,
                stream=stream,
                stream_cls=stream_cls,
            ),
        )

    def patch(
        self,
        path: str,
        *,
        cast_to: type[_T],
        body: object = not_given,
        content: Any = None,
        files: RequestFiles | None = None,
        options: RequestOptions = NO_OPTIONS,
        stream: bool = False,
        stream_cls: Any = None,
    ) -> _T:
        options, body = hidden(options), hidden(body)
        content, files = hidden(content), hidden(files)
        return cast(
            "_T",
            self._request(
                "PATCH",
                path,
                cast_to,
                options,
                body=body,
                content=content,
                files=files,
                stream=stream,
                stream_cls=stream_cls,
            ),
        )

    def delete(
        self,
        path: str,
        *,
        cast_to: type[_T],
        body: object = not_given,
        options: RequestOptions = NO_OPTIONS,
        stream: bool = False,
        stream_cls: Any = None,
    ) -> _T:
        options, body = hidden(options), hidden(body)
        return cast(
            "_T",
            self._request(
                "DELETE", path, cast_to, options, body=body, stream=stream, stream_cls=stream_cls
            ),
        )


@lru_cache(maxsize=128)
def _operation(
    method: str,
    path: str,
    body: Literal["json", "multipart", "binary"] | None,
    stream: Literal["sse", "jsonl"] | None,
) -> Operation:
    """An operation for the calls to one path, which is no template."""
    return Operation(
        id=f"{method.lower()} {path.partition('?')[0]}",
        method=method,
        path=path.replace("{", "%7B").replace("}", "%7D"),
        result="json",
        body=body,
        stream_kind=stream,
    )


def _kind_of_stream(stream: bool, cls: Any) -> Literal["sse", "jsonl"] | None:
    if not stream:
        return None
    origin = get_origin(cls) or cls
    lines = isinstance(origin, type) and issubclass(origin, (JSONLDecoder, AsyncJSONLDecoder))
    return "jsonl" if lines else "sse"


def _kind_of_body(
    body: object, content: Any, files: Any, options: RequestOptions
) -> Literal["json", "multipart", "binary"] | None:
    if content is not None:
        return "binary"
    headers: Mapping[str, Any] = hidden(options.get("headers", {}))
    given = Secrets({name.lower(): str(value) for name, value in headers.items()})
    if files is not None or "multipart/form-data" in given.get("content-type", ""):
        return "multipart"
    if body is not_given and not options.get("extra_json"):
        return None
    return "json"
