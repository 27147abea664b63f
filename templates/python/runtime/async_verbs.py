"""The raw verbs of asynchronous clients."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

from .redact import hidden
from .sentinels import not_given
from .verbs import NO_OPTIONS, Verbs

if TYPE_CHECKING:
    from .files import RequestFiles
    from .options import RequestOptions

_T = TypeVar("_T")


class AsyncVerbs(Verbs):
    """Raw requests; `cast_to` is a model, `object`, `str`, `bytes`, None or a response class."""

    async def get(
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
            await self._request(
                "GET", path, cast_to, options, stream=stream, stream_cls=stream_cls
            ),
        )

    async def post(
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
            await self._request(
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

    async def put(
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
            await self._request(
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

    async def patch(
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
            await self._request(
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

    async def delete(
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
            await self._request(
                "DELETE", path, cast_to, options, body=body, stream=stream, stream_cls=stream_cls
            ),
        )
